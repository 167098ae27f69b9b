"""What a person has decided about their record, and whom a decision lets through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from cordata.accounts.models import Organisation
from cordata.people.models import Consent, ConsentText, Purpose, Resident
from cordata.people.queries.consent_words import UNDECIDED, sentence

ENDS_SOON = timedelta(days=30)
EVERYBODY = Q(person=None, organisation=None, profession="", carer=None)


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, in words, with how and by whom it was made."""

    consent_id: int
    sentence: str
    is_refusal: bool
    how: str
    decided_by: str
    decided_at: datetime
    last_on: date | None
    ends_soon: bool
    ended_at: datetime | None
    ended_because: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Matter:
    """One purpose: what stands, or what holds while nothing was decided."""

    purpose: str
    title: str
    undecided: str
    standing: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything a person has decided."""

    matters: tuple[Matter, ...]
    ended: tuple[Decided, ...]


def decisions(resident: Resident, at: datetime) -> Decisions:
    """Return what a person has decided, the newest first, in 1 query."""
    every = list(with_recipients(Consent.objects.filter(resident=resident)).order_by("-decided_at", "-pk"))
    told = [(one, decided(one, at)) for one in every]
    return Decisions(
        matters=tuple(
            Matter(
                purpose=purpose.value,
                title=str(purpose.label),
                undecided=str(UNDECIDED[purpose]),
                standing=tuple(line for one, line in told if one.purpose == purpose and not line.ended_at),
            )
            for purpose in Purpose
        ),
        ended=tuple(line for _one, line in told if line.ended_at),
    )


def with_recipients(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Read decisions with all that their sentences name."""
    return consents.select_related(
        "resident__household__commune__area",
        "person",
        "organisation",
        "carer",
        "recorded_by",
        "withdrawal",
        "text",
    )


def decided(consent: Consent, at: datetime) -> Decided:
    """Return a decision in words as it stands at an instant."""
    withdrawal = getattr(consent, "withdrawal", None)
    ends = [one for one in (withdrawal and withdrawal.at, consent.expires_at) if one and one <= at]
    return Decided(
        consent_id=consent.pk,
        sentence=sentence(consent),
        is_refusal=consent.decision == Consent.Decision.REFUSE,
        how=consent.get_how_display(),
        decided_by=consent.decider_name or consent.get_decided_by_display(),
        decided_at=consent.decided_at,
        last_on=last_day(consent),
        ends_soon=consent.expires_at is not None and consent.expires_at <= at + ENDS_SOON,
        ended_at=min(ends, default=None),
        ended_because=withdrawal.reason if withdrawal else "",
        recorded_by=str(consent.recorded_by) if consent.recorded_by else "",
    )


def last_day(consent: Consent) -> date | None:
    """Return the last day on which a decision holds, as the valley's calendar shows it."""
    return timezone.localdate(consent.expires_at - timedelta(seconds=1)) if consent.expires_at else None


def current_text(purpose: str, language: str) -> ConsentText | None:
    """Return the text of a purpose that is read out now in a language, or None if there is none."""
    found = ConsentText.objects.filter(purpose=purpose, language=language)
    return found.order_by("-version").first()


def permits(residents: Iterable[int], purpose: Purpose, *, organisation: Organisation, at: datetime) -> set[int]:
    """
    Return which of some people (ids) let an organisation use their record for a purpose, in 1 query.

    They named it, or everybody in its country; a refusal of either kind outweighs an agreement, and one that names the
    organisation holds whatever country was chosen with it.
    """
    about = EVERYBODY | Q(organisation=organisation)
    refused_by_name = Q(organisation=organisation, decision=Consent.Decision.REFUSE)
    country = Q(country="") | Q(country=organisation.country) | refused_by_name
    standing = Consent.objects.in_force(at).filter(about, country, purpose=purpose, resident__in=set(residents))
    found = list(standing.order_by("pk").values_list("resident", "decision"))
    refused = {resident for resident, decision in found if decision == Consent.Decision.REFUSE}
    return {resident for resident, _decision in found} - refused


def refusing(purpose: Purpose, at: datetime) -> QuerySet[Consent, int]:
    """Return the ids of the people who refused a purpose altogether, to be left out of a query."""
    standing = Consent.objects.in_force(at).filter(purpose=purpose, decision=Consent.Decision.REFUSE)
    return standing.filter(EVERYBODY).values_list("resident", flat=True)
