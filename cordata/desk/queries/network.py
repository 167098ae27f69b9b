"""A person's household and network as a picture and as a list that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cordata.desk.queries.standing import MemberLine
from cordata.desk.rules import network as rules
from cordata.people.models import Carer, Resident
from cordata.ui.ropes import Rope

LETTERS = 14  # that fit a line of a card
MOST_HOME, MOST_AROUND, MOST_AT_WORK = 4, 8, 8


@dataclass(frozen=True, slots=True)
class Helper:
    """A relative, neighbour or friend, told in full for the list."""

    name: str
    relation: str
    strength: str
    thickness: int
    helps: tuple[str, ...]
    limits: str
    own_needs: str
    phone: str
    has_key: bool
    is_contact: bool
    is_at_home: bool
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Someone:
    """Whoever is drawn: what their card says and how their rope looks."""

    name: str
    note: str
    has_key: bool = False
    is_contact: bool = False
    thickness: int = 2
    is_limited: bool = False
    rope: Rope | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """Somebody in the picture, and where."""

    who: Someone
    x: int
    y: int
    lines: tuple[str, ...]
    note: str
    path: str = ""

    @property
    def left(self) -> int:
        """The card's left edge."""
        return self.x - rules.CARD_W // 2

    @property
    def top(self) -> int:
        """The card's upper edge."""
        return self.y - rules.CARD_H // 2


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture, ready to draw, and how many it leaves to the list."""

    height: int
    house: str
    members: tuple[Card, ...]
    cards: tuple[Card, ...]
    left_out: int


def helpers(resident: Resident) -> tuple[Helper, ...]:
    """Return the informal network, whom to call first in front, then by how often they come."""
    words = dict(Carer.Help.choices)
    found = sorted(resident.carers.all(), key=lambda one: (not one.is_contact, -one.strength, one.name, one.pk))
    return tuple(
        Helper(
            name=one.name,
            relation=one.get_relation_display(),
            strength=one.get_strength_display(),
            thickness=one.strength,
            helps=tuple(str(words[what]) for what in one.helps),
            limits=one.limits,
            own_needs=one.own_needs,
            phone=one.phone,
            has_key=one.has_key,
            is_contact=one.is_contact,
            is_at_home=one.lives_there,
            person_id=one.person_id,
        )
        for one in found
    )


def picture(
    resident: Resident, housemates: Sequence[Resident], carers: Sequence[Helper], circle: Sequence[MemberLine]
) -> Picture:
    """Return the picture of a person's network; asks nothing of the database."""
    caring = {one.person_id: one for one in carers if one.person_id}
    here = {one.pk for one in housemates}
    home = [
        Someone(str(resident), ""),
        *(
            _carer(caring[one.pk]) if one.pk in caring else Someone(str(one), _("same household"))
            for one in housemates
        ),
        *(_carer(one) for one in carers if one.is_at_home and one.person_id not in here),
    ]
    around = [_carer(one) for one in carers if not one.is_at_home and one.person_id not in here]
    team = [Someone(one.name, one.short or one.purposes, rope=one.rope) for one in circle]
    named = str(resident.practitioner or "")
    is_new = bool(named) and not any(one.name in named for one in team)  # not in the circle under the same name
    doctor = [Someone(named, _("family doctor"))] if is_new else []
    work = [*team[: MOST_AT_WORK - len(doctor)], *doctor]
    placed = rules.layout(len(home[:MOST_HOME]), len(around[:MOST_AROUND]), len(work))
    spots = zip((*placed.above, *placed.below), (*placed.ropes_above, *placed.ropes_below), strict=True)
    drawn = [*around[:MOST_AROUND], *work]
    return Picture(
        height=placed.height,
        house=rules.house(placed.eaves, placed.floor),
        members=tuple(_card(who, spot) for who, spot in zip(home[:MOST_HOME], placed.members, strict=True)),
        cards=tuple(_card(who, spot, rules.path(rope)) for who, (spot, rope) in zip(drawn, spots, strict=True)),
        left_out=len(home) + len(around) + len(team) + len(doctor) - len(placed.members) - len(drawn),
    )


def _carer(one: Helper) -> Someone:
    return Someone(one.name, one.relation, one.has_key, one.is_contact, one.thickness, bool(one.limits))


def _card(who: Someone, spot: rules.Spot, path: str = "") -> Card:
    return Card(who, spot.x, spot.y, in_lines(who.name.split()), cut(who.note, LETTERS + 4), path)


def in_lines(words: Iterable[str]) -> tuple[str, ...]:
    """Return a name in two lines at most, each short enough for a card."""
    lines: list[str] = []
    for word in words:
        if lines and (len(lines[-1]) + 1 + len(word) <= LETTERS or len(lines) == 2):
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(cut(line, LETTERS) for line in lines)


def cut(words: str, letters: int) -> str:
    """Return words that fit a line, with three dots where some were left out."""
    return words if len(words) <= letters else f"{words[: letters - 1]}…"
