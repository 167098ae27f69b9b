"""The demo's own territory, Valle d'Aosta and Tarentaise, from the tables of the places app."""

from __future__ import annotations

import numpy as np

from cordata.base.geo import Point
from cordata.config.demo.territory import Land, Settlement, Spot, Town
from cordata.places import territory
from cordata.places.roads import network
from cordata.places.roads.graph import distance_m

NEAR_A_HAMLET_M = 700
NEAR_A_CHIEF_PLACE_M = 1600


def lands() -> list[Land]:
    """Return the two territories of the demo, with the size of their work at scale 1."""
    return [
        Land(
            "valle-d-aosta", "Valle d’Aosta", "IT", "it", _towns("Valle d'Aosta"),
            residents=278, professionals=20, visits_a_day=130,
        ),
        Land(
            "tarentaise", "Tarentaise", "FR", "fr", _towns("Tarentaise"),
            residents=120, professionals=10, visits_a_day=50,
        ),
    ]  # fmt: skip


def _towns(area: str) -> tuple[Town, ...]:
    roadside = _Roadside()
    hamlets: dict[str, list[Settlement]] = {}
    for facts in territory.hamlets():
        hamlets.setdefault(facts.commune_code, []).append(roadside.hamlet(facts))
    return tuple(
        Town(
            facts.country,
            facts.code,
            facts.name,
            facts.population,
            (roadside.chief_place(facts), *hamlets.get(facts.code, ())),
        )
        for facts in territory.communes()
        if facts.area == area
    )


class _Roadside:
    """The points along the hand-made roads at which a car can stop."""

    def __init__(self) -> None:
        graph = network.graph(network.roads())
        self.lat, self.lon = graph.lat[graph.stop], graph.lon[graph.stop]

    def chief_place(self, facts: territory.CommuneFacts) -> Settlement:
        spots = self._spots(facts.point, NEAR_A_CHIEF_PLACE_M)
        return Settlement("", facts.point, facts.altitude_m, facts.altitude_is_approximate, spots)

    def hamlet(self, facts: territory.HamletFacts) -> Settlement:
        spots = self._spots(facts.point, NEAR_A_HAMLET_M)
        return Settlement(facts.name, facts.point, facts.altitude_m, facts.altitude_is_approximate, spots)

    def _spots(self, point: Point, within_m: int) -> tuple[Spot, ...]:
        near = np.flatnonzero(distance_m(self.lat, self.lon, point.lat, point.lon) < within_m)
        return tuple(Spot(Point(float(self.lat[node]), float(self.lon[node]))) for node in near)
