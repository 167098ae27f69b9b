"""What must be known before anything else is read about a person."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cordata.people.models import Allergy, Condition, Resident, Restriction, SafetyNote
from cordata.ui.wording import day_words


@dataclass(frozen=True, slots=True)
class Warning:
    """A sentence that stands above the page, in a tone."""

    tone: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """What somebody lives with and must not meet; nothing for readers of the practical side alone."""

    is_shown: bool
    conditions: tuple[str, ...] = ()
    allergies: tuple[Allergy, ...] = ()


def health(resident: Resident, *, reads_health: bool) -> Health:
    """Return the health facts of a person, in 2 queries, or none where the reader may not know them."""
    if not reads_health:
        return Health(is_shown=False)
    conditions = Condition.objects.filter(resident=resident, ended_on=None).order_by("code", "name", "pk")
    allergies = Allergy.objects.filter(resident=resident).order_by("substance", "pk")
    worst = {Allergy.Severity.LIFE: 0, Allergy.Severity.SERIOUS: 1}
    return Health(
        is_shown=True,
        conditions=tuple(str(one) for one in conditions),
        allergies=tuple(sorted(allergies, key=lambda one: worst.get(Allergy.Severity(one.severity), 2))),
    )


def warnings(resident: Resident, known: Health, *, reads_why: bool) -> tuple[Warning, ...]:
    """Return what to know first, the gravest in front, in 1 query."""
    return (
        *_gone(resident),
        *_restricted(resident, reads_why=reads_why),
        *(
            Warning("danger", _("Allergic to %(what)s: a danger to life") % {"what": one.substance}, one.reaction)
            for one in known.allergies
            if one.severity == Allergy.Severity.LIFE
        ),
        *(Warning("attention", one.get_kind_display().capitalize(), one.text) for one in _notes(resident)),
        *([Warning("info", _("Do not disturb"), resident.quiet)] if resident.quiet else []),
    )


def _notes(resident: Resident) -> list[SafetyNote]:
    return sorted(resident.safety_notes.all(), key=lambda one: one.pk)


def _gone(resident: Resident) -> list[Warning]:
    found = []
    if hasattr(resident, "death"):
        died = day_words(resident.death.died_on)
        found.append(Warning("danger", _("Died on %(day)s") % {"day": f"{died} {resident.death.died_on.year}"}))
    if hasattr(resident, "departure"):
        told = {"day": f"{day_words(resident.departure.left_on)} {resident.departure.left_on.year}"}
        found.append(Warning("attention", _("Moved away on %(day)s") % told, resident.departure.whither))
    return found


def _restricted(resident: Resident, *, reads_why: bool) -> list[Warning]:
    standing = Restriction.objects.standing().filter(resident=resident).order_by("pk")
    told = _("This record is restricted: the circle does not see it")
    return [Warning("danger", told, one.reason if reads_why else "") for one in standing]
