"""The communes and hamlets into which a coordinator may bring people, found by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import process

from cordata.accounts.models import Area
from cordata.exchange.tables.columns import plain
from cordata.places.models import Commune, Hamlet

WORDS_FOR_HAMLET = (
    "frazione ",
    "fraz ",
    "fr ",
    "localita ",
    "loc ",
    "borgata ",
    "hameau de ",
    "hameau ",
    "lieu dit ",
)


@dataclass(frozen=True)
class Territory:
    """Communes by plain name and by code, hamlets by commune and plain name."""

    communes: Mapping[str, Commune]
    hamlets: Mapping[tuple[int, str], Hamlet]
    by_id: Mapping[int, Commune] = field(default_factory=dict)

    def commune(self, name: str) -> Commune | None:
        """Return a commune by its name or official code; a province in brackets or after a comma does not count."""
        bare = name.partition("(")[0].partition(",")[0]
        return self.communes.get(plain(bare)) or self.communes.get(plain(name))

    def hamlet(self, commune: Commune, name: str) -> Hamlet | None:
        """Return a hamlet of a commune by its name, with or without the word for hamlet before it."""
        words = plain(name)
        bare = words
        for prefix in WORDS_FOR_HAMLET:
            bare = bare.removeprefix(prefix)
        return self.hamlets.get((commune.pk, words)) or self.hamlets.get((commune.pk, bare))

    def near(self, name: str) -> str:
        """Return the commune whose name is nearest to what was written, or nothing."""
        found = process.extractOne(plain(name), self.communes.keys(), score_cutoff=60)
        return self.communes[found[0]].name if found else ""


def territory_of(areas: Iterable[Area]) -> Territory:
    """Return the communes and hamlets of areas, in 2 queries."""
    communes = list(Commune.objects.filter(area__in=list(areas)).select_related("area").order_by("pk"))
    names = {plain(one.name): one for one in communes} | {plain(one.code): one for one in communes}
    hamlets = Hamlet.objects.filter(commune__in=communes).order_by("pk")
    return Territory(
        communes=names,
        hamlets={(one.commune_id, plain(one.name)): one for one in hamlets},
        by_id={one.pk: one for one in communes},
    )
