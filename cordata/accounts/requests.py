from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from cordata.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request that `login_required` let through: its user is somebody."""

    user: User


def client_address(request: HttpRequest) -> str:
    """
    Return the address a request came from, as told by the outermost of our own servers in front.

    Each server in front adds the address it heard from at the end; what stands further left is anybody's claim.
    """
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    heard: str = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.CORDATA_PROXIES
    said = told[-proxies] if proxies and len(told) >= proxies else heard
    try:
        return str(ip_address(said))
    except ValueError:
        return heard


def counted_address(request: HttpRequest) -> str:
    """Return by which address tries are counted: of IPv6 the first half, for one household has all of the second."""
    said = client_address(request)
    try:
        address = ip_address(said)
    except ValueError:
        return said
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False).network_address)


def is_partial(request: HttpRequest) -> bool:
    """Tell whether a module of a page asks, rather than the browser for a page of its own."""
    return "HX-Request" in request.headers or "application/json" in request.headers.get("Accept", "")
