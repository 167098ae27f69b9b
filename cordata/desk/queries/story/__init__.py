"""The story of a person: everything that happened, knot after knot on one rope, latest first, one query per source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import takewhile

from django.utils import timezone

from cordata.desk.queries.story import life, register, visits
from cordata.desk.queries.story.knots import Ask, Kind, Knot, Source
from cordata.people.models import Resident

__all__ = ["PAGE", "Kind", "Knot", "Reading", "Story", "story"]

PAGE = 20  # knots told at once
PRACTICAL = (Kind.VISITS, Kind.MESSAGES)  # what those may read who read no health facts


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a reader is: which kind, and which knots they have read: those after `before`, and `skip` of it."""

    about: str = ""
    before: datetime | None = None
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """A page of knots, the kinds the reader may choose from, and where the page before it in time begins."""

    knots: tuple[Knot, ...]
    kinds: tuple[Kind, ...]
    older: Reading | None


def story(resident: Resident, reading: Reading, *, reads_health: bool, at: datetime, reads_why: bool = False) -> Story:
    """Return a page of a person's story, with `reads_why` why it was restricted; the caller has asked `seen_by`."""
    kinds = tuple(Kind) if reads_health else PRACTICAL
    told = [kind for kind in kinds if not reading.about or kind == reading.about]
    until = min(reading.before or at, at)
    ask = Ask(resident, until, PAGE + reading.skip + 1, reads_health, reads_why)
    sources = _sources(at)
    knots = [knot for kind in told for source in sources[kind] for knot in source(ask) if knot.at <= until]
    knots.sort(key=lambda knot: knot.at, reverse=True)
    page = knots[reading.skip : reading.skip + PAGE]
    more = len(knots) > reading.skip + PAGE
    return Story(tuple(page), kinds, _after(page, reading) if more else None)


def _sources(at: datetime) -> dict[Kind, tuple[Source, ...]]:
    unrecorded = partial(visits.unrecorded, today=timezone.localdate(at))
    return {
        Kind.VISITS: (visits.made, visits.cancelled, unrecorded),
        Kind.MESSAGES: (visits.handed_out,),
        Kind.CONSENT: (register.withdrawn, register.decided),
        Kind.CIRCLE: (register.left_circle, register.joined),
        Kind.RECORD: (register.changed, register.merged, register.restricted),
        Kind.LIFE: (life.died, life.left, life.moved, life.born),
        Kind.OPENINGS: (register.reviewed, register.opened),
    }


def _after(page: list[Knot], reading: Reading) -> Reading:
    """Return where to read on: from the last knot's instant, past those of that instant that were told."""
    last = page[-1].at
    told = sum(1 for _knot in takewhile(lambda knot: knot.at == last, reversed(page)))
    again = reading.skip if reading.before == last else 0
    return Reading(reading.about, last, told + again)
