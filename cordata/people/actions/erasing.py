"""What erasing does to each table. The person's number stays: visits go on counting, and the audit names nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Case, CharField, Field, JSONField, Model, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from cordata.accounts.actions.closing import close_account
from cordata.accounts.models import Role, User
from cordata.people.actions.keys import refresh_search_words
from cordata.people.holdings import Holding, OnErasure, every_holding
from cordata.people.models import CircleMember, Consent, Erasure, Household, Resident

GONE = "—"  # stands where something stood
ERASED: dict[str, object] = {
    "given_name": "", "family_name": GONE, "born_on": None, "birthplace": "", "gender": "", "phone": "",
    "languages": [], "lives_alone": None, "practitioner": None, "matters": "", "quiet": "", "user": None,
}  # fmt: skip


def erase_identity(resident: Resident, erasure: Erasure, kept: Mapping[str, object]) -> Erasure:
    """Remove a person's identity and those of the records joined to theirs; return the row that says so."""
    records = [resident, *joined_to(resident)]
    homes = {one.household_id for one in records} | set(
        Household.objects.filter(residences__resident__in=records).order_by("pk").values_list("pk", flat=True)
    )
    Consent.objects.filter(resident__in=records).update(carer=None)  # the proof outlives the carer's row
    counts = {holding.model._meta.label: empty(holding, records) for holding in every_holding()}
    rows = {label: count for label, count in counts.items() if count}
    close_circle(records, erasure)
    users = [one.user for one in records if one.user]
    for one in records:
        wipe(one)
    remove_empty(homes)
    for user in users:
        if not has_another_part(user):
            close_account(user)
    for one in records[1:]:
        Erasure.objects.create(resident=one, ground=erasure.ground, by=erasure.by, at=erasure.at)
    erasure.resident, erasure.kept = resident, {**kept, "rows": rows}
    erasure.save(force_insert=True)
    refresh_search_words(records)
    return erasure


def joined_to(resident: Resident) -> list[Resident]:
    """Return the records merged into somebody's, and those merged into these."""
    joined = list(resident.merged.order_by("pk"))
    return [one for each in joined for one in (each, *joined_to(each))]


def empty(holding: Holding, records: list[Resident]) -> int:
    """Delete, blank or leave what a model holds about people; return how many rows stay."""
    if holding.model in (Resident, Erasure):
        return 0
    for name in holding.also:
        if holding.model._meta.get_field(name).null:  # somebody else's row: it loses its link and stays
            holding.model._default_manager.filter(**{f"{name}__in": records}).update(**{name: None})
    rows = rows_about(holding, records)
    if holding.on_erasure is OnErasure.DELETE:
        rows.delete()
        return 0
    if holding.blanks:
        rows.update(**{name: blank(holding.model, name) for name in holding.blanks})
    return rows.count()


def rows_about(holding: Holding, records: list[Resident]) -> QuerySet[Model]:
    """Return the rows of a model in which the people are named by a relation that is never empty, or by its path."""
    firm = [name for name in holding.also if not holding.model._meta.get_field(name).null]
    pks: set[object] = set()
    for path in (holding.path, *firm):
        pks.update(holding.model._default_manager.filter(**{f"{path}__in": records}).values_list("pk", flat=True))
    return holding.model._default_manager.filter(pk__in=pks)


def blank(model: type[Model], name: str) -> Combinable:
    """Return what a text becomes: nothing where nothing stood, a number of its own where no two may be the same."""
    field = model._meta.get_field(name)
    if isinstance(field, JSONField):
        return Value(field.get_default(), JSONField())
    if isinstance(field, Field) and field.unique:
        return Concat(Value("erased-"), Cast("pk", CharField()))
    return Case(When(**{name: ""}, then=Value("")), default=Value(GONE))


def wipe(resident: Resident) -> None:
    """Leave of a person the year of birth, the sex, the language and the commune."""
    commune = resident.household.commune
    resident.born_in_year = resident.birth_year
    for name, value in ERASED.items():
        setattr(resident, name, value)
    resident.household = Household.objects.create(commune=commune, address=GONE, lat=commune.lat, lon=commune.lon)
    resident.external_id = f"erased-{resident.pk}"
    resident.version += 1
    resident.save()


def remove_empty(homes: Iterable[int]) -> None:
    """Remove the addresses at which nobody else lives."""
    Household.objects.filter(pk__in=homes, members=None, residences=None).delete()


def close_circle(records: list[Resident], erasure: Erasure) -> None:
    """End every membership of the people's circles."""
    standing = CircleMember.objects.filter(resident__in=records, ended_at=None)
    standing.update(ended_at=erasure.at, ended_by=erasure.by, end_reason=GONE)


def has_another_part(user: User) -> bool:
    """Return whether somebody's account is also a carer's, a professional's, a coordinator's or an officer's."""
    elsewhere = (
        Role.objects.filter(user=user).exclude(kind=Role.Kind.RESIDENT),
        user.cares_for.all(),
        user.officer_of.all(),
    )
    return hasattr(user, "professional") or any(found.exists() for found in elsewhere)
