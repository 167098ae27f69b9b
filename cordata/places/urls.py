from django.urls import path

from cordata.places import views

urlpatterns = [path("roads.geojson", views.road_network, name="road_network")]
