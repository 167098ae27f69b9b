"""What the register knows of the two residents with a story."""

from __future__ import annotations

from datetime import date

from cordata.config.demo.cast import DOCTOR
from cordata.config.demo.people import CarerDraft
from cordata.config.demo.register import ContactDraft, RecordDraft
from cordata.config.demo.territory import Land


def records(land: Land) -> dict[str, RecordDraft]:
    """Return the records of the cast by key, where their valley is in the territory."""
    if land.code != "valle-d-aosta":
        return {}
    village = land.town("Villeneuve").code
    doctor = (f"Dott.ssa {DOCTOR.given_name} {DOCTOR.family_name}", "+39 0165 090140", village)
    return {
        "demo-valle-d-aosta-claudio": _claudio(doctor),
        "demo-valle-d-aosta-rosina": _rosina(doctor),
    }


def _claudio(doctor: tuple[str, str, str]) -> RecordDraft:
    return RecordDraft(
        carers=(
            CarerDraft(
                "Ida Blanc", "neighbour", "+39 0165 090126", has_key=True, is_contact=True, strength=3,
                helps=("company", "shops", "snow"), limits="non di notte", own_needs="ha mal di schiena",
            ),
            CarerDraft(
                "Davide Martinod", "child", "+39 0165 090127", has_key=True, strength=2, helps=("drives", "papers"),
                limits="lavora ad Aosta fino alle 17",
            ),
            CarerDraft("Irma Martinod", "sibling", "+39 0165 090128", has_key=False, strength=1, helps=("company",)),
            CarerDraft(
                "Sergio Prayet", "volunteer", "+39 0165 090129", has_key=False, strength=2, helps=("drives",),
                limits="non con la neve",
            ),
        ),
        birthplace="Valsavarenche",
        languages=("fr",),
        lives_alone=True,
        quiet="dalle 13 alle 14:30 riposa",
        names=(("usual", "Clòdio", ""),),
        numbers=(("codice_fiscale", "MRTCLD59C08X999W"), ("tessera_sanitaria", "80380000000000000104")),
        allergies=(("penicillina", "si gonfia la gola", "life"),),
        safety=(("access", "ghiaccio sui gradini da novembre: entrare dalla stalla"),),
        contacts=(ContactDraft("mobile", "+39 0165 090130", "la linea cade spesso"),),
        since_on=date(1984, 10, 1),
        practitioner=doctor,
    )  # fmt: skip


def _rosina(doctor: tuple[str, str, str]) -> RecordDraft:
    return RecordDraft(
        carers=(
            CarerDraft(
                "Livia Thérisod", "child", "+39 0165 090139", has_key=True, is_contact=True, strength=3,
                helps=("meals", "medicines", "papers"), limits="non la domenica",
                own_needs="è stanca, vorrebbe una domenica libera", email="livia@cordata.example",
            ),
            CarerDraft(
                "Anselmo Berthod", "sibling", "+39 0165 090141", has_key=False, strength=1, helps=("snow",),
            ),
        ),
        birthplace="Rhêmes-Notre-Dame",
        languages=("it",),
        lives_alone=True,
        names=(("maiden", "", "Bérard"), ("spelling", "Rosine", "Bertod")),
        numbers=(("codice_fiscale", "BRTRSN38P57X999F"), ("tessera_sanitaria", "80380000000000000203")),
        allergies=(("cerotti", "arrossamento", "mild"),),
        safety=(("animal", "il cane Falco è buono, ma salta addosso"),),
        since_on=date(1961, 5, 1),
        practitioner=doctor,
    )  # fmt: skip
