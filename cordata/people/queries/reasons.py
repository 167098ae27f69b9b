"""Why two persons look alike, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cordata.people.rules.agreement import Reason

REASONS = {
    Reason.NAMES: _("same names"),
    Reason.SWAPPED: _("names swapped"),
    Reason.SPELLING: _("names spelled alike"),
    Reason.LANGUAGE: _("the same given name in another language"),
    Reason.SURNAME: _("one family name of two"),
    Reason.FORMER: _("another name they bear"),
    Reason.BIRTH: _("same birth date"),
    Reason.DIGITS: _("birth dates nearly the same"),
    Reason.YEAR: _("same year of birth"),
    Reason.NUMBER: _("same identity number"),
    Reason.NUMBER_DIGITS: _("identity numbers nearly the same"),
    Reason.PHONE: _("same telephone"),
    Reason.HOME: _("same house"),
    Reason.COMMUNE: _("same municipality"),
    Reason.OTHER_GIVEN: _("different given name"),
    Reason.OTHER_FAMILY: _("different family name"),
    Reason.OTHER_BIRTH: _("different birth"),
    Reason.OTHER_NUMBER: _("different identity number"),
    Reason.OTHER_SEX: _("different sex"),
}


def in_words(reasons: Iterable[Reason]) -> str:
    """Say why two persons look like one or do not."""
    return ", ".join(str(REASONS[reason]) for reason in reasons)
