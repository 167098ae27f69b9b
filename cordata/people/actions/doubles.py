"""The worklist of pairs who may be one person: filled every night over the whole register, decided by coordinators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, groupby, islice
from operator import itemgetter

from django.db import transaction

from cordata.accounts.models import User
from cordata.people.actions.keys import fill_search_words
from cordata.people.models import DoubleCandidate, Resident, SearchWord
from cordata.people.queries.facts import facts_of
from cordata.people.queries.similar import every_share
from cordata.people.rules.agreement import may_be_one_year
from cordata.people.rules.keys import Kind, tells_apart
from cordata.people.rules.likeness import LISTED, likeness

CROWD = 150  # people who share one key: so common a key tells nobody apart, and another key will
BIRTH = ("pk", "born_on", "born_in_year")
AT_ONCE = 2_000  # pairs compared at a time
Pair = tuple[int, int]
Verdict = DoubleCandidate.Verdict


@dataclass(frozen=True, slots=True)
class Looked:
    """What a night's look at the register came to."""

    compared: int
    found: int
    new: int


def look_for_doubles(*, at: datetime, watch: Callable[[int], object] = lambda _compared: None) -> Looked:
    """
    Compare everybody with those who share a key and keep the likely pairs; tell `watch` how many were compared.

    What was decided stays decided. An undecided pair that is no longer alike leaves the list.
    """
    fill_search_words()
    shares = every_share()
    pairs = iter(sorted(_sharing()))
    compared, likely = 0, dict[Pair, int]()
    while some := list(islice(pairs, AT_ONCE)):
        likely |= _likely(some, shares)
        compared += len(some)
        watch(compared)
    return Looked(compared, len(likely), _keep(likely, at))


def _sharing() -> set[Pair]:
    """Return the pairs who share a key that tells people apart and may be of one age, the lower id first."""
    years = {pk: on.year if on else year for pk, on, year in Resident.objects.known().values_list(*BIRTH)}
    keys = SearchWord.objects.filter(kind=Kind.BLOCK).order_by("word", "resident")
    rows: Iterator[tuple[str, int]] = keys.values_list("word", "resident_id").iterator(chunk_size=10_000)
    found: set[Pair] = set()
    for word, sharing in groupby(rows, key=itemgetter(0)):
        people = [resident for _word, resident in sharing if resident in years] if tells_apart(word) else []
        if len(people) <= CROWD:
            found.update(one for one in combinations(people, 2) if may_be_one_year(years[one[0]], years[one[1]]))
    return found


def _likely(pairs: list[Pair], shares: Mapping[str, float]) -> dict[Pair, int]:
    known = facts_of({person for pair in pairs for person in pair})
    scores = ((pair, likeness(known[pair[0]], known[pair[1]], shares).score) for pair in pairs)
    return {pair: score for pair, score in scores if score >= LISTED}


@transaction.atomic
def _keep(likely: Mapping[Pair, int], at: datetime) -> int:
    """Store the pairs of a night, and return how many nobody had seen before."""
    stored = {(one.first_id, one.second_id): one for one in DoubleCandidate.objects.order_by("pk")}
    undecided = {pair: one for pair, one in stored.items() if not one.verdict}
    unlike = [one.pk for pair, one in undecided.items() if pair not in likely]
    DoubleCandidate.objects.filter(pk__in=unlike).delete()
    rescored = [one for pair, one in undecided.items() if likely.get(pair, one.score) != one.score]
    for one in rescored:
        one.score = likely[one.first_id, one.second_id]
    DoubleCandidate.objects.bulk_update(rescored, ["score"], batch_size=500)
    new = [
        DoubleCandidate(first_id=first, second_id=second, score=score, found_at=at)
        for (first, second), score in likely.items()
        if (first, second) not in stored
    ]
    DoubleCandidate.objects.bulk_create(new, batch_size=2_000, ignore_conflicts=True)
    return len(new)


class DecidedAlready(Exception):
    """Somebody else has decided about a pair meanwhile."""


@transaction.atomic
def tell_apart(*, candidate: DoubleCandidate, by: User, at: datetime) -> None:
    """
    Keep that two persons are two, so that they are not shown again.

    :raises DecidedAlready: if somebody decided meanwhile
    """
    undecided = DoubleCandidate.objects.filter(pk=candidate.pk, verdict=Verdict.OPEN)
    if not undecided.update(verdict=Verdict.DIFFERENT, by=by, at=at):
        raise DecidedAlready


@transaction.atomic
def doubt_again(*, candidate: DoubleCandidate) -> None:
    """Take back that two persons are two."""
    decided = DoubleCandidate.objects.filter(pk=candidate.pk, verdict=Verdict.DIFFERENT)
    decided.update(verdict=Verdict.OPEN, by=None, at=None)
