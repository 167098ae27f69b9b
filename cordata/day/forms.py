"""What the Day screen's changes ask. Every change of a plan names the version its editor saw."""

from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cordata.accounts.models import Area, User
from cordata.base.clock import DayClock
from cordata.care.models import Cancellation, Visit, VisitOrder
from cordata.day.queries.faces import told_apart
from cordata.day.queries.load import professionals_at_work
from cordata.people.models import Resident
from cordata.places.queries import segments
from cordata.rounds.models import Stop
from cordata.ui.fields import ListedField
from cordata.workforce.models import Absence, Professional
from cordata.workforce.rules import SKILLS


class TimeInput(forms.TimeInput):
    """The browser's own time field, to the minute."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class OfADay(forms.Form):
    """A form about one day of an area; `residents` are the people it names."""

    residents: frozenset[int] = frozenset()

    def __init__(self, *args: Any, area: Area, day: date, user: User, **words: Any) -> None:
        super().__init__(*args, **words)
        self.area, self.day, self.user = area, day, user

    def instant(self, at: time) -> datetime:
        """Return the instant when the valley's clocks show a time on this day."""
        return DayClock(self.day, self.area.time_zone).window(at, at)[0]

    def visits(self) -> Any:
        """Return the day's visits the user may change."""
        found = Visit.objects.on(self.day).filter(order__resident__household__commune__area=self.area)
        return found.filter(order__resident__in=Resident.objects.seen_by(self.user, on=self.day)).select_related(
            "order"
        )


class PlanForm(forms.Form):
    """Plan a day: from the start, or around the plan that stands."""

    keeps_plan = forms.BooleanField(required=False)


class VersionForm(forms.Form):
    """A change of the whole plan."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class VisitForm(OfADay):
    """A change to one person's presence at one visit."""

    visit = forms.ModelChoiceField(queryset=Visit.objects.none(), widget=forms.HiddenInput)
    member = forms.IntegerField(min_value=0, max_value=1, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["visit"].queryset = self.visits()  # type: ignore[attr-defined]


class MoveForm(VisitForm):
    """Move a visit to a professional: exactly at a time, among the others by a time (`around`), or where it fits."""

    professional = forms.ModelChoiceField(
        label=_("To"), queryset=Professional.objects.none(), empty_label=_("Choose a professional")
    )
    start = forms.TimeField(
        label=_("At"), required=False, widget=TimeInput, help_text=_("Empty: wherever it fits best.")
    )
    around = forms.TimeField(required=False, widget=forms.HiddenInput)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        everybody = Professional.objects.filter(pk__in=[one.pk for one in professionals_at_work(self.area, self.day)])
        self.fields["professional"].queryset = everybody.order_by("kind", "family_name", "given_name")  # type: ignore[attr-defined]

    def place(self) -> dict[str, Any]:
        """Return where to, as the actions take it."""
        asked = self.cleaned_data
        times = {name: self.instant(asked[name]) if asked[name] else None for name in ("start", "around")}
        named = {name: asked[name] for name in ("visit", "member")}
        return {**named, **times, "to_professional": asked["professional"]}


class PinForm(VisitForm):
    """Pin a visit to its professional, or to its time as well; empty takes the pin off."""

    pin = forms.ChoiceField(choices=Stop.Pin.choices, required=False)


class CancellationForm(OfADay):
    """Withdraw a visit of the day."""

    visit = forms.ModelChoiceField(queryset=Visit.objects.none(), widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Why"), choices=[("", _("Choose a reason")), *Cancellation.Reason.choices])

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["visit"].queryset = self.visits()  # type: ignore[attr-defined]


class AbsenceForm(OfADay):
    """Say that somebody cannot work, from a time on."""

    professional = forms.ModelChoiceField(
        label=_("Who"), queryset=Professional.objects.none(), empty_label=_("Choose a professional")
    )
    from_at = forms.TimeField(label=_("From"), widget=TimeInput, help_text=_("Visits made before stand."))
    reason = forms.ChoiceField(label=_("Why"), choices=[("", _("Choose a reason")), *Absence.Reason.choices])

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        working = Professional.objects.filter(area=self.area, shifts__day=self.day).exclude(absences__day=self.day)
        self.fields["professional"].queryset = working.distinct().order_by("family_name", "given_name", "pk")  # type: ignore[attr-defined]

    def clean_from_at(self) -> datetime:
        """Return the instant the absence begins."""
        return self.instant(self.cleaned_data["from_at"])


class UrgentVisitForm(OfADay):
    """Promise a visit today that no order foresaw."""

    resident = ListedField(label=_("Whom"), help_text=_("Type part of the name or of the commune."))
    kind = forms.ChoiceField(label=_("What"), choices=[("", _("Choose what is needed")), *VisitOrder.Kind.choices])
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=240, initial=20)
    opens = forms.TimeField(label=_("Not before"), widget=TimeInput)
    closes = forms.TimeField(label=_("Not later than"), widget=TimeInput)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    priority: ClassVar[int] = 5

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        seen = Resident.objects.seen_by(self.user, on=self.day).filter(household__commune__area=self.area)
        everybody = seen.select_related("household__commune").distinct().order_by("family_name", "given_name", "pk")
        offered = told_apart(everybody, self.day)
        self.residents = frozenset(one.pk for one in offered.values())
        self.fields["resident"].offer(offered)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Require hours in order."""
        said = super().clean() or {}
        if "opens" in said and "closes" in said and said["opens"] >= said["closes"]:
            raise ValidationError({"closes": _("The visit must be able to start later than it opens.")})
        return said

    def skills(self) -> list[str]:
        """Return what the kind of visit needs somebody to be able to do."""
        kind = self.cleaned_data["kind"]
        return [kind] if kind in SKILLS else []

    def window(self) -> tuple[datetime, datetime]:
        """Return from when until when the visit may start."""
        return self.instant(self.cleaned_data["opens"]), self.instant(self.cleaned_data["closes"])


class ClosureForm(OfADay):
    """Say that nobody can drive a stretch of road."""

    segment = ListedField(label=_("Which stretch of road"), help_text=_("Type the road's number or a place along it."))
    from_at = forms.TimeField(label=_("Closed from"), widget=TimeInput)
    until_at = forms.TimeField(
        label=_("Until"), required=False, widget=TimeInput, help_text=_("Empty: until further notice.")
    )
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self.fields["segment"].offer({one.label: one.key for one in segments()})  # type: ignore[attr-defined]

    def clean_from_at(self) -> datetime:
        """Return the instant the road closes."""
        return self.instant(self.cleaned_data["from_at"])

    def clean_until_at(self) -> datetime | None:
        """Return the instant the road opens again, if it is known."""
        until = self.cleaned_data["until_at"]
        opens_at, closes_at = self.instant(until) if until else None, self.cleaned_data.get("from_at")
        if opens_at and closes_at and opens_at <= closes_at:
            raise ValidationError(_("The road must open again after it closes."))
        return opens_at


class EncounterForm(forms.Form):
    """Say that one has come to a visit, or has left."""

    visit = forms.IntegerField(min_value=1)
    what = forms.ChoiceField(choices=[("arrived", _("arrived")), ("left", _("left"))])
    is_sure = forms.BooleanField(required=False)
