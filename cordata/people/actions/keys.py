"""Keeps the words and keys by which people are found in step with their records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from cordata.people.models import Resident, SearchWord
from cordata.people.queries.facts import facts_of
from cordata.people.rules.keys import keys

AT_ONCE = 2_000  # people a transaction


def refresh_search_words(people: Iterable[Resident | int] | Resident | int) -> None:
    """Make people's search words again from what their records say now; who is merged or erased keeps none."""
    several = [people] if isinstance(people, Resident | int) else people
    asked = sorted({one if isinstance(one, int) else one.pk for one in several})
    for start in range(0, len(asked), AT_ONCE):
        _refresh(asked[start : start + AT_ONCE])


def fill_search_words(watch: Callable[[int], object] = lambda _done: None) -> int:
    """Make the search words of everybody who has none, telling `watch` how many are done; return how many had none."""
    have = SearchWord.objects.filter(resident=OuterRef("pk"))
    missing = list(Resident.objects.known().filter(~Exists(have)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(missing), AT_ONCE):
        _refresh(missing[start : start + AT_ONCE])
        watch(min(start + AT_ONCE, len(missing)))
    return len(missing)


@transaction.atomic
def _refresh(people: list[int]) -> None:
    wanted = {pk: keys(facts) for pk, facts in facts_of(people).items()}
    stale: list[int] = []
    kept: defaultdict[int, set[tuple[str, str]]] = defaultdict(set)
    stored = SearchWord.objects.filter(resident__in=people).order_by("pk")
    for pk, resident, kind, word in stored.values_list("pk", "resident_id", "kind", "word"):
        if (kind, word) in wanted.get(resident, ()):
            kept[resident].add((kind, word))
        else:
            stale.append(pk)
    SearchWord.objects.filter(pk__in=stale).delete()
    SearchWord.objects.bulk_create(
        (
            SearchWord(resident_id=resident, kind=kind, word=word)
            for resident, found in wanted.items()
            for kind, word in sorted(found - kept[resident])
        ),
        batch_size=5_000,
        ignore_conflicts=True,  # two people save the same person at once
    )
