"""What a professional can be and can do, as closed lists that planning and spreadsheets share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skill:
    """Something a visit may need a professional to be able to do; `said_as` are the words spreadsheets use for it."""

    code: str
    name: str
    said_as: frozenset[str]


def _skill(code: str, name: str, *said_as: str) -> Skill:
    return Skill(code, name, frozenset({code, name.lower(), *said_as}))


SKILLS: dict[str, Skill] = {
    skill.code: skill
    for skill in (
        _skill(
            "nursing",
            "Nursing care",
            "nurse",
            "infermiere",
            "infermieristica",
            "ifec",
            "soins infirmiers",
            "idel",
            "pflege",
        ),
        _skill(
            "injection",
            "Injection",
            "iniezione",
            "iniezioni",
            "piqûre",
            "injections",
            "injektion",
            "insulina",
            "insuline",
        ),
        _skill(
            "dressing",
            "Dressing",
            "medicazione",
            "medicazioni",
            "pansement",
            "pansements",
            "verband",
            "verbandswechsel",
        ),
        _skill("blood_sample", "Blood sample", "prelievo", "prelievi", "prise de sang", "prélèvement", "blutentnahme"),
        _skill("blood_pressure", "Blood pressure", "pressione", "tension", "tension artérielle", "blutdruck"),
        _skill("catheter", "Catheter care", "catetere", "sonde", "sonde urinaire", "katheter"),
        _skill("palliative", "Palliative care", "cure palliative", "soins palliatifs", "palliativpflege"),
        _skill("transfer", "Transfer with two people", "mobilizzazione", "trasferimento", "transfert", "umlagern"),
        _skill("personal_care", "Personal care", "igiene", "oss", "toilette", "aide-soignant", "körperpflege"),
        _skill("physiotherapy", "Physiotherapy", "fisioterapia", "kinésithérapie", "kiné", "physiotherapie"),
        _skill(
            "social", "Social visit", "sociale", "visita sociale", "visite sociale", "besuch", "animatore", "animateur"
        ),
    )
}
