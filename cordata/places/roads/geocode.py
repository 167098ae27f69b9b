"""Finds an address or the name of a place as people write it; what it cannot find it answers with what comes near."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from cordata.base.geo import Point, metres_between
from cordata.places.roads.extract import Address, Extract, NamedPlace, Service

SAME_SPOT_M = 1_000  # matches nearer than this to each other are one place
QUALIFIED_M = 15_000  # "Planaval, La Salle": how far from La Salle it may be
SUGGESTIONS = 3
NEAR_ENOUGH = 70  # of 100, rapidfuzz's weighted ratio

# Words that people shorten or leave out, by the form we compare.
SHORT = {
    long: short
    for short, longs in {
        "av": "avenue avinguda avenida avda avgda ave viale vle",
        "bd": "boulevard blvd boul",
        "c": "carrer calle",
        "ch": "chemin",
        "cso": "corso",
        "ctra": "carretera crta",
        "fraz": "frazione fr",
        "loc": "localita",
        "pl": "place placa piazza pza plaza",
        "rte": "route",
        "st": "saint sant san santo s",
        "ste": "sainte santa",
        "str": "strada strasse",
        "urb": "urbanitzacio urbanizacion",
    }.items()
    for long in longs.split()
}
LEFT_OUT = {
    "al", "d", "de", "dei", "del", "dell", "della", "delle", "dels", "des", "di", "du", "e", "el", "els", "i", "il",
    "l", "la", "las", "le", "les", "los", "n", "no", "num",
}  # fmt: skip
SAYS_NOTHING = {"italia", "italie", "italy", "francia", "france", "frankreich", "italien", "andorra", "andorre"}
NUMBER = r"\d+(?:\s?(?:bis|ter|quater|[a-z]\b))?(?:\s?[/-]\s?\w+)?"
NUMBER_FIRST = re.compile(rf"({NUMBER})\s+(.+)", re.IGNORECASE)  # 12 bis rue de la Paix
PROVINCE = re.compile(r"[A-Z]{2}")  # Aosta, AO
POSTCODE = re.compile(r"\b(?:AD\s?\d{3}|\d{5})\b", re.IGNORECASE)


class PlaceNotFound(LookupError):
    """No address and no place of this name; `suggestions` are those that come nearest, best first."""

    def __init__(self, text: str, suggestions: Sequence[str]) -> None:
        self.text, self.suggestions = text, tuple(suggestions)
        hint = f" Did you mean {' or '.join(self.suggestions)}?" if suggestions else ""
        super().__init__(f"No address or place is called “{text}”.{hint}")


class PlaceIsAmbiguous(LookupError):
    """Several places far from each other bear this name; `choices` tells them apart."""

    def __init__(self, text: str, choices: Sequence[str]) -> None:
        self.text, self.choices = text, tuple(choices)
        super().__init__(f"“{text}” names several places: {'; '.join(self.choices)}. Add the village after a comma.")


@dataclass(frozen=True, slots=True)
class Found:
    """Where something is, its name as the map writes it, and the settlement when the map says."""

    point: Point
    label: str
    settlement: str = ""


class Gazetteer:
    """Addresses and names of one territory, ready to be looked up."""

    def __init__(
        self, *, addresses: Iterable[Address] = (), places: Iterable[NamedPlace] = (), services: Iterable[Service] = ()
    ) -> None:
        self._places = _index((place.name, Found(place.point, place.name)) for place in places)
        self._services = _index((service.name, Found(service.point, service.name)) for service in services)
        self._homes = _index(
            (f"{home.street} {home.number}", Found(home.point, _label(home), home.settlement)) for home in addresses
        )

    @classmethod
    def of(cls, extract: Extract) -> Gazetteer:
        """Make the gazetteer of an extract."""
        return cls(addresses=extract.addresses, places=extract.places, services=extract.services)

    def find(self, text: str) -> Found:
        """
        Return where "street and house number", or a place, is; a village after a comma tells namesakes apart.

        :raises PlaceNotFound: if nothing is called that, or the village is not known
        :raises PlaceIsAmbiguous: if several things are, far from each other
        """
        for name, villages in _readings(text):
            for index in (self._homes, self._places, self._services):
                if found := self._in_villages(index.get(name, []), villages):
                    return _the_one(text, found)
        raise PlaceNotFound(text, self._suggestions(text))

    def _in_villages(self, found: list[Found], villages: Sequence[str]) -> list[Found]:
        """Keep what lies in each village named: as the map writes it, else the nearest to a place of that name."""
        for village in villages:
            centres = self._places.get(village, [])
            written = [one for one in found if plain(one.settlement) == village]
            found = written or _nearest(found, centres)
        return found

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Each label, and the form of it that is compared."""
        groups = (*self._places.values(), *self._services.values(), *self._homes.values())
        return {found.label: plain(found.label) for group in groups for found in group}

    def _suggestions(self, text: str) -> list[str]:
        near = process.extract(
            plain(text), self._labels, scorer=fuzz.WRatio, limit=SUGGESTIONS, score_cutoff=NEAR_ENOUGH
        )
        return [label for _, _, label in near]


def plain(text: str) -> str:
    """Return a name as it is compared: no accents, no capitals, no articles, usual words in their short form."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    words = re.findall(r"[^\W_]+", re.sub(r"(\d)(?=[a-z])", r"\1 ", letters))
    kept = [SHORT.get(word, word) for word in words if word not in LEFT_OUT]
    return " ".join(kept or words)


def _index(entries: Iterable[tuple[str, Found]]) -> dict[str, list[Found]]:
    index: dict[str, list[Found]] = {}
    for name, found in entries:
        if name:
            index.setdefault(plain(name), []).append(found)
    return index


def _label(home: Address) -> str:
    label = f"{home.street} {home.number}"
    return f"{label}, {home.settlement}" if home.settlement else label


def _readings(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what a text may mean, in plain form: a name with its house number behind, and the villages that follow."""
    parts = [part for part in (POSTCODE.sub("", part).strip() for part in text.split(",")) if part]
    if not parts:
        return
    first, *rest = parts
    villages = [plain(part) for part in rest if not PROVINCE.fullmatch(part) and plain(part) not in SAYS_NOTHING]
    yield plain(first), villages
    if turned := NUMBER_FIRST.fullmatch(first):
        yield plain(f"{turned[2]} {turned[1]}"), villages
    if villages:  # Via Roma, 12 · 12, rue de la Paix
        yield f"{plain(first)} {villages[0]}", villages[1:]
        yield f"{villages[0]} {plain(first)}", villages[1:]


def _nearest(found: list[Found], centres: list[Found]) -> list[Found]:
    """Return the one nearest to a centre, none when all are further than a village reaches."""
    away = [(metres_between(one.point, centre.point), one) for one in found for centre in centres]
    near = [pair for pair in away if pair[0] <= QUALIFIED_M]
    return [min(near, key=lambda pair: pair[0])[1]] if near else []


def _the_one(text: str, found: list[Found]) -> Found:
    best = found[0]
    if all(metres_between(best.point, other.point) <= SAME_SPOT_M for other in found):
        return best
    choices = sorted({f"{one.label} ({one.point.lat:.4f}, {one.point.lon:.4f})" for one in found})
    raise PlaceIsAmbiguous(text, choices)
