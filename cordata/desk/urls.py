from django.urls import path

from cordata.desk.views import home, mine, person

urlpatterns = [
    path("", home.home, name="home"),
    path("morning/", home.morning, name="morning"),
    path("morning/endings/", home.endings, name="endings"),
    path("figures/", home.figures, name="figures"),
    path("me/", mine.me, name="me"),
    path("me/<int:resident_id>/", mine.me, name="my_person"),
    path("people/<int:resident_id>/", person.person, name="person"),
    path("people/<int:resident_id>/network/", person.network, name="network"),
    path("people/<int:resident_id>/print/", person.sheet, name="person_sheet"),
]
