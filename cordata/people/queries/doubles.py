"""Pairs who may be one person, side by side, as far as the reader may see either."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import User
from cordata.people.models import DoubleCandidate, Merge, OtherName, Resident
from cordata.people.queries.facts import facts_of
from cordata.people.queries.merge import CHOICES, joined_to
from cordata.people.queries.reasons import in_words
from cordata.people.queries.record import text_of, value_of
from cordata.people.queries.revisions import value_words
from cordata.people.queries.similar import Hint, centres_of, hint, name_shares
from cordata.people.rules.folding import plain
from cordata.people.rules.likeness import Likeness, likeness

PAIRS = 10  # a page of the worklist
JOINED_TOLD = 20  # the latest merges, to be taken back
ASIDE = {"gender", "languages", "lives_alone", "quiet", "matters"}  # tell nobody apart


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that both records say, or only one; `differs` where both say something and not the same."""

    title: str | Promise
    first: str
    second: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one person; `hint` stands for the one that the reader does not see."""

    candidate_id: int
    score: int
    why: str
    first: Resident
    second: Resident | None
    hint: Hint | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Worklist:
    """A page of pairs, how many wait and how many were decided."""

    pairs: tuple[Pair, ...]
    waiting: int
    decided: int
    page: int
    has_next: bool
    joined: tuple[Merge, ...]
    seen_ids: tuple[int, ...]
    hinted_ids: tuple[int, ...]

    @property
    def every(self) -> int:
        """How many pairs there are, decided or not."""
        return self.waiting + self.decided

    @property
    def before(self) -> int:
        """The page before this one."""
        return self.page - 1

    @property
    def after(self) -> int:
        """The page after this one."""
        return self.page + 1


def candidates_of(user: User, at: datetime) -> QuerySet[DoubleCandidate]:
    """Return the pairs, decided or not, of which a user coordinates at least one; both stand for a person."""
    return _of(user, at).filter(first__merged_into=None, second__merged_into=None)


def doubles_decided(user: User, at: datetime) -> int:
    """Return how many pairs of a coordinator's somebody has decided, those joined among them, in 1 query."""
    return _of(user, at).exclude(verdict=DoubleCandidate.Verdict.OPEN).count()


def _of(user: User, at: datetime) -> QuerySet[DoubleCandidate]:
    mine = Resident.objects.coordinated_by(user, at=at).values("pk")
    held = DoubleCandidate.objects.filter(Q(first__in=mine) | Q(second__in=mine))
    return held.filter(first__erasure=None, second__erasure=None)


def doubles_waiting(user: User, at: datetime) -> int:
    """Return how many pairs wait for a coordinator, in 1 query."""
    return candidates_of(user, at).filter(verdict=DoubleCandidate.Verdict.OPEN).count()


def worklist(user: User, at: datetime, page: int = 1) -> Worklist:
    """Return the pairs that wait for a coordinator, the likeliest first, in at most 17 queries."""
    waiting = candidates_of(user, at).filter(verdict=DoubleCandidate.Verdict.OPEN)
    start = (page - 1) * PAIRS
    some = list(waiting.order_by("-score", "pk")[start : start + PAIRS + 1])
    here = some[:PAIRS]
    ids = {pk for one in here for pk in (one.first_id, one.second_id)}
    people = {one.pk: one for one in _people(ids)}
    seen = set(Resident.objects.seen_by(user, at=at).filter(pk__in=ids).values_list("pk", flat=True))
    unseen = sorted(ids - seen)
    centres = centres_of((people[pk].household.commune.area_id for pk in unseen), at)
    known = facts_of(ids)
    shares = name_shares(known.values())
    pairs = []
    for one in here:
        alike = likeness(known[one.first_id], known[one.second_id], shares)
        first, second = (one.first_id, one.second_id) if one.first_id in seen else (one.second_id, one.first_id)
        told = hint(people[second], alike, centres) if second not in seen else None
        pairs.append(_pair(one, people[first], None if told else people[second], told, alike))
    joined = tuple(joined_to(Resident.objects.coordinated_by(user, at=at).values("pk"))[:JOINED_TOLD])
    return Worklist(
        tuple(pairs),
        waiting.count(),
        doubles_decided(user, at),
        page,
        len(some) > PAIRS,
        joined,
        tuple(sorted(seen | {pk for one in joined for pk in (one.kept_id, one.gone_id)})),
        tuple(unseen),
    )


def _people(ids: Iterable[int]) -> QuerySet[Resident]:
    homes = Resident.objects.select_related("household__commune__area", "household__hamlet", "practitioner")
    names = Prefetch("other_names", OtherName.objects.order_by("pk"))
    return homes.prefetch_related(names, "identifiers").filter(pk__in=ids).order_by("pk")


def _pair(
    candidate: DoubleCandidate, first: Resident, second: Resident | None, told: Hint | None, alike: Likeness
) -> Pair:
    lines = tuple(lines_of(first, second)) if second else ()
    return Pair(candidate.pk, candidate.score, in_words(alike.reasons), first, second, told, lines)


def lines_of(first: Resident, second: Resident) -> list[Line]:
    """Return what two records say, line by line; what neither says is left out."""
    lines = [
        line(choice.title, choice_words(first, choice.fields), choice_words(second, choice.fields))
        for choice in CHOICES
        if choice.name not in ASIDE
    ]
    lines.append(line(_("Other names"), _listed(first.other_names.all()), _listed(second.other_names.all())))
    lines.append(line(_("Identity numbers"), _listed(first.identifiers.all()), _listed(second.identifiers.all())))
    return [one for one in lines if one.first or one.second]


def line(title: str | Promise, first: str, second: str) -> Line:
    """Return what two records say of one thing; accents and capitals make no difference."""
    return Line(title, first, second, differs=bool(first and second) and plain(first) != plain(second))


def choice_words(resident: Resident, fields: tuple[str, ...]) -> str:
    """Return in words what a record says in some fields, of which one at most is filled."""
    return "".join(_field_words(resident, name) for name in fields)


def _field_words(resident: Resident, name: str) -> str:
    if name in ("household", "practitioner"):
        return str(getattr(resident, name) or "")
    return value_words(name, text_of(value_of(resident, name)))


def _listed(several: Iterable[object]) -> str:
    return ", ".join(str(one) for one in several)
