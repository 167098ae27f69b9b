"""The persons of the whole register, on both sides of the border, who look like somebody who is being written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from cordata.accounts.models import Organisation, Role, User
from cordata.people.models import Resident, SearchWord
from cordata.people.queries.facts import facts_of
from cordata.people.queries.reasons import in_words
from cordata.people.queries.rows import PersonRow, in_order, row
from cordata.people.rules.facts import Facts
from cordata.people.rules.folding import pieces
from cordata.people.rules.keys import Kind, blocks
from cordata.people.rules.likeness import SIMILAR, Likeness, likeness

MOST_COMPARED = 300  # candidates scored, those first who have most in common
MOST_TOLD = 8
NAMESAKE = 3  # the score from which somebody is told while only their names are typed
FEW = 5_000  # in a register of fewer people than this a name borne once is still a rare one


@dataclass(frozen=True, slots=True)
class Similar:
    """Somebody like the person being written down, whom the reader sees: who they are, and why they look alike."""

    person: PersonRow
    likeness: Likeness
    why: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Somebody like that whom the reader does not see: enough to ask the centre that knows them, and no more."""

    initials: str
    birth_year: int | None
    area: str
    centre: str
    phone: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """All who look like somebody, the likeliest first; `told` are the ids of both kinds."""

    seen: tuple[Similar, ...] = ()
    hints: tuple[Hint, ...] = ()
    seen_ids: tuple[int, ...] = ()
    hinted_ids: tuple[int, ...] = ()

    @property
    def is_strong(self) -> bool:
        """Whether somebody among them is the same person unless somebody says otherwise."""
        return any(one.likeness.is_strong for one in self.seen) or any(one.likeness.is_strong for one in self.hints)


def similar_people(facts: Facts, user: User, at: datetime, *, leaving_out: int | None = None) -> Lookalikes:
    """Return who in the register looks like a person, told as far as the user may know, in at most 11 queries."""
    alike = scored(facts, leaving_out=leaving_out, least=SIMILAR if facts.year else NAMESAKE)
    if not alike:
        return Lookalikes()
    today = timezone.localdate(at)
    homes = Resident.objects.filter(pk__in=alike).select_related("household__commune__area")
    people = {one.pk: one for one in in_order(homes)}
    seen = set(Resident.objects.seen_by(user, at=at).filter(pk__in=alike).values_list("pk", flat=True))
    unseen = [pk for pk, found in alike.items() if pk not in seen and found.score >= SIMILAR]
    centres = centres_of((people[pk].household.commune.area_id for pk in unseen), at)
    return Lookalikes(
        seen=tuple(
            Similar(row(people[pk], today), found, in_words(found.reasons))
            for pk, found in alike.items()
            if pk in seen
        ),
        hints=tuple(hint(people[pk], alike[pk], centres) for pk in unseen),
        seen_ids=tuple(pk for pk in alike if pk in seen),
        hinted_ids=tuple(unseen),
    )


def scored(facts: Facts, *, leaving_out: int | None = None, least: int = SIMILAR) -> dict[int, Likeness]:
    """Return the ids of those who look like a person with how much they do, the likeliest first, in 6 queries."""
    shared = SearchWord.objects.filter(kind=Kind.BLOCK, word__in=blocks(facts))
    counted = shared.values("resident").annotate(number=Count("pk")).order_by("-number", "resident")
    near = [pk for pk, _number in counted.values_list("resident", "number")[:MOST_COMPARED] if pk != leaving_out]
    if not near:
        return {}
    shares = name_shares([facts])
    compared = {pk: likeness(facts, other, shares) for pk, other in facts_of(near).items()}
    alike = sorted(
        ((found.score, pk) for pk, found in compared.items() if found.score >= least),
        key=lambda pair: (-pair[0], pair[1]),
    )
    return {pk: compared[pk] for _score, pk in alike[:MOST_TOLD]}


def name_shares(several: Iterable[Facts]) -> dict[str, float]:
    """Return which part of all people bears each part of some persons' names, in 2 queries."""
    parts = {part for facts in several for pair in facts.names for name in pair for part in pieces(name)}
    return _shares(SearchWord.objects.filter(kind=Kind.NAME, word__in=parts))


def every_share() -> dict[str, float]:
    """Return which part of all people bears each word of anybody's name, in 2 queries."""
    return _shares(SearchWord.objects.filter(kind=Kind.NAME))


def _shares(borne: QuerySet[SearchWord]) -> dict[str, float]:
    everybody = max(Resident.objects.order_by("-pk").values_list("pk", flat=True).first() or 0, FEW)
    counted = borne.values("word").annotate(number=Count("pk")).order_by("word")
    return {word: number / everybody for word, number in counted.values_list("word", "number")}


def centres_of(areas: Iterable[int], at: datetime) -> dict[int, Organisation]:
    """Return whom to ask in each of some areas: an organisation of its own country that coordinates it, in 1 query."""
    today = timezone.localdate(at)
    held = (
        Role.objects.on(today).filter(kind=Role.Kind.COORDINATOR, area__in=set(areas)).select_related("organisation")
    )
    at_home = held.filter(organisation__country=F("area__country")).order_by("-organisation__phone", "pk")
    return {role.area_id: role.organisation for role in reversed(at_home)}


def hint(person: Resident, found: Likeness, centres: Mapping[int, Organisation]) -> Hint:
    """Return as much of a person as somebody may know who does not see them."""
    area = person.household.commune.area
    centre = centres.get(area.pk)
    return Hint(
        initials=f"{person.given_name[:1]}. {person.family_name[:1]}.",
        birth_year=person.birth_year,
        area=area.name,
        centre=centre.name if centre else "",
        phone=centre.phone if centre else "",
        likeness=found,
    )
