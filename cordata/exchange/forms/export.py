from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordata.accounts.models import Organisation, User
from cordata.exchange.people.exporting import EXPORTED
from cordata.people.forms.search import SearchForm

CARE, EXCHANGE = "care", "exchange"
FIRST = ("id", "family_name", "given_name", "born_on", "commune", "hamlet", "address", "phone")
FORMATS = [("xlsx", "XLSX"), ("csv", "CSV")]


class ExportForm(SearchForm):
    """Which people, which columns, what for and in which form; the filter is that of the list."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        choices=[(column.key, column.label) for column in EXPORTED],
        widget=forms.CheckboxSelectMultiple,
    )
    export_purpose = forms.ChoiceField(
        label=gettext_lazy("What for"),
        choices=[
            (CARE, gettext_lazy("our own work")),
            (EXCHANGE, gettext_lazy("to be sent to another organisation")),
        ],
        widget=forms.RadioSelect,
        initial=CARE,
    )
    recipient = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Which organisation"),
        required=False,
        help_text=gettext_lazy("Only people who agreed that their record is sent there go into the table."),
    )
    file_format = forms.ChoiceField(
        label=gettext_lazy("File"), choices=FORMATS, widget=forms.RadioSelect, initial="xlsx"
    )

    def __init__(self, *args: Any, user: User, on: date) -> None:
        super().__init__(*args, user=user, on=on)
        others = Organisation.objects.exclude(roles__user=user).order_by("name", "pk")
        self.fields["recipient"].queryset = others  # type: ignore[attr-defined]
        self.initial.setdefault("columns", list(FIRST))
        self.initial.setdefault("export_purpose", CARE)
        self.initial.setdefault("file_format", "xlsx")

    def clean(self) -> dict[str, Any]:
        """Ask for the recipient of what is sent."""
        given = super().clean() or self.cleaned_data
        if given.get("export_purpose") == EXCHANGE and not given.get("recipient"):
            self.add_error("recipient", _("Say to which organisation the table goes."))
        if given.get("export_purpose") == CARE:
            given["recipient"] = None
        return given

    @property
    def keys(self) -> list[str]:
        """The chosen columns, in their usual order."""
        chosen = set(self.cleaned_data["columns"])
        return [column.key for column in EXPORTED if column.key in chosen]
