from django.conf import settings
from django.http import HttpResponse

YEAR = 365 * 24 * 3600


def speak(answer: HttpResponse, code: str) -> HttpResponse:
    """Let the browser remember a language."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer
