"""Stores the residents of a valley with their homes, conditions and carers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cordata.config.demo.people import CarerDraft, HomeDraft, ResidentDraft
from cordata.config.demo.register import RecordDraft
from cordata.people.models import Carer, Condition, Household, Resident
from cordata.places.models import Commune, Hamlet


def store_residents(drafts: tuple[ResidentDraft, ...], records: Mapping[str, RecordDraft]) -> dict[str, Resident]:
    """Store people who do not exist, marked so, with the carers their records tell; return them by key."""
    homes = store_homes(draft.home for draft in drafts)
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
    Carer.objects.bulk_create(_carer(one, carer) for draft, one in pairs for carer in records[draft.key].carers)
    return {draft.key: one for draft, one in pairs}


def _carer(resident: Resident, draft: CarerDraft) -> Carer:
    return Carer(
        resident=resident,
        name=draft.name,
        relation=draft.relation,
        phone=draft.phone,
        email=draft.email,
        has_key=draft.has_key,
        lives_there=draft.lives_there,
        is_contact=draft.is_contact,
        strength=draft.strength,
        helps=list(draft.helps),
        limits=draft.limits,
        own_needs=draft.own_needs,
    )


def store_homes(drafts: Iterable[HomeDraft]) -> dict[str, Household]:
    """Store homes, each once; return them by key."""
    known = {draft.key: draft for draft in drafts}
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
        for home in known.values()
    )
    return dict(zip(known, homes, strict=True))
