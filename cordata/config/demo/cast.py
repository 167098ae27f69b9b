"""The few people of the demo who have a name before the dice are thrown: those who sign in, and two residents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cordata.config.demo.people import HomeDraft, ResidentDraft
from cordata.config.demo.territory import Land


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Somebody at a desk: `areas` are codes of territories, none for all; `organisation` is their employer's."""

    email: str
    given_name: str
    family_name: str
    language: str
    organisation: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Star:
    """A professional of the demo with a name of their own, who can sign in."""

    email: str
    given_name: str
    family_name: str
    kind: str
    base: str
    language: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody else who signs in: `resident` is whose own page it is, or who lets them read theirs, by key."""

    email: str
    given_name: str
    family_name: str
    kind: str
    organisation: str
    language: str = "it"
    resident: str = ""


DOCTOR = Member("elena@cordata.example", "Elena", "Bianquin", "doctor", "ausl-vda")
PHARMACIST = Member("marta@cordata.example", "Marta", "Gontier", "antenna", "piano-di-zona-vda")
DRIVER = Member("piero@cordata.example", "Piero", "Savin", "driver", "piano-di-zona-vda")
EVALUATOR = Member("giulia@cordata.example", "Giulia", "Ferrero", "evaluator", "ausl-vda")
CLAUDIO = Member(
    "claudio@cordata.example", "Claudio", "Martinod", "resident", "ausl-vda", resident="demo-valle-d-aosta-claudio"
)
LIVIA = Member(
    "livia@cordata.example", "Livia", "Thérisod", "resident", "ausl-vda", resident="demo-valle-d-aosta-rosina"
)
MEMBERS = {"valle-d-aosta": (DOCTOR, PHARMACIST, DRIVER, EVALUATOR, CLAUDIO, LIVIA)}
OFFICERS = {"valle-d-aosta": (("stefano@cordata.example", "Stefano", "Rey", "ausl-vda"),)}
COORDINATORS = (
    Coordinator("anna@cordata.example", "Anna", "Castiglion", "it", "ausl-vda", areas=()),
    Coordinator("camille@cordata.example", "Camille", "Ruffier", "fr", "aptv", areas=("tarentaise",)),
)
STARS = {
    "valle-d-aosta": (
        Star("valentina@cordata.example", "Valentina", "Jaccod", "family_nurse", "Villeneuve", "it"),
        Star("aida@cordata.example", "Aida", "Perron", "animator", "Aosta", "it"),
    ),
    "tarentaise": (Star("luc@cordata.example", "Luc", "Excoffier", "nurse", "Aime-la-Plagne", "fr"),),
    "andorra": (Star("meritxell@cordata.example", "Meritxell", "Naudi", "nurse", "Encamp", "fr"),),
}


def residents(land: Land) -> list[ResidentDraft]:
    """Return the residents with a story, where their valley is in the territory."""
    if land.code != "valle-d-aosta":
        return []
    return [_claudio(land), _rosina(land)]


def _home(land: Land, commune: str, hamlet: str, *, key: str, address: str, access: str) -> HomeDraft:
    town = land.town(commune)
    settlement = next((place for place in town.settlements if place.name == hamlet), town.centre)
    return HomeDraft(key, town.code, settlement.name, address, settlement.point, access)


def _claudio(land: Land) -> ResidentDraft:
    return ResidentDraft(
        key="demo-valle-d-aosta-claudio",
        given_name="Claudio",
        family_name="Martinod",
        born_on=date(1959, 3, 8),
        sex="M",
        phone="+39 0165 090125",
        language="it",
        home=_home(
            land, "Valsavarenche", "Dégioz", key="demo-valle-d-aosta-home-claudio",
            address="Strada della Cappella 4", access="chiave dalla vicina Ida, la casa dopo la fontana",
        ),
        matters="camminare di nuovo fino alla cappella",
        conditions=frozenset({"K86", "R79"}),
        carers=(),
    )  # fmt: skip


def _rosina(land: Land) -> ResidentDraft:
    return ResidentDraft(
        key="demo-valle-d-aosta-rosina",
        given_name="Rosina",
        family_name="Berthod",
        born_on=date(1938, 9, 17),
        sex="F",
        phone="+39 0165 090138",
        language="fr",
        home=_home(
            land, "Rhêmes-Notre-Dame", "Chanavey", key="demo-valle-d-aosta-home-rosina",
            address="Rue du Four 2", access="suonare due volte, sente poco",
        ),
        matters="dormir une nuit entière",
        conditions=frozenset({"K86", "T90", "K77"}),
        carers=(),
    )  # fmt: skip
