"""What a browser sends of a section of a record."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cordata.accounts.models import User
from cordata.people.models import Carer, Consent, ConsentText, Resident
from cordata.people.queries.record import OWN, record_of
from cordata.people.queries.sections import SECTIONS
from tests.clock import EIGHT


def address(resident: Resident, section: str) -> str:
    """Return where a section is changed."""
    return reverse("record", args=[resident.pk, section])


def sent(resident: Resident, section: str, *rows: dict[str, object], **own: object) -> dict[str, object]:
    """Return what is sent when the person's fields are as they stand but for `own`, and there are these rows."""
    told = record_of(resident, SECTIONS[section])
    data = {"version": resident.version, **told[OWN]}
    for kind in SECTIONS[section].rows:
        data |= {f"{kind}-TOTAL_FORMS": 0, f"{kind}-INITIAL_FORMS": 0}
    if rows:
        kind = SECTIONS[section].rows[0]
        data |= {f"{kind}-TOTAL_FORMS": len(rows)}
        data |= {f"{kind}-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    return data | own


def row(resident: Resident, section: str, number: int = 0, **changed: object) -> dict[str, object]:
    """Return a row as it stands, but for what changed."""
    kind = SECTIONS[section].rows[0]
    told = {key: one for key, one in record_of(resident, SECTIONS[section]).items() if key.startswith(f"{kind}.")}
    key = list(told)[number]
    return {"key": key, **{name: text for name, text in told[key].items() if text not in ("", "False")}, **changed}


def save(client: Client, resident: Resident, section: str, *rows: dict[str, object], **own: object) -> HttpResponse:
    """Send a section and return the answer, with the person as they then stand."""
    answer = client.post(address(resident, section), sent(resident, section, *rows, **own))
    resident.refresh_from_db()
    return answer


def agreed_by_family(resident: Resident, user: User) -> Carer:
    """Let a carer who signs in read a person's page."""
    carer = Carer.objects.create(resident=resident, name=str(user), relation="child", user=user)
    text = ConsentText.objects.filter(purpose="family").earliest("pk")
    Consent.objects.create(resident=resident, purpose="family", carer=carer, how="paper", text=text, decided_at=EIGHT)
    return carer
