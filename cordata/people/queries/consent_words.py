"""Decisions as sentences that the person they are about can read."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordata.people.models import Consent, Purpose
from cordata.ui.institutions import institution

PERMITS: Mapping[str, Promise] = {
    Purpose.CARE: gettext_lazy("%(name)s agrees that %(who)s looks after them and reads their record."),
    Purpose.CROSS_BORDER: gettext_lazy("%(name)s agrees that %(who)s reads their record from %(country)s."),
    Purpose.FAMILY: gettext_lazy("%(name)s lets %(who)s read their page."),
    Purpose.EMERGENCY: gettext_lazy("%(name)s agrees that an emergency card is printed for the ambulance."),
    Purpose.EXCHANGE: gettext_lazy("%(name)s agrees that their record is sent to %(who)s in %(country)s."),
    Purpose.STUDY: gettext_lazy("%(name)s agrees to be counted, without a name."),
}
REFUSES: Mapping[str, Promise] = {
    Purpose.CARE: gettext_lazy("%(name)s refuses that %(who)s looks after them or reads their record."),
    Purpose.CROSS_BORDER: gettext_lazy("%(name)s refuses that %(who)s reads their record from %(country)s."),
    Purpose.FAMILY: gettext_lazy("%(name)s does not let %(who)s read their page."),
    Purpose.EMERGENCY: gettext_lazy("%(name)s refuses that an emergency card is printed."),
    Purpose.EXCHANGE: gettext_lazy("%(name)s refuses that their record is sent to %(who)s in %(country)s."),
    Purpose.STUDY: gettext_lazy("%(name)s refuses to be counted."),
}
UNDECIDED: Mapping[str, Promise] = {
    Purpose.CARE: gettext_lazy("Nothing was refused: those in the circle of care read the record."),
    Purpose.CROSS_BORDER: gettext_lazy("Nothing was agreed: nobody reads the record from the other country."),
    Purpose.FAMILY: gettext_lazy("Nothing was agreed: no family carer reads the page."),
    Purpose.EMERGENCY: gettext_lazy("Nothing was refused: those who care may print the card."),
    Purpose.EXCHANGE: gettext_lazy("Nothing was agreed: the record is sent to nobody."),
    Purpose.STUDY: gettext_lazy("Nothing was refused: the person is counted, without a name."),
}


def sentence(consent: Consent) -> str:
    """Return what was decided; `resident`, `person`, `organisation` and `carer` must have been read with it."""
    words = PERMITS if consent.decision == Consent.Decision.PERMIT else REFUSES
    said = {
        "name": consent.resident,
        "who": recipient(consent),
        "country": consent.get_country_display(),
    }
    return str(words[consent.purpose]) % said


def recipient(consent: Consent) -> str:
    """Return whom a decision is about."""
    if consent.person:
        return str(consent.person)
    if consent.organisation:
        return _("anybody from %(organisation)s") % {"organisation": consent.organisation.name}
    if consent.profession:
        country = consent.resident.household.commune.area.country
        return _("anybody who works as %(profession)s") % {"profession": institution(consent.profession, country)}
    if consent.carer:
        return str(consent.carer)
    if consent.purpose == Purpose.EXCHANGE:
        return _("any organisation that shares the care")
    return _("anybody in the circle of care")
