from __future__ import annotations

from datetime import date

from django.db import transaction

from cordata.accounts.models import Area, Organisation, Role, User


class AlreadyCoordinator(Exception):
    """They coordinate this area for this organisation already."""


@transaction.atomic
def appoint_coordinator(*, user: User, organisation: Organisation, area: Area, on: date) -> Role:
    """
    Let somebody coordinate an area for an organisation from a day on.

    :raises AlreadyCoordinator: if they do so on that day
    """
    Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    role = Role(user=user, kind=Role.Kind.COORDINATOR, organisation=organisation, area=area, starts_on=on)
    if Role.objects.on(on).filter(user=user, kind=role.kind, organisation=organisation, area=area).exists():
        raise AlreadyCoordinator(f"{user} must not coordinate {area} yet. They do.")
    role.save()
    return role
