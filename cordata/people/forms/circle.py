from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Area, Role, User
from cordata.people.models import CircleMember, Resident
from cordata.people.models.seeing import CLINICAL, PRACTICAL
from cordata.ui.institutions import institution
from cordata.workforce.models import Professional


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MemberForm(forms.Form):
    """Let somebody into a person's circle of care."""

    who = forms.ChoiceField(label=_("Who"))
    purpose = forms.ChoiceField(label=_("What for"), choices=CircleMember.Purpose.choices)
    since_on = forms.DateField(label=_("First day"), widget=DayInput)
    until_on = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, *args: Any, resident: Resident, today: date, by: User, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["since_on"].initial = today
        self.today = today
        self.found = dict(candidates(resident, today, by))
        by_area: dict[str, list[tuple[str, str]]] = {}
        for key, (area, words_of, _member) in self.found.items():
            by_area.setdefault(area, []).append((key, words_of))
        self.fields["who"].choices = [("", _("Choose somebody")), *by_area.items()]  # type: ignore[attr-defined]

    def clean_since_on(self) -> date:
        since: date = self.cleaned_data["since_on"]
        if since < self.today:
            raise ValidationError(_("A membership begins today or later: what is past was not seen."))
        return since

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("until_on") and given.get("since_on") and given["until_on"] < given["since_on"]:
            self.add_error("until_on", _("The last day cannot come before the first."))
        return given

    def member(self) -> Professional | User:
        """Return who was chosen."""
        return self.found[self.cleaned_data["who"]][2]


class EndForm(forms.Form):
    """Take somebody out of a circle."""

    reason = forms.CharField(
        label=_("Why it ends"), max_length=200, help_text=_("The person reads this: “moved to another valley”.")
    )


class ExtensionForm(forms.Form):
    """Give a membership another last day."""

    until_on = forms.DateField(
        label=_("Last day"), widget=DayInput, required=False, help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, *args: Any, first: date, today: date, **words: Any) -> None:
        super().__init__(*args, **words)
        self.earliest = max(first, today)

    def clean_until_on(self) -> date | None:
        until: date | None = self.cleaned_data["until_on"]
        if until and until < self.earliest:
            raise ValidationError(_("This day is past. To stop at once, end the membership."))
        return until


Candidate = tuple[str, str, Professional | User]  # the area, the words, the member


def candidates(resident: Resident, today: date, by: User) -> Iterator[tuple[str, Candidate]]:
    """Yield whom a person's circle may take in, those of the person's own area first; nobody adds themself."""
    home = resident.household.commune.area
    held = Role.objects.on(today).filter(kind__in=[*CLINICAL, *PRACTICAL])
    working = Professional.objects.filter(Exists(held.filter(user=OuterRef("user")))).exclude(user=by)
    for one in in_area_order(working.select_related("area"), home):
        yield f"p{one.pk}", (one.area.name, f"{one}, {institution(one.kind, one.area.country)}", one)
    others = held.filter(user__professional=None).exclude(user=by).select_related("user", "area")
    for role in in_area_order(others, home):
        yield f"u{role.user_id}", (role.area.name, f"{role.user}, {role.get_kind_display()}", role.user)


def in_area_order(found: Any, home: Area) -> list[Any]:
    """Return professionals or roles, those of an area first, then area by area, then by name."""
    return sorted(found.order_by("pk"), key=lambda one: (one.area_id != home.pk, one.area.name, str(one)))
