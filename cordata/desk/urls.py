from django.urls import path

from cordata.desk import views

urlpatterns = [
    path("", views.home, name="home"),
    path("morning/", views.morning, name="morning"),
    path("people/<int:resident_id>/", views.person, name="person"),
]
