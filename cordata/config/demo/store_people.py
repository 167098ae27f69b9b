"""Stores the residents of a valley with their homes, conditions and carers."""

from __future__ import annotations

from collections.abc import Iterable

from cordata.config.demo.people import HomeDraft, ResidentDraft
from cordata.people.models import Carer, Condition, Household, Resident
from cordata.places.models import Commune, Hamlet


def store_residents(drafts: tuple[ResidentDraft, ...]) -> dict[str, Resident]:
    """Store people who do not exist, marked so; return them by key."""
    homes = _store_homes(drafts)
    stored = Resident.objects.bulk_create(
        Resident(
            external_id=draft.key,
            given_name=draft.given_name,
            family_name=draft.family_name,
            born_on=draft.born_on,
            sex=draft.sex,
            phone=draft.phone,
            language=draft.language,
            household=homes[draft.home.key],
            matters=draft.matters,
            is_synthetic=True,
        )
        for draft in drafts
    )
    pairs = list(zip(drafts, stored, strict=True))
    Condition.objects.bulk_create(
        Condition(resident=one, code=code) for draft, one in pairs for code in sorted(draft.conditions)
    )
    Carer.objects.bulk_create(
        Carer(resident=one, name=carer.name, relation=carer.relation, phone=carer.phone, has_key=carer.has_key)
        for draft, one in pairs
        for carer in draft.carers
    )
    return {draft.key: one for draft, one in pairs}


def _store_homes(residents: Iterable[ResidentDraft]) -> dict[str, Household]:
    drafts: dict[str, HomeDraft] = {one.home.key: one.home for one in residents}
    communes = {commune.code: commune for commune in Commune.objects.order_by("pk")}
    hamlets = {(hamlet.commune_id, hamlet.name): hamlet for hamlet in Hamlet.objects.order_by("pk")}
    homes = Household.objects.bulk_create(
        Household(
            commune=communes[home.commune],
            hamlet=hamlets[communes[home.commune].pk, home.hamlet] if home.hamlet else None,
            address=home.address,
            lat=home.point.lat,
            lon=home.point.lon,
            access=home.access,
        )
        for home in drafts.values()
    )
    return dict(zip(drafts, homes, strict=True))
