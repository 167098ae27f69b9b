from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POWERS = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
OWN_POWERS = ("publickey-credentials-get", "publickey-credentials-create", "screen-wake-lock")
PERMISSIONS = ", ".join([*(f"{name}=()" for name in POWERS), *(f"{name}=(self)" for name in OWN_POWERS)])


def private_pages(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keep what is answered out of every store, and from the browser the powers that no page of ours uses."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return answer
