"""What looks wrong about somebody's numbers, in words: told, kept, never refused."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cordata.people.models import Identifier, OtherName, Resident
from cordata.people.rules.identifiers import Fault, Known, faults

WORDS: dict[Fault, str | Promise] = {
    Fault.FORM: _("it has not the form of such a number"),
    Fault.CHECK: _("its check digits do not fit, so a sign may be mistyped"),
    Fault.FAMILY_NAME: _("it belongs to another family name; in Italy that is the name at birth"),
    Fault.GIVEN_NAME: _("it belongs to another given name"),
    Fault.BIRTH: _("it tells another birth"),
    Fault.SEX: _("it tells the other sex"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number and all that looks wrong about it."""

    kind: str
    value: str
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The doubt as one sentence."""
        said = {"kind": self.kind, "value": self.value, "reasons": "; ".join(self.reasons)}
        return str(_("%(kind)s %(value)s was kept but looks wrong: %(reasons)s.") % said)


def doubts(resident: Resident) -> list[Doubt]:
    """Return what looks wrong about a person's numbers, in 2 queries."""
    known = known_of(resident)
    found = []
    for one in resident.identifiers.order_by("system", "value", "pk"):
        reasons = tuple(str(WORDS[fault]) for fault in faults(one.system, one.value, known))
        if reasons:
            found.append(Doubt(Identifier.System(one.system).label.capitalize(), one.value, reasons))
    return found


def known_of(resident: Resident) -> Known:
    """Return what a number is compared with: every family name somebody bears or bore, their birth and sex."""
    others = list(resident.other_names.exclude(use=OtherName.Use.USUAL).order_by("pk"))
    return Known(
        families={resident.family_name, *(one.family_name for one in others if one.family_name)},
        givens={resident.given_name, *(one.given_name for one in others if one.given_name)},
        born_on=resident.born_on,
        born_in_year=resident.born_in_year,
        sex=resident.sex,
    )
