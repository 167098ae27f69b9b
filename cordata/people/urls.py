from django.urls import path

from cordata.people import views

urlpatterns = [path("people/", views.people, name="people")]
