from django.urls import path

from cordata.people.views import copy, search

urlpatterns = [
    path("people/", search.people, name="people"),
    path("people/<int:resident_id>/copy/", copy.person_copy, name="person_copy"),
    path("people/<int:resident_id>/copy.pdf", copy.person_copy_pdf, name="person_copy_pdf"),
    path("people/<int:resident_id>/copy.json", copy.person_copy_json, name="person_copy_json"),
]
