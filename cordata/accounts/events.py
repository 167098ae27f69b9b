from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.utils import timezone

from cordata.accounts.auditing import address_of
from cordata.accounts.models import AuditEntry, User


def record_event(
    request: HttpRequest, *, what: AuditEntry.What, where: str, user: User | None = None, status: int = 200
) -> None:
    """Put on the audit what concerns signing in itself: a refusal, a lock-out, another factor; `user` is whose."""
    signed_in = request.user if isinstance(request.user, User) else None
    whose = user or signed_in
    AuditEntry.objects.create(
        at=timezone.now(),
        user_id=whose.pk if whose else None,
        what=what,
        where=where,
        address=address_of(request),
        status=status,
    )


def note_tie(request: HttpRequest, sociallogin: SocialLogin, **_facts: object) -> None:
    """Keep that an identity was tied to somebody, by whatever way: a receiver of `social_account_added`."""
    record_event(request, what=AuditEntry.What.WRITE, where="identity", user=sociallogin.user)
