from django.urls import path

from cordata.people.views import circle, consent, copy, history, record, restriction, search

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
    path("people/<int:resident_id>/record/<slug:section>/", record.record, name="record"),
    path("people/<int:resident_id>/record/<slug:section>/undo/", record.record_undo, name="record_undo"),
    path("people/<int:resident_id>/copy/", copy.person_copy, name="person_copy"),
    path("people/<int:resident_id>/copy.pdf", copy.person_copy_pdf, name="person_copy_pdf"),
    path("people/<int:resident_id>/copy.json", copy.person_copy_json, name="person_copy_json"),
    path("people/<int:resident_id>/history/", history.history, name="person_history"),
    path("people/<int:resident_id>/history/<int:change_id>/", history.restoring, name="person_restoring"),
    path("people/<int:resident_id>/restriction/", restriction.restriction, name="person_restriction"),
    path("people/<int:resident_id>/restriction/lifting/", restriction.lifting, name="person_restriction_lifting"),
]
