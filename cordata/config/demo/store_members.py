"""Stores those of the cast who make no visits: the doctor, the pharmacist, the driver, those whose own page it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cordata.accounts.models import Area, DataProtectionOfficer, Organisation, Role
from cordata.config.demo import cast
from cordata.config.demo.store_team import signed_in
from cordata.people.models import Resident


def store_members(area: Area, residents: Mapping[str, Resident], since: date) -> None:
    """Let the rest of an area's cast sign in, each in their role, tied to the person they are or look after."""
    for one in cast.MEMBERS.get(area.code, ()):
        user = signed_in(one.email, one.given_name, one.family_name, one.language)
        employer = Organisation.objects.get(code=one.organisation)
        Role.objects.create(user=user, kind=one.kind, organisation=employer, area=area, starts_on=since)
        if one.resident:
            person = residents[one.resident]
            if str(person) == str(user):
                person.user = user
                person.save(update_fields=["user"])
            person.carers.filter(name=str(user)).update(user=user)
    for email, given_name, family_name, organisation in cast.OFFICERS.get(area.code, ()):
        officer = signed_in(email, given_name, family_name, "it")
        employer = Organisation.objects.get(code=organisation)
        DataProtectionOfficer.objects.create(user=officer, organisation=employer, starts_on=since)
