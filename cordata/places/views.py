from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from cordata.places import queries


def _network_etag(request: HttpRequest) -> str:
    return f'"{queries.roads_version(timezone.now())}"'


@require_safe
@login_required
@condition(etag_func=_network_etag)
def road_network(request: HttpRequest) -> HttpResponse:
    """Answer with the roads as GeoJSON; a browser that has this version already gets an empty 304."""
    response = JsonResponse(queries.network_features(timezone.now()), content_type="application/geo+json")
    response["Cache-Control"] = "private, no-cache"
    return response
