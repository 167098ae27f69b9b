"""Whatever is held about a person is registered: nothing is forgotten when they ask for a copy or to be erased."""

from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from cordata.people.holdings import Holding, OnErasure, every_holding
from cordata.people.models import CircleMember, Resident

TEXT = (models.CharField, models.TextField, models.JSONField)


def about_a_person(everything: Iterable[type[models.Model]]) -> set[type[models.Model]]:
    """
    Return the models from which a chain of relations leads to a resident.

    A relation that may stay empty makes its model one of them, and ends the chain: a plan may point at the visit it
    was changed for, but the rounds of that plan are not about that visit's person.
    """
    relations = [
        (model, field)
        for model in everything
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and not model._meta.auto_created
    ]
    found: set[type[models.Model]] = set()
    firm: set[type[models.Model]] = {Resident}
    while True:
        reached = [(model, field) for model, field in relations if field.related_model in firm]
        grown = firm | {model for model, field in reached if not field.null and not field.many_to_many}
        found |= {model for model, _ in reached}
        if grown == firm:
            return found
        firm = grown


def last_field(model: type[models.Model], path: str) -> models.Field:
    """Return the field that a path of names ends at."""
    name, _, rest = path.partition("__")
    field = model._meta.get_field(name)
    return last_field(field.related_model, rest) if rest else field


def missing(holding: Holding, names: Iterable[str]) -> list[str]:
    faults = []
    for name in names:
        try:
            last_field(holding.model, name)
        except (FieldDoesNotExist, AttributeError):
            faults.append(f"{holding.model.__name__} has no {name}")
    return faults


class TestEveryModelAboutAPerson:
    def test_is_registered(self):
        registered = {holding.model for holding in every_holding()}

        assert about_a_person(apps.get_models()) - registered == set()

    def test_is_found_through_other_models(self):
        found = {model.__name__ for model in about_a_person(apps.get_models())}

        assert {"Identifier", "Withdrawal", "BreakGlassReview", "VisitWindow", "Cancellation", "Stop", "Plan"} <= found

    def test_ends_at_a_relation_that_may_be_empty(self):
        found = {model.__name__ for model in about_a_person(apps.get_models())}

        assert not {"Round", "Publication", "Household", "Professional"} & found


class TestEveryHolding:
    def test_names_fields_that_are_there(self):
        faults = [fault for one in every_holding() for fault in missing(one, (*one.also, *one.blanks, *one.exports))]

        assert not faults

    def test_leads_to_a_resident(self):
        astray = [
            f"{one.model.__name__}.{path}"
            for one in every_holding()
            for path in (one.path, *one.also)
            if last_field(one.model, path).related_model is not Resident
        ]

        assert not astray

    def test_knows_each_field_of_its_own_that_points_at_a_resident(self):
        forgotten = [
            f"{one.model.__name__}.{field.name}"
            for one in every_holding()
            for field in one.model._meta.fields
            if field.related_model is Resident and field.name not in one.fields
        ]

        assert not forgotten

    def test_blanks_only_text_and_only_where_the_record_stays(self):
        wrong = [
            f"{one.model.__name__}.{name}"
            for one in every_holding()
            for name in one.blanks
            if one.on_erasure != OnErasure.BLANK or not isinstance(last_field(one.model, name), TEXT)
        ]

        assert not wrong

    def test_leaves_no_free_text_where_the_record_stays(self):
        left = [
            f"{one.model.__name__}.{field.name}"
            for one in every_holding()
            if one.on_erasure != OnErasure.DELETE and one.model is not Resident
            for field in one.model._meta.fields
            if isinstance(field, TEXT) and not field.choices and field.name not in {*one.blanks, *HARMLESS}
        ]

        assert not left

    def test_says_where_its_rows_lead_when_records_are_joined(self):
        by_name = {one.model: one for one in every_holding()}

        assert by_name[CircleMember].fields == ("resident",)


HARMLESS = {
    "archive",  # the shelf, not who lies on it
    "kept",  # of an erasure: numbers of rows
    "weekdays",  # numbers
    "language",
    "cost", "roads_version", "visits_version", "shifts_version",  # of a plan
    "violations", "reasons",  # codes of constraints
}  # fmt: skip
