"""A template that names something nobody gave it fails, instead of printing nothing."""

from collections.abc import Iterator

import pytest
from django.template import base
from django.template.backends.django import DjangoTemplates
from django.template.defaulttags import ForNode
from django_cotton.templatetags import Attrs

FORM_WIDGETS = "djangoforms"  # Django's own templates, which count on silence


class UnknownTemplateVariable(AssertionError):
    """A template asked for a variable that its view did not give."""


class Unknown(str):
    """Stands where Django would print nothing; Django puts the name of the variable into it with `%`."""

    def __mod__(self, variable: object) -> str:
        raise UnknownTemplateVariable(f"The template asks for '{variable}', which nobody gave it.")


class AskedInFull:
    """The sequence of a `for`, which Django would otherwise take as empty when it is unknown."""

    def __init__(self, sequence: base.FilterExpression) -> None:
        self.sequence = sequence

    def __getattr__(self, name: str) -> object:
        return getattr(self.sequence, name)

    def resolve(self, context: object, ignore_failures: bool = False) -> object:
        return self.sequence.resolve(context)


def refuse_attribute(_: Attrs, key: str) -> None:
    raise UnknownTemplateVariable(f"The component's attribute ':{key}' names something that nobody gave the template.")


def refuse_misspelt(name: str, owner: object) -> None:
    """
    Refuse a name that one of our own objects does not have, even where an `if` asks for it.

    :raises UnknownTemplateVariable: since our dataclasses, models and forms have a name or never will
    """
    if type(owner).__module__.startswith("cordata."):
        raise UnknownTemplateVariable(
            f"The template asks a {type(owner).__name__} for '{name}', which it does not have."
        )


@pytest.fixture(autouse=True, scope="session")
def unknown_template_variables_fail() -> Iterator[None]:
    """Raise UnknownTemplateVariable where a name cannot be found; `{% if %}` may still ask whether one is there."""
    start, lookup, loop = DjangoTemplates.__init__, base.Variable._resolve_lookup, ForNode.__init__

    def start_strict(backend: DjangoTemplates, params: dict[str, object]) -> None:
        start(backend, params)
        if backend.name != FORM_WIDGETS:
            backend.engine.string_if_invalid = Unknown("%s")

    def nothing_is_nothing(variable: base.Variable, context: object) -> object:
        try:
            found = lookup(variable, context)
        except base.VariableDoesNotExist as missing:
            refuse_misspelt(*missing.params)
            raise
        return "" if isinstance(found, Unknown) else found  # a one-to-one row that is not there: silent, as in Django

    def ask_in_full(node: ForNode, loopvars: object, sequence: base.FilterExpression, *rest: object) -> None:
        loop(node, loopvars, AskedInFull(sequence), *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DjangoTemplates, "__init__", start_strict)
        patch.setattr(base.Variable, "_resolve_lookup", nothing_is_nothing)
        patch.setattr(ForNode, "__init__", ask_in_full)
        patch.setattr(Attrs, "unprocessable", refuse_attribute)
        yield
