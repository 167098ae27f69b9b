"""Two pages that do not tell the audit the truth, so that the comparison is seen to find them."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from cordata.people.looks import shown
from cordata.people.models import Resident


def untold(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Resident.objects.get(given_name="Claudio")))


def overtold(request: HttpRequest) -> HttpResponse:
    shown(request, Resident.objects.order_by("pk"))
    return HttpResponse("nobody")


urlpatterns = [
    path("untold/", untold, name="untold"),
    path("overtold/", overtold, name="overtold"),
    path("", include("cordata.config.urls")),
]
