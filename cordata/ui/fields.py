"""A choice that is typed: the browser offers what matches, and the server understands what was typed without it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _


class ListedInput(forms.TextInput):
    """A text field with a list to pick from; typing keeps what contains the words."""

    def __init__(self) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.labels: tuple[str, ...] = ()

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Print the field and, beside it, what may be picked."""
        listed = f"{name}-choices"
        field = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((label,) for label in self.labels))
        return format_html('{}<datalist id="{}">{}</datalist>', field, listed, options)


class ListedField(forms.Field):
    """One thing out of many, named by its label or by words that only its label contains."""

    widget = ListedInput
    default_error_messages = {
        "unknown": _("Nothing on the list is called “%(typed)s”. Choose from the list."),
        "several": _("Several on the list are called “%(typed)s”. Choose one of them."),
    }

    def offer(self, choices: Mapping[str, Any]) -> None:
        """Set what may be picked: each thing by its label, in the order to show."""
        self.choices = dict(choices)
        self.widget.labels = tuple(self.choices)

    def to_python(self, value: Any) -> Any:
        """Return the thing that was named; None when nothing was typed."""
        typed = str(value or "").strip()
        if not typed:
            return None
        if typed in self.choices:
            return self.choices[typed]
        words = typed.casefold().split()
        found = [one for label, one in self.choices.items() if all(word in label.casefold() for word in words)]
        if len(found) == 1:
            return found[0]
        raise ValidationError(
            self.error_messages["several" if found else "unknown"], code="listed", params={"typed": typed}
        )
