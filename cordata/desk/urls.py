from django.urls import path

from cordata.desk.views import home, person

urlpatterns = [
    path("", home.home, name="home"),
    path("morning/", home.morning, name="morning"),
    path("people/<int:resident_id>/", person.person, name="person"),
    path("people/<int:resident_id>/network/", person.network, name="network"),
    path("people/<int:resident_id>/print/", person.sheet, name="person_sheet"),
]
