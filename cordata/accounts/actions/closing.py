"""Closing the account of somebody whose identity is erased: the row stays as a number for the audit."""

from __future__ import annotations

from django.db import models, transaction

from cordata.accounts.actions.invitations import end_sessions, lift_lockout
from cordata.accounts.models import User

OURS = {"accounts", "account", "mfa", "socialaccount", "usersessions"}  # allauth's apps beside our own


@transaction.atomic
def close_account(user: User) -> None:
    """Take away a user's name, address, ways of signing in and roles; nobody signs in with it again."""
    end_sessions(user=user)
    lift_lockout(user=user)  # what is kept of wrong passwords has the address in it
    for related in user._meta.related_objects:
        if related.on_delete is models.CASCADE and related.related_model._meta.app_label in OURS:
            related.related_model._default_manager.filter(**{related.field.name: user}).delete()
    user.email = f"erased-{user.pk}@erased.invalid"
    user.first_name = user.last_name = ""
    user.is_active = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
