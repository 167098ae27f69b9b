from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac

from cordata.accounts.models import ShortPin, User

PURPOSE = "cordata.pin"


def set_pin(user: User, pin: str, *, at: datetime) -> None:
    """Give somebody the PIN they chose, in place of the one before."""
    ShortPin.objects.update_or_create(user=user, defaults={"digest": make_password(_peppered(pin)), "set_at": at})


def is_pin_of(user: User, pin: str) -> bool:
    """Tell whether a PIN is somebody's."""
    kept = ShortPin.objects.filter(user=user).order_by("pk").first()
    return kept is not None and check_password(_peppered(pin), kept.digest)


def _peppered(pin: str) -> str:
    """Mix in this installation's key: so few digits would be found at once by whoever holds the database alone."""
    return salted_hmac(PURPOSE, pin, algorithm="sha256").hexdigest()
