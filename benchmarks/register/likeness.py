"""
How well the score tells doubles from namesakes: `python -m benchmarks.register.likeness`.

A register of made-up people; some are written down a second time as clerks do. Every second record is looked for among
all, and every pair of different people that share a key is scored as well. No database.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random

from cordata.config.demo.people import ResidentDraft, residents
from cordata.config.demo.valleys import lands
from cordata.people.rules.agreement import may_be_one_year
from cordata.people.rules.facts import Facts
from cordata.people.rules.folding import pieces
from cordata.people.rules.keys import blocks, tells_apart
from cordata.people.rules.likeness import LISTED, SIMILAR, STRONG, likeness

PEOPLE = 20_000
WRITTEN_TWICE = 3_000
THRESHOLDS = (SIMILAR, 55, LISTED, STRONG, 95)
Slip = Callable[[Facts, Random], Facts]


def main() -> None:
    """Print recall by slip and precision by threshold."""
    rng = Random(7)
    register = people(rng)
    shares = counted(register)
    by_block = defaultdict(list)
    for number, facts in enumerate(register):
        for block in blocks(facts):
            by_block[block].append(number)
    print(f"{len(register)} people, {WRITTEN_TWICE} of them written down twice\n")
    hits = recall(register, by_block, shares, rng)
    false = Counter(namesakes(register, by_block, shares))
    print("\n| Threshold | Recall | Pairs of different people | Precision |\n|---:|---:|---:|---:|")
    for least in THRESHOLDS:
        found = sum(score >= least for score in hits)
        wrong = sum(number for score, number in false.items() if score >= least)
        print(f"| {least} | {100 * found / len(hits):.1f} % | {wrong} | {100 * found / (found + wrong):.1f} % |")


def people(rng: Random) -> list[Facts]:
    """Return made-up people of both valleys as facts; one in four has an identity number, one in ten no birth date."""
    italian, french = lands()
    drafts = [*residents(italian, count=2 * PEOPLE // 3, seed=3), *residents(french, count=PEOPLE // 3, seed=4)]
    houses: dict[str, int] = {}
    communes: dict[str, int] = {}
    return [facts_of(draft, houses, communes, rng) for draft in drafts]


def facts_of(draft: ResidentDraft, houses: dict[str, int], communes: dict[str, int], rng: Random) -> Facts:
    """Return a draft as facts."""
    number = "".join(rng.choices("ABCDEFGHKLMNPRST", k=6)) + f"{draft.born_on:%y%m%d}{rng.randint(0, 9999):04}"
    knows_birth = rng.random() < 0.9
    return Facts(
        names=((draft.given_name, draft.family_name),),
        born_on=draft.born_on if knows_birth else None,
        sex=draft.sex,
        identifiers=(("codice_fiscale", number),) if rng.random() < 0.25 else (),
        phones=(draft.phone,) if rng.random() < 0.8 else (),
        household=houses.setdefault(draft.home.key, len(houses) + 1),
        commune=communes.setdefault(draft.home.commune, len(communes) + 1),
    )


def counted(register: list[Facts]) -> dict[str, float]:
    """Return which part of all people bears each part of a name."""
    borne = Counter(part for facts in register for name in facts.names[0] for part in set(pieces(name)))
    return {part: number / len(register) for part, number in borne.items()}


def recall(register: list[Facts], by_block: dict[str, list[int]], shares: dict[str, float], rng: Random) -> list[int]:
    """Print how often a second record finds the first, by slip, and return all scores (0: not even compared)."""
    scores: dict[str, list[int]] = defaultdict(list)
    for number in rng.sample(range(len(register)), WRITTEN_TWICE):
        first = register[number]
        name, slip = rng.choice(SLIPS)
        second = slip(moved(first), rng)
        near = any(number in by_block[block] for block in blocks(second))
        scores[name].append(likeness(first, second, shares).score if near else 0)
    print("| Slip | Records | Compared | Told while typing | Listed | Strong |\n|---|---:|---:|---:|---:|---:|")
    for name, found in sorted(scores.items()):
        rates = (100 * sum(one >= least for one in found) / len(found) for least in (1, SIMILAR, LISTED, STRONG))
        print(f"| {name} | {len(found)} | " + " | ".join(f"{rate:.0f} %" for rate in rates) + " |")
    return [one for found in scores.values() for one in found]


def namesakes(register: list[Facts], by_block: dict[str, list[int]], shares: dict[str, float]) -> list[int]:
    """Return the scores of all pairs of different people that would be compared at night."""
    pairs = {
        pair
        for block, numbers in by_block.items()
        if tells_apart(block)
        for pair in combinations(numbers, 2)
        if may_be_one_year(register[pair[0]].year, register[pair[1]].year)
    }
    return [likeness(register[one], register[other], shares).score for one, other in pairs]


def moved(first: Facts) -> Facts:
    """Return somebody in another commune, with another telephone and no number: nothing but who they are."""
    return replace(first, household=None, commune=None, phones=(), identifiers=())


def misspelt(name: str, rng: Random) -> str:
    """Return a name with one letter left out, doubled, changed or turned round with the next."""
    at = rng.randrange(max(len(name) - 1, 1))
    before, here, after = name[:at], name[at : at + 1], name[at + 1 :]
    ways = (before + after, before + here * 2 + after, before + rng.choice("aeioulrnst") + after)
    return rng.choice((*ways, before + after[:1] + here + after[1:])) or name


def _names(change: Callable[[str, str, Random], tuple[str, str]]) -> Slip:
    return lambda facts, rng: replace(facts, names=(change(*facts.names[0], rng),))


def _birth(change: Callable[[date, Random], date | None]) -> Slip:
    return lambda facts, rng: replace(facts, born_on=change(facts.born_on, rng) if facts.born_on else None)


def other_day(day: date, rng: Random) -> date:
    """Return a date of birth with day and month turned round where that can be, or another day of the month."""
    return day.replace(day=day.month, month=day.day) if day.day <= 12 else day.replace(day=rng.randint(1, 28))


SLIPS: tuple[tuple[str, Slip], ...] = (
    ("as before, elsewhere", lambda facts, _rng: facts),
    ("names swapped", _names(lambda given, family, _rng: (family, given))),
    ("family name misspelt", _names(lambda given, family, rng: (given, misspelt(family, rng)))),
    ("given name misspelt", _names(lambda given, family, rng: (misspelt(given, rng), family))),
    ("both names misspelt", _names(lambda given, family, rng: (misspelt(given, rng), misspelt(family, rng)))),
    ("a second surname", _names(lambda given, family, _rng: (given, f"{family} Zanella"))),
    ("married name", _names(lambda given, _family, _rng: (given, "Zanella"))),
    ("day of birth wrong", _birth(other_day)),
    ("only the year of birth", lambda facts, _rng: replace(facts, born_on=None, born_in_year=facts.year)),
    ("birth not known", lambda facts, _rng: replace(facts, born_on=None)),
)


if __name__ == "__main__":
    main()
