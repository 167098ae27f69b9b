from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordata.accounts.models import Organisation
from cordata.exchange.people.columns import COLUMNS
from cordata.exchange.people.files import LIMITS
from cordata.exchange.queries.imports import FileColumn

LEFT_OUT = "-"
NAMES = ({"family_name", "given_name"}, {"name"}, {"name_family_first"})


class UploadForm(forms.Form):
    """A table of people, and for which of the coordinator's organisations it is brought."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("XLSX or CSV, at most 10 MB and 20,000 rows. The first row has the headings."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("For"), empty_label=None)

    def __init__(self, organisations: Sequence[Organisation], *args: Any) -> None:
        super().__init__(*args)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in organisations]
        ).order_by("name", "pk")
        if len(organisations) == 1:
            self.initial["organisation"] = organisations[0]
            field.widget = forms.HiddenInput()

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too large before it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LIMITS.bytes:
            raise forms.ValidationError(_("This file is larger than 10 MB. Split it, and bring the parts one by one."))
        return file


class MappingForm(forms.Form):
    """What each column of a file holds; one field for each, named by its position."""

    def __init__(self, columns: Sequence[FileColumn], *args: Any) -> None:
        super().__init__(*args)
        self.columns = columns
        choices = [(LEFT_OUT, _("leave out")), *grouped()]
        for column in columns:
            self.fields[f"column_{column.position}"] = forms.ChoiceField(
                choices=choices, label=column.heading, initial=column.key or LEFT_OUT, help_text=column.samples
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a column of ours named twice, and a table without names."""
        chosen = [key for key in self.cleaned_data.values() if key != LEFT_OUT]
        labels = {column.key: str(column.label) for column in COLUMNS}
        for name, key in list(self.cleaned_data.items()):
            if key != LEFT_OUT and chosen.count(key) > 1:
                self.add_error(name, _("“%(label)s” is chosen for more than one column.") % {"label": labels[key]})
        if not any(names <= set(chosen) for names in NAMES):
            raise forms.ValidationError(
                _("Say which columns hold the names: given name and family name, or the whole name.")
            )
        return self.cleaned_data

    @property
    def mapping(self) -> dict[str, int]:
        """The position of each of our columns."""
        return {key: int(name.removeprefix("column_")) for name, key in self.cleaned_data.items() if key != LEFT_OUT}


def grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return our columns by group, as a select offers them."""
    return [
        (str(group), [(column.key, str(column.label)) for column in columns])
        for group, columns in groupby(COLUMNS, key=lambda column: column.group)
    ]
