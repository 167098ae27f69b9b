"""Stores what the register knows of a valley's people: names, numbers, homes, allergies, doctors, doubles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cordata.config.demo.people import ResidentDraft
from cordata.config.demo.register import RecordDraft
from cordata.config.demo.store_people import store_homes
from cordata.people.models import (
    Allergy,
    ContactPoint,
    GeneralPractitioner,
    Identifier,
    OtherName,
    Residence,
    Resident,
    SafetyNote,
)
from cordata.places.models import Commune

Pairs = list[tuple[RecordDraft, Resident]]


def store_records(records: Mapping[str, RecordDraft], residents: Mapping[str, Resident]) -> None:
    """Store the records of people who are stored already, both by key."""
    pairs = [(record, residents[key]) for key, record in records.items()]
    _complete(pairs)
    _store_names_and_numbers(pairs)
    _store_what_to_know(pairs)
    _store_residences(pairs)


def _complete(pairs: Pairs) -> None:
    """Fill in the person's own fields, and their family doctor."""
    communes = {commune.code: commune for commune in Commune.objects.order_by("pk")}
    doctors: dict[tuple[str, str, str], GeneralPractitioner] = {}
    for record, one in pairs:
        one.birthplace, one.languages = record.birthplace, list(record.languages)
        one.lives_alone, one.quiet = record.lives_alone, record.quiet
        if record.practitioner:
            if record.practitioner not in doctors:
                name, phone, commune = record.practitioner
                doctors[record.practitioner] = GeneralPractitioner.objects.get_or_create(
                    name=name, commune=communes[commune], defaults={"phone": phone}
                )[0]
            one.practitioner = doctors[record.practitioner]
    told = ["birthplace", "languages", "lives_alone", "quiet", "practitioner"]
    Resident.objects.bulk_update([one for _record, one in pairs], told)


def _store_names_and_numbers(pairs: Pairs) -> None:
    OtherName.objects.bulk_create(
        OtherName(resident=one, use=use, given_name=given, family_name=family)
        for record, one in pairs
        for use, given, family in record.names
    )
    Identifier.objects.bulk_create(
        Identifier(resident=one, system=system, value=value)
        for record, one in pairs
        for system, value in record.numbers
    )
    ContactPoint.objects.bulk_create(
        ContactPoint(
            resident=one, kind=point.kind, value=point.value, note=point.note, for_news=point.is_for_news,
            for_visits=point.kind != "radio",
        )
        for record, one in pairs
        for point in record.contacts
    )  # fmt: skip


def _store_what_to_know(pairs: Pairs) -> None:
    Allergy.objects.bulk_create(
        Allergy(resident=one, substance=substance, reaction=reaction, severity=severity)
        for record, one in pairs
        for substance, reaction, severity in record.allergies
    )
    SafetyNote.objects.bulk_create(
        SafetyNote(resident=one, kind=kind, text=text) for record, one in pairs for kind, text in record.safety
    )


def _store_residences(pairs: Pairs) -> None:
    """Store since when people live where they live, and where some of them spend the winter."""
    winter = store_homes(record.winter_home for record, _one in pairs if record.winter_home)
    Residence.objects.bulk_create(
        Residence(resident=one, household=one.household, use=Residence.Use.HOME, since_on=record.since_on)
        for record, one in pairs
        if record.since_on
    )
    Residence.objects.bulk_create(
        Residence(
            resident=one, household=winter[record.winter_home.key], use=Residence.Use.WINTER, first_month=12,
            last_month=3,
        )
        for record, one in pairs
        if record.winter_home
    )  # fmt: skip


def link_couples(drafts: Iterable[ResidentDraft], residents: Mapping[str, Resident]) -> None:
    """Tell of carers who are in the register themselves which person they are."""
    by_home: dict[str, list[Resident]] = {}
    for draft in drafts:
        by_home.setdefault(draft.home.key, []).append(residents[draft.key])
    for couple in by_home.values():
        for one in couple:
            for other in couple:
                if one != other:
                    one.carers.filter(name=str(other)).update(person=other)
