from importlib.metadata import version

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cordata.ui import gallery as showcase


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/about.html", {"version": version("cordata")})


@require_GET
@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with its states, to those who build the screens."""
    if not (request.user.is_staff or settings.DEBUG or settings.CORDATA_DEMO):
        raise PermissionDenied
    return render(request, "ui/gallery.html", showcase.examples())
