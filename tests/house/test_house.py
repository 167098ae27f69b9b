"""The rules of the house, held against every file that git holds. CONTRIBUTING.md says them in words."""

import re

import pytest
from click import Context
from django.apps import apps

from cordata.config.cli import main
from tests.house.rules import assets, catalogues, dead, documents, habits, layers, markup, screen_text, sizes, words
from tests.house.tree import committed

MANY = 40
RULES = [
    sizes.too_long,
    sizes.too_often_long,
    layers.relation_as_text,
    layers.unguarded,
    assets.unused_asset,
    assets.wrong_icon,
    assets.unchecked_module,
    markup.asks_elsewhere,
    markup.breaks_the_policy,
    markup.unused_template,
    markup.unexplained_component,
    screen_text.bare_text,
    dead.nobody_uses,
    habits.toothless_test,
    habits.own_function_mocked,
    habits.left_open,
    habits.too_broad,
    words.refused_word,
    words.names_a_registry,
    documents.undocumented_setting,
    documents.malformed_fragment,
    documents.dead_link,
    documents.unknown_rule,
    documents.unreachable_page,
    documents.crowded_line,
    documents.shapeless_adr,
    catalogues.missing_catalogue,
    catalogues.untranslated,
    catalogues.wrong_plural,
    catalogues.other_placeholders,
    catalogues.lost_accent,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rule(rule):
    faults = rule(committed())

    assert not faults, told(rule, faults)


def told(rule, faults: list[str]) -> str:
    more = [f"… and {len(faults) - MANY} more"] if len(faults) > MANY else []
    return "\n".join([rule.__doc__, *faults[:MANY], *more])


def test_relations_point_at_lower_apps():
    height = layers.heights(committed())
    ours = [model for model in apps.get_models() if model.__module__.startswith("cordata.")]

    relations = [
        (f"{model.__name__}.{field.name}", model._meta.app_label, field.related_model._meta.app_label)
        for model in ours
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and field.related_model.__module__.startswith("cordata.")
    ]

    assert relations
    assert not layers.looks_up(relations, height)


def test_every_subcommand_the_pages_tell_of_is_there():
    told = {
        (name, command)
        for name, text in documents.pages(committed())
        for code in documents.CODE.findall(text)
        for command in re.findall(r"\bcordata ([a-z][a-z-]+)\b", code)
    }

    assert told
    assert not [
        f"{name}: cordata {command}" for name, command in told if command not in main.list_commands(Context(main))
    ]
