from django.urls import include, path

urlpatterns = [
    path("", include("cordata.desk.urls")),
    path("", include("cordata.ui.urls")),
    path("", include("cordata.accounts.urls")),
    path("", include("cordata.exchange.urls")),
    path("", include("cordata.people.urls")),
    path("places/", include("cordata.places.urls")),
    path("day/", include("cordata.day.urls")),
]
