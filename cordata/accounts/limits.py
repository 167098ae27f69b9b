"""How often something costly may be asked for. Counted in the database, so that all processes count together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cordata.accounts.models import Tally
from cordata.accounts.requests import counted_address

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Rate:
    """So many times within a span of so many seconds."""

    times: int
    seconds: int


RATES = {
    "sign_in": Rate(60, 5 * MINUTE),  # by address: a centre's people share one
    "passkey": Rate(60, 5 * MINUTE),
    "password_help": Rate(20, HOUR),
    "password_help_letter": Rate(3, HOUR),  # by e-mail address written to
    "invitation": Rate(30, HOUR),
    "pin": Rate(5, 12 * HOUR),  # by session; begun anew by the right PIN
    "confirmation": Rate(10, 5 * MINUTE),
    "search": Rate(240, MINUTE),  # by person: two a second while typing, and room for a thin link's repeats
    "costly": Rate(30, 5 * MINUTE),  # by person: imports, exports, merges, plans
}


# One statement, so that two processes never count the same asking twice or not at all.
COUNT_ONE = """
INSERT INTO accounts_tally (key, ends_at, count) VALUES (%s, %s, 1)
ON CONFLICT (key, ends_at) DO UPDATE SET count = accounts_tally.count + 1 RETURNING count
"""


class TooOften(Exception):
    """Something was asked for more often than its rate allows; `until` is when it may be again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"Asked for too often. It may be again at {until.isoformat()}.")
        self.until = until


def take(what: str, who: str, *, at: datetime) -> None:
    """
    Count one more asking.

    :raises TooOften: when the span's share is used up
    """
    rate = RATES[what]
    ends_at = _end_of_span(rate, at)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, [_key(what, who), connection.ops.adapt_datetimefield_value(ends_at)])
        (count,) = cursor.fetchone()
    if count == 1:
        Tally.objects.filter(ends_at__lt=at).delete()
    if count > rate.times:
        raise TooOften(ends_at)


def tries(what: str, who: str, *, at: datetime) -> int:
    """Return how often something was asked for in the present span."""
    found = Tally.objects.filter(key=_key(what, who), ends_at=_end_of_span(RATES[what], at)).order_by("pk").first()
    return found.count if found else 0


def forget(what: str, who: str) -> None:
    """Begin counting anew, as after the right answer."""
    Tally.objects.filter(key=_key(what, who)).delete()


View = Callable[..., HttpResponse]


def limited(what: str, *, methods: tuple[str, ...] = ("GET", "HEAD", "POST")) -> Callable[[View], View]:
    """Let a view answer only as often as its rate allows: by person, or by address where nobody is signed in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
            if request.method in methods:
                try:
                    take(what, asker(request), at=timezone.now())
                except TooOften as refusal:
                    return too_often(request, refusal)
            return view(request, *args, **named)

        return counted

    return decorate


def asker(request: HttpRequest) -> str:
    """Return whom a request counts for."""
    return f"user {request.user.pk}" if request.user.is_authenticated else f"address {counted_address(request)}"


def too_often(request: HttpRequest, refusal: TooOften) -> HttpResponse:
    """Answer that it was too often, and when it may be again."""
    response = render(request, "429.html", {"until": refusal.until}, status=429)
    response["Retry-After"] = str(max(1, int((refusal.until - timezone.now()).total_seconds())))
    return response


def _key(what: str, who: str) -> str:
    return salted_hmac("cordata.tally", f"{what} {who}", algorithm="sha256").hexdigest()


def _end_of_span(rate: Rate, at: datetime) -> datetime:
    spans = int(at.timestamp()) // rate.seconds
    return datetime.fromtimestamp((spans + 1) * rate.seconds, tz=UTC)
