from datetime import datetime
from hashlib import sha256

from cordata.accounts.models import Invitation


def digest_of(secret: str) -> str:
    """Return under what a link's secret is kept; it is long and random, so that a plain hash cannot be undone."""
    return sha256(secret.encode()).hexdigest()


def open_invitation(secret: str, *, at: datetime) -> Invitation | None:
    """Return the invitation that a link's secret opens, unless it was used, has ended or its person has left."""
    found = Invitation.objects.open(at).filter(digest=digest_of(secret), user__is_active=True)
    return found.select_related("user").first()
