from django.urls import path

from cordata.ui import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("ui/", views.gallery, name="gallery"),
]
