from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def onward_address(request: HttpRequest, otherwise: str = settings.LOGIN_REDIRECT_URL) -> str:
    """Return where the person wanted to go, if it is a page of ours, else the page named `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(otherwise)
