"""Letters by e-mail to those who sign in, in their own language."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cordata.accounts.models import User
from cordata.ui.wording import moment_words

log = logging.getLogger(__name__)


def send_link(user: User, link: str) -> None:
    """Send somebody the one-time link they asked for."""
    with translation.override(user.language):
        body = _(
            "Good day,\n\nwith this link you choose a new password for Cordata:\n\n%(link)s\n\n"
            "It works once, for one hour. If you did not ask for it, do nothing: your password stays as it is."
        ) % {"link": link}
        _send(user, _("Your link for a new password"), body)


def tell_of_change(user: User, what: str | Promise) -> None:
    """Tell somebody that the way they sign in was changed, so that they notice if it was not them."""
    with translation.override(user.language):
        body = _(
            "Good day,\n\n%(what)s, on %(when)s.\n\nIf it was not you, tell the coordinator of your area at once: "
            "they can close your account's way in and give you a new one."
        ) % {"what": what, "when": moment_words(timezone.now())}
        _send(user, _("The way you sign in was changed"), body)


def _send(user: User, subject: str, body: str) -> None:
    """Send a letter; where the mail server does not take it, the log says so and what was done stands."""
    try:
        send_mail(f"Cordata · {subject}", body, None, [user.email])
    except (OSError, SMTPException):
        log.exception("A letter to user %s was not sent", user.pk)
