from django.urls import path

from cordata.people.views import (
    circle,
    consent,
    copy,
    erasure,
    history,
    record,
    record_entering,
    restriction,
    retention,
    search,
)

urlpatterns = [
    path("people/", search.people, name="people"),
    path("people/<int:resident_id>/circle/", circle.circle, name="circle"),
    path("people/<int:resident_id>/circle/newcomer/", circle.newcomer, name="circle_newcomer"),
    path("people/<int:resident_id>/circle/<int:member_id>/ending/", circle.ending, name="circle_ending"),
    path("people/<int:resident_id>/circle/<int:member_id>/extension/", circle.extension, name="circle_extension"),
    path("people/<int:resident_id>/consents/", consent.consents, name="consents"),
    path("people/<int:resident_id>/consents/new/<slug:purpose>/", consent.decision, name="consent_new"),
    path("people/<int:resident_id>/consents/<int:consent_id>/", consent.consent, name="consent"),
    path(
        "people/<int:resident_id>/consents/<int:consent_id>/withdrawal/", consent.withdrawal, name="consent_withdrawal"
    ),
    path("people/new/", record_entering.new_person, name="new_person"),
    path("people/<int:resident_id>/record/<slug:section>/", record.record, name="record"),
    path("people/<int:resident_id>/record/<slug:section>/undo/", record.record_undo, name="record_undo"),
    path("people/<int:resident_id>/copy/", copy.person_copy, name="copy"),
    path("people/<int:resident_id>/copy.pdf", copy.person_copy_pdf, name="copy_pdf"),
    path("people/<int:resident_id>/copy.json", copy.person_copy_json, name="copy_json"),
    path("people/<int:resident_id>/history/", history.history, name="history"),
    path("people/<int:resident_id>/history/<int:change_id>/", history.restoring, name="restoring"),
    path("people/<int:resident_id>/restriction/", restriction.restriction, name="restriction"),
    path("people/<int:resident_id>/restriction/lifting/", restriction.lifting, name="restriction_lifting"),
    path("people/<int:resident_id>/erasure/", erasure.erasure, name="erasure"),
    path("people/<int:resident_id>/erasure/withdrawal/", erasure.withdrawal, name="erasure_withdrawal"),
    path("people/<int:resident_id>/erasure/confirmation/", erasure.confirmation, name="erasure_confirmation"),
    path("retention/", retention.kept_long_enough, name="retention"),
]
