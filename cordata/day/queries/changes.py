"""Changes between two plans as sentences: "Claudio M.: Luc P. at 10:30 instead of Valentina B. at 09:10."."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordata.accounts.models import Area, User
from cordata.base.clock import DayClock
from cordata.care.models import Visit
from cordata.day.queries.faces import short_name
from cordata.day.queries.words import clock
from cordata.people.models import Resident
from cordata.rounds.rules.changes import Change, ChangeKind, Spot
from cordata.workforce.models import Professional

SMALL = 30 * 60  # seconds: a visit by the same professional, sooner or later by less, is a knock-on

SENTENCES = {
    ChangeKind.MOVED_TO_OTHER: gettext_lazy("%(person)s: %(now_who)s at %(now)s instead of %(was_who)s at %(was)s."),
    ChangeKind.MOVED_IN_TIME: gettext_lazy("%(person)s: %(now_who)s at %(now)s instead of %(was)s."),
    ChangeKind.NEWLY_PLACED: gettext_lazy("%(person)s: now has a place, %(now_who)s at %(now)s."),
    ChangeKind.NO_LONGER_PLACED: gettext_lazy("%(person)s: no place any more, was %(was_who)s at %(was)s."),
    ChangeKind.CANCELLED: gettext_lazy("%(person)s: cancelled, was %(was_who)s at %(was)s."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Changes as sentences: those that matter, and the visits that only start a little sooner or later for them."""

    main: tuple[str, ...] = ()
    knock_on: tuple[str, ...] = ()
    residents: frozenset[int] = frozenset()  # who is named

    def __len__(self) -> int:
        return len(self.main) + len(self.knock_on)


@dataclass(frozen=True, slots=True)
class Said:
    """One change as a sentence, and whom it names, if the reader may see them."""

    sentence: str
    resident_id: int | None


def tell_changes(found: Iterable[Change], area: Area, day: date, user: User) -> Told:
    """Return changes as sentences, the small ones apart."""
    changes = list(found)
    said = list(zip(changes, say_changes(changes, area, day, user), strict=True))
    return Told(
        main=tuple(one.sentence for change, one in said if not is_small(change)),
        knock_on=tuple(one.sentence for change, one in said if is_small(change)),
        residents=frozenset(one.resident_id for _change, one in said if one.resident_id),
    )


def is_small(change: Change) -> bool:
    """Return whether the same professional comes, at nearly the same time."""
    if change.kind is not ChangeKind.MOVED_IN_TIME or change.before is None or change.after is None:
        return False
    return abs(change.after.start - change.before.start) < SMALL


def say_changes(found: Iterable[Change], area: Area, day: date, user: User) -> tuple[Said, ...]:
    """Return each change as a sentence, naming only whom a user may see, in 3 queries."""
    changes = list(found)
    people = people_of(changes, user, day)
    professionals = professionals_of(changes)
    zone, day_clock = ZoneInfo(area.time_zone), DayClock(day, area.time_zone)
    said = []
    for one in changes:
        about = people.get(one.key)
        sentence = say_change(one, about, lambda spot: spoken(spot, professionals, day_clock, zone))
        said.append(Said(sentence, about.pk if about else None))
    return tuple(said)


def say_change(change: Change, about: Resident | None, tell: object) -> str:
    """Return one change as a sentence about somebody; `tell` gives who and when for a spot."""
    person = short_name(about) if about else _("Somebody")
    was_who, was = tell(change.before)  # type: ignore[operator]
    now_who, now = tell(change.after)  # type: ignore[operator]
    words = {"person": person, "was_who": was_who, "was": was, "now_who": now_who, "now": now}
    if change.kind in SENTENCES:
        if change.kind is ChangeKind.CANCELLED and change.before is None:
            return _("%(person)s: cancelled, had no place.") % words
        return str(SENTENCES[change.kind]) % words
    if change.after is None:
        return _("%(person)s: new, without a place.") % words
    return _("%(person)s: new, %(now_who)s at %(now)s.") % words


def spoken(
    spot: Spot | None, professionals: Mapping[str, str], day_clock: DayClock, zone: ZoneInfo
) -> tuple[str, str]:
    """Return who and when, in words."""
    if spot is None:
        return "", ""
    return professionals.get(spot.worker, _("somebody")), clock(day_clock.instant(spot.start), zone)


def people_of(changes: list[Change], user: User, day: date) -> dict[str, Resident]:
    """Return the person behind each visit, of those whom a user may see."""
    visits = (
        Visit.objects.filter(pk__in={int(one.key) for one in changes})
        .order_by("pk")
        .values_list("pk", "order__resident")
    )
    residents = dict(visits)
    seen = Resident.objects.seen_by(user, on=day).filter(pk__in=set(residents.values())).distinct().order_by("pk")
    people = {one.pk: one for one in seen}
    return {str(visit): people[resident] for visit, resident in residents.items() if resident in people}


def professionals_of(changes: list[Change]) -> dict[str, str]:
    """Return the short name of each professional who is mentioned."""
    keys = {spot.worker for one in changes for spot in (one.before, one.after) if spot}
    found = Professional.objects.filter(pk__in={int(key) for key in keys}).order_by("pk")
    return {str(one.pk): f"{one.given_name} {one.family_name[:1]}." for one in found}
