"""Professionals as they are told apart on a screen: a rope of their colour and mark, and a name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cordata.people.models import Household, Resident
from cordata.ui.institutions import institution
from cordata.ui.ropes import Rope, rope
from cordata.workforce.models import Professional


@dataclass(frozen=True, slots=True)
class Face:
    """One professional on a screen."""

    professional_id: int
    name: str
    short: str
    kind: str
    letters: str
    phone: str
    rope: Rope


def deal_faces(professionals: Iterable[Professional], country: str) -> dict[int, Face]:
    """Give everybody a rope; the same people get the same ropes on every screen of a country's day."""
    everybody = sorted(professionals, key=lambda one: (one.kind, one.family_name, one.given_name, one.pk))
    return {one.pk: face_of(one, position, country) for position, one in enumerate(everybody)}


def face_of(professional: Professional, position: int, country: str) -> Face:
    """Return a professional with the rope of their place in the list, their profession in the country's words."""
    profession = institution(professional.kind, country)
    return Face(
        professional_id=professional.pk,
        name=str(professional),
        short=f"{professional.given_name} {professional.family_name[:1]}.",
        kind=str(profession),
        letters=profession.short or profession.name,
        phone=professional.phone,
        rope=rope(position),
    )


def short_name(resident: Resident) -> str:
    """Return a person's name as it fits beside a knot: "Claudio M."."""
    return f"{resident.given_name} {resident.family_name[:1]}."


def known_as(resident: Resident, day: date) -> str:
    """Return a person as they are told from their namesakes: "Claudio Dayné, 67, Valsavarenche"."""
    words = [str(resident), resident.household.commune.name]
    if resident.born_on:
        had_birthday = (day.month, day.day) >= (resident.born_on.month, resident.born_on.day)
        words.insert(1, str(day.year - resident.born_on.year - (not had_birthday)))
    return ", ".join(words)


def told_apart(residents: Iterable[Resident], day: date) -> dict[str, Resident]:
    """Return people by how they are told from each other; namesakes of an age and commune by address and number."""
    everybody = [(known_as(one, day), one) for one in residents]
    often = Counter(label for label, _one in everybody)
    return {
        f"{label}, {one.household.address} ({one.external_id})" if often[label] > 1 else label: one
        for label, one in everybody
    }


def place_name(household: Household) -> str:
    """Return where a household is, as people say it: hamlet, commune."""
    if household.hamlet:
        return f"{household.hamlet.name}, {household.commune.name}"
    return household.commune.name
