from django.urls import path

from cordata.people.views import search

urlpatterns = [path("people/", search.people, name="people")]
