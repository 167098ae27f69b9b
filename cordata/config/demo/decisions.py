"""What the demo's people have decided about their records, and what some of them took back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from cordata.accounts.models import Area, Organisation, User
from cordata.config.demo import cast
from cordata.people.consent_texts import texts
from cordata.people.models import Carer, Consent, ConsentText, Purpose, Resident, Withdrawal

VERSION = 1
DAY = timedelta(days=1)
ASKED = {"emergency": (0.72, 0.03), "study": (0.55, 0.12)}  # how many agree, how many refuse; nobody asked the rest
ACROSS = {"valle-d-aosta": ("FR", "aptv", 0.2), "tarentaise": ("IT", "ausl-vda", 0.65)}
TAKEN_BACK, SPOKEN, EXPIRING = 0.04, 0.3, 0.06


def store_texts() -> None:
    """Store the texts people are read, which an emptied database has lost."""
    ConsentText.objects.bulk_create(
        [
            ConsentText(purpose=purpose, version=VERSION, language=language, text=words)
            for purpose, language, words in texts(VERSION)
        ],
        ignore_conflicts=True,
    )


def decide(area: Area, residents: Mapping[str, Resident], *, by: User, at: datetime) -> None:
    """Store the decisions of an area's people until an instant."""
    rng = Random(f"{area.code}/decisions")
    read = {(text.purpose, text.language): text for text in ConsentText.objects.filter(version=VERSION).order_by("pk")}
    found: list[Consent] = []
    for key, one in sorted(residents.items()):
        if "double" not in key:
            found += _asked(rng, one, read, by, at)
            found += _across(rng, area, one, read, by, at)
    found += _of_the_cast(area, read, by, at)
    Consent.objects.bulk_create(found)
    Withdrawal.objects.bulk_create(
        Withdrawal(consent=one, at=at - 7 * DAY, by=by, reason="ha cambiato idea")
        for one in found
        if one.purpose in (Purpose.STUDY, Purpose.CROSS_BORDER) and rng.random() < TAKEN_BACK
    )


Texts = Mapping[tuple[str, str], ConsentText]


def _decision(rng: Random, one: Resident, text: ConsentText, by: User, at: datetime, **about: object) -> Consent:
    """Return a decision of some day of the past half-year: signed, or spoken before whoever asked."""
    is_spoken = rng.random() < SPOKEN
    decided_at = at - rng.randint(8, 180) * DAY
    ends = at + rng.randint(5, 25) * DAY if rng.random() < EXPIRING else None
    return Consent(
        **{
            "resident": one,
            "purpose": text.purpose,
            "text": text,
            "how": Consent.How.SPOKEN if is_spoken else Consent.How.PAPER,
            "witness": str(by) if is_spoken else "",
            "decided_at": decided_at,
            "expires_at": ends,
            "recorded_by": by,
            **about,
        }
    )


def _asked(rng: Random, one: Resident, read: Texts, by: User, at: datetime) -> list[Consent]:
    found = []
    for purpose, (agree, refuse) in ASKED.items():
        drawn = rng.random()
        if drawn < agree + refuse:
            decision = Consent.Decision.PERMIT if drawn < agree else Consent.Decision.REFUSE
            found.append(_decision(rng, one, read[purpose, one.language], by, at, decision=decision))
    return found


def _across(rng: Random, area: Area, one: Resident, read: Texts, by: User, at: datetime) -> list[Consent]:
    """Return what somebody said to the centre beyond the border, where there is one."""
    if area.code not in ACROSS:
        return []
    country, centre, agree = ACROSS[area.code]
    drawn = rng.random()
    if drawn > agree + 0.05:
        return []
    decision = Consent.Decision.PERMIT if drawn < agree else Consent.Decision.REFUSE
    organisation = Organisation.objects.get(code=centre)
    text = read["cross_border", one.language]
    return [_decision(rng, one, text, by, at, country=country, organisation=organisation, decision=decision)]


def _of_the_cast(area: Area, read: Texts, by: User, at: datetime) -> list[Consent]:
    """Return what Rosina decided: her daughter reads her page."""
    rng = Random("cast")
    livia = Carer.objects.filter(user__email=cast.LIVIA.email, resident__household__commune__area=area)
    return [
        _decision(rng, one.resident, read["family", "fr"], by, at, carer=one, expires_at=None)
        for one in livia.select_related("resident").order_by("pk")
    ]
