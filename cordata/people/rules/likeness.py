"""
How likely two records are of one person, from 0 to 100.

Evidence is added up in bits, field by field, as Fellegi and Sunter (1969) weigh it: a field that agrees is worth the
more, the rarer what it says; one that differs takes away. docs/adr/0007-doubles-are-weighed-in-bits.md has the
weights, and what they find.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from operator import itemgetter

from cordata.people.rules import agreement
from cordata.people.rules.agreement import Evidence, Reason
from cordata.people.rules.facts import Facts

EVEN = 17.0  # bits at which one person and two are equally likely: one in 2^17 pairs drawn blindly is a double
SLOPE = 2.0  # bits that halve the odds; two instead of one, as fields are not independent
STRONG, LISTED, SIMILAR = 85, 70, 40  # asked about before a new record is made; on the worklist; told while typing
TWINS = 60  # the most for different given names without a number in common: twins share all the rest
SWAP = 1.0
TWO_PEOPLE = frozenset({Reason.OTHER_GIVEN, Reason.OTHER_SEX})
OWN_NUMBER = frozenset({Reason.NUMBER, Reason.NUMBER_DIGITS})


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two persons are, and why."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_strong(self) -> bool:
        """Whether they are one person unless somebody says otherwise."""
        return self.score >= STRONG


def likeness(one: Facts, other: Facts, shares: Mapping[str, float]) -> Likeness:
    """Compare two persons; `shares` says which part of all people bears a name part, as far as it was counted."""
    evidence = [
        names(one, other, shares),
        agreement.births(one, other),
        agreement.numbers(one, other),
        agreement.homes(one, other),
        agreement.sexes(one, other),
    ]
    bits = sum(worth for worth, _reasons in evidence)
    reasons = tuple(dict.fromkeys(reason for _worth, found in evidence for reason in found))
    score = round(100 / (1 + 2 ** ((EVEN - bits) / SLOPE)))
    if TWO_PEOPLE & set(reasons) and not OWN_NUMBER & set(reasons):
        score = min(score, TWINS)
    return Likeness(score, reasons)


def names(one: Facts, other: Facts, shares: Mapping[str, float]) -> Evidence:
    """Compare two persons' names, the best of all they bear, in either order."""
    found: list[Evidence] = []
    for (mine, mine_too), (theirs, theirs_too) in product(enumerate(one.names), enumerate(other.names)):
        former = (Reason.FORMER,) if mine or theirs else ()
        straight = _pair(mine_too, theirs_too, shares)
        either_turned = (_pair(mine_too, theirs_too[::-1], shares), _pair(mine_too[::-1], theirs_too, shares))
        turned = max(either_turned, key=itemgetter(0))
        found.append((straight[0], straight[1] + former))
        found.append((turned[0] - SWAP, (Reason.SWAPPED, *(r for r in turned[1] if r is not Reason.NAMES), *former)))
    return max(found, key=lambda evidence: evidence[0], default=agreement.NOTHING)


def _pair(one: tuple[str, str], other: tuple[str, str], shares: Mapping[str, float]) -> Evidence:
    given, why = agreement.given_names(one[0], other[0], shares)
    family, and_why = agreement.family_names(one[1], other[1], shares)
    both = tuple(dict.fromkeys(why + and_why))
    is_mixed = Reason.NAMES in both and len(both) > 1
    return given + family, tuple(reason for reason in both if not (is_mixed and reason is Reason.NAMES))
