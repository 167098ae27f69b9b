"""Each rule of the house, broken once on purpose: a rule that cannot fail guards nothing."""

import pytest

from tests.house.rules import assets, catalogues, dead, documents, habits, layers, markup, screen_text, sizes, words

LINES = "x = 1\n"
PAGE = "cordata/care/templates/care/page.html"
BUTTON = "cordata/ui/templates/cotton/button.html"
VIEWS = "cordata/care/views.py"
MODELS = "cordata/care/models.py"
ITALIAN = "cordata/locale/it/LC_MESSAGES/django.po"
LAYERS = """
[[tool.importlinter.contracts]]
name = "Apps only look down"
layers = ["config", "rounds | (transport)", "care", "base"]
[[tool.importlinter.contracts]]
name = "Inside an app, the web looks at the domain and never back"
containers = ["cordata.care"]
layers = ["(views) | (api)", "(models)", "(rules)"]
[[tool.importlinter.contracts]]
name = "Rules are pure"
source_modules = ["cordata.care.rules"]
"""


def function(name: str, lines: int, takes: str = "") -> str:
    return f"def {name}({takes}):\n" + "    x = 1\n" * (lines - 1)


def catalogue(*messages: str, plural: str = "n != 1") -> str:
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    return "\n".join([f'{header}"Plural-Forms: nplurals=2; plural=({plural});\\n"\n', *messages])


def message(said: str, here: str) -> str:
    return f'msgid "{said}"\nmsgstr "{here}"\n'


ADR = "# 1\n\nof 38 apps\n\n## Context\n\n## Decision\n\n## Status\n\n## Consequences\n"
RED = [
    (sizes.too_long, {MODELS: LINES * 401}, "application file"),
    (sizes.too_long, {"engine/core/search.h": LINES * 501}, "engine file"),
    (sizes.too_long, {"tests/care/test_models.py": LINES * 501}, "test file"),
    (sizes.too_long, {"cordata/care/actions.py": function("cancel", 61)}, "function"),
    (sizes.too_long, {VIEWS: function("visit", 41, "request")}, "view"),
    (sizes.too_long, {"cordata/day/views/moves.py": function("move", 41, "request")}, "view"),
    (sizes.too_long, {PAGE: "<p>\n" * 121}, "template"),
    (sizes.too_long, {"frontend/office/undo.js": "let x\n" * 201}, "browser module"),
    (sizes.too_often_long, {f"cordata/a{n}/rules.py": LINES * (201 if n < 2 else 20) for n in range(20)}, "2 of 20"),
    (layers.relation_as_text, {MODELS: 'plan = models.ForeignKey("rounds.Plan", models.CASCADE)'}, "rounds.Plan"),
    (layers.unguarded, {"cordata/rounds/models.py": "", "pyproject.toml": LAYERS}, "cordata.rounds is not in"),
    (
        layers.unguarded,
        {"cordata/care/rules.py": "", "cordata/day/rules/a.py": "", "pyproject.toml": LAYERS},
        "day.rules",
    ),
    (assets.unused_asset, {"frontend/office/undo.js": "", PAGE: "undo.js"}, "undo.js is loaded by nothing"),
    (assets.unchecked_module, {"frontend/office/undo.js": "let x"}, "@ts-check"),
    (assets.unused_asset, {"frontend/day.css": ""}, "day.css is loaded by nothing"),
    (assets.wrong_icon, {PAGE: '<c-icon name="undo" />', "package.json": '{"icons": ["undo-2"]}'}, "does not list"),
    (assets.wrong_icon, {PAGE: "<p>", "package.json": '{"icons": ["undo-2"]}'}, "no page shows"),
    (markup.asks_elsewhere, {PAGE: '<script src="https://example.org/a.js"></script>'}, "another host"),
    (markup.asks_elsewhere, {PAGE: '<link rel="stylesheet" href="//example.org/a.css">'}, "another host"),
    (markup.asks_elsewhere, {"frontend/app.css": "a { background: url(https://example.org/a.png) }"}, "another host"),
    (markup.asks_elsewhere, {"frontend/main.js": 'fetch("https://example.org/tiles")'}, "another host"),
    (markup.asks_elsewhere, {"frontend/main.js": 'import "https://example.org/a.js"'}, "another host"),
    (markup.breaks_the_policy, {PAGE: '<p style="color: red">'}, "style attribute"),
    (markup.breaks_the_policy, {PAGE: '<button onclick="go()">'}, "handler"),
    (markup.breaks_the_policy, {PAGE: "<style>p { color: red }</style>"}, "style element"),
    (markup.breaks_the_policy, {PAGE: "<script>go()</script>"}, "script"),
    (markup.unused_template, {PAGE: "<p>"}, "used nowhere"),
    (markup.unused_template, {BUTTON: "<button>", PAGE.replace("care", "ui/gallery"): "<c-button>"}, "button.html"),
    (markup.unused_template, {BUTTON: "<button>", "cordata/ui/views.py": '"<c-button-link>"'}, "button.html"),
    (markup.unexplained_component, {BUTTON: "<button>"}, "comment"),
    (screen_text.bare_text, {PAGE: "<p>Good morning</p>"}, "Good morning"),
    (screen_text.bare_text, {PAGE: '<img alt="The valley">'}, "The valley"),
    (screen_text.bare_text, {PAGE: "<p>{% if late %}Late{% endif %}</p>"}, "Late"),
    (dead.nobody_uses, {VIEWS: "def nobody_calls_me(): ..."}, "nobody_calls_me"),
    (habits.toothless_test, {"tests/care/test_a.py": "def test_it_runs():\n    run()"}, "asserts nothing"),
    (habits.own_function_mocked, {"tests/care/test_a.py": "from unittest.mock import patch"}, "mocks"),
    (habits.own_function_mocked, {"tests/a.py": "monkeypatch.setattr('cordata.care.actions.x', 1)"}, "mocks"),
    (habits.left_open, {VIEWS: "# TO" + "DO: refuse strangers"}, "leaves something open"),
    (habits.too_broad, {VIEWS: "try:\n    go()\nexcept Exception:\n    stop()"}, "catches everything"),
    (habits.too_broad, {VIEWS: "try:\n    go()\nexcept:\n    stop()"}, "catches everything"),
    (words.refused_word, {MODELS: "class Tenant: ..."}, "Tenant"),
    (words.refused_word, {MODELS: "class VisitTicket: ..."}, "Ticket"),
    (words.refused_word, {MODELS: "beneficiary_name = 1"}, "beneficiary"),
    (words.refused_word, {"cordata/care/urls.py": 'path("tickets/", views.all)'}, "tickets"),
    (words.refused_word, {PAGE: "<h1>KPI</h1>"}, "KPI"),
    (words.refused_word, {ITALIAN: catalogue(message("Open a teleconsult", "Apri"))}, "teleconsult"),
    (words.refused_word, {"cordata/care/utils.py": ""}, "utils"),
    (words.names_a_registry, {"requirements.txt": f"--index-url https://{words.REGISTRIES[0]}/simple"}, "names"),
    (documents.undocumented_setting, {"cordata/config/settings.py": 'os.environ.get("CORDATA_X")'}, "CORDATA_X"),
    (documents.undocumented_setting, {documents.SETTINGS: "`CORDATA_GONE` was read once"}, "nothing reads"),
    (documents.malformed_fragment, {"changelog.d/drag.md": "Drag a visit.\n"}, "must be named"),
    (documents.malformed_fragment, {"changelog.d/drag.added.md": "- drag a visit\n"}, "whole sentences"),
    (documents.dead_link, {"docs/index.md": "[gone](gone.md)"}, "docs/gone.md"),
    (documents.dead_link, {"README.md": "![the day](docs/images/day.png)"}, "docs/images/day.png"),
    (documents.unknown_rule, {"README.md": "`make dmeo`", "Makefile": "demo: setup"}, "dmeo"),
    (documents.unreachable_page, {"docs/index.md": "", "docs/lonely.md": ""}, "lonely"),
    (documents.crowded_line, {"docs/index.md": "One thing is said. Another follows."}, "two sentences"),
    (documents.shapeless_adr, {"docs/adr/0001-layers.md": ADR.replace("## Status\n", "")}, "Status"),
    (documents.shapeless_adr, {"docs/adr/0001-layers.md": ADR.replace("38", "some").replace("1", "one")}, "figure"),
    (documents.shapeless_adr, {"docs/adr/0001-layers.md": ADR + "\n" * 60}, "lines"),
    (catalogues.missing_catalogue, {ITALIAN: catalogue()}, "cordata/locale/fr"),
    (catalogues.untranslated, {ITALIAN: catalogue(message("Round", ""))}, "not translated"),
    (catalogues.untranslated, {ITALIAN: catalogue("#, fuzzy\n" + message("Round", "Giro"))}, "fuzzy"),
    (catalogues.wrong_plural, {ITALIAN: catalogue(plural="n > 1")}, "Plural-Forms"),
    (catalogues.other_placeholders, {ITALIAN: catalogue(message("at %(time)s", "alle %(ora)s"))}, "fills in"),
    (catalogues.lost_accent, {ITALIAN: catalogue(message("Why", "Perche"))}, "Perche"),
    (catalogues.lost_accent, {ITALIAN: catalogue(message("It is late", "E' tardi"))}, "E'"),
    (catalogues.lost_accent, {ITALIAN.replace("/it/", "/fr/"): catalogue(message("Team", "Equipe"))}, "Equipe"),
    (catalogues.lost_accent, {ITALIAN.replace("/it/", "/de/"): catalogue(message("for", "fuer"))}, "fuer"),
]
GREEN = [
    (sizes.too_long, {MODELS: LINES * 400, "cordata/care/migrations/0001_initial.py": LINES * 900}),
    (sizes.too_long, {VIEWS: function("helper", 41, "visit") + function("visit", 40, "request")}),
    (sizes.too_often_long, {f"cordata/a{n}/rules.py": LINES * (201 if n < 1 else 20) for n in range(20)}),
    (layers.relation_as_text, {MODELS: 'models.ForeignKey("self")\nmodels.ForeignKey(Plan)'}),
    (layers.unguarded, {VIEWS: "", MODELS: "", "cordata/base/geo.py": "", "pyproject.toml": LAYERS}),
    (assets.unused_asset, {
        PAGE: '<script src="{% static "app/main.js" %}">',
        "frontend/main.js": 'import "./office/undo.js"',
        "frontend/office/undo.js": 'import { step } from "../lib/step.js"',
        "frontend/lib/step.js": "",
    }),
    (assets.wrong_icon, {PAGE: '<c-icon name="undo-2" />', "package.json": '{"icons": ["undo-2"]}'}),
    (assets.unchecked_module, {"frontend/office/undo.js": "// @ts-check\nlet x"}),
    (markup.asks_elsewhere, {PAGE: '<a href="https://example.org">x</a><svg xmlns="http://www.w3.org/2000/svg">'}),
    (markup.breaks_the_policy, {PAGE: '<c-button style="quiet"><script nonce="{{ n }}">1</script>'}),
    (markup.unused_template, {PAGE: "<c-button>", BUTTON: "<button>", VIEWS: 'render(request, "care/page.html")'}),
    (markup.unexplained_component, {BUTTON: "{# A button.  label: what it says. #}<button>"}),
    (screen_text.bare_text, {PAGE: '<h1 title="{% translate "Day" %}">{{ name }}</h1>'}),
    (screen_text.bare_text, {PAGE: "{% blocktranslate %}Hello{% endblocktranslate %} 12 km"}),
    (screen_text.bare_text, {PAGE: "{# Said to colleagues. #}{% block body_class %}fills-screen{% endblock %}"}),
    (dead.nobody_uses, {VIEWS: "def page(): ...", "cordata/care/urls.py": "path('', views.page)"}),
    (dead.nobody_uses, {MODELS: "class V:\n    def is_late(self): ...\nV()", PAGE: "{{ v.is_late }}"}),
    (habits.toothless_test, {"tests/a/test_b.py": "def test_a():\n    with raises(E): run()\ndef helper(): ..."}),
    (habits.own_function_mocked, {"tests/a.py": "monkeypatch.setattr(needs, 'SHARED', tmp_path)"}),
    (habits.left_open, {VIEWS: "# sorts by name: the first is shown"}),
    (habits.too_broad, {VIEWS: "try:\n    go()\nexcept Exception:\n    note()\n    raise"}),
    (habits.too_broad, {VIEWS: "try:\n    go()\nexcept KeyError:\n    stop()"}),
    (words.refused_word, {MODELS: "class VisitOrder: ...", PAGE: "sheltered", VIEWS: "stickets = 1"}),
    (documents.undocumented_setting, {VIEWS: 'os.environ.get("CORDATA_X")', documents.SETTINGS: "| `CORDATA_X` |"}),
    (documents.malformed_fragment, {"changelog.d/drag.added.md": "Visits are dragged to another professional.\n"}),
    (documents.dead_link, {"docs/a/b.md": "[up](../index.md) [part](#part) [far](https://a.eu)", "docs/index.md": ""}),
    (documents.unknown_rule, {"README.md": "```\nmake demo FRESH=1\n```\nmake sure", "Makefile": "demo: setup"}),
    (documents.unreachable_page, {"docs/index.md": "[a](a/b.md)", "docs/a/b.md": ""}),
    (documents.crowded_line, {"docs/index.md": "One thing is said.\nAnother, e.g. This, follows at 08:00.\n"}),
    (documents.shapeless_adr, {"docs/adr/0001-layers.md": ADR}),
    (catalogues.untranslated, {ITALIAN: catalogue(message("Round", "Giro"))}),
    (catalogues.other_placeholders, {ITALIAN: catalogue(message("at <b>%(time)s</b>", "alle <b>%(time)s</b>"))}),
    (catalogues.lost_accent, {ITALIAN: catalogue(message("It is the team's", "È dell'équipe, perché sì"))}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "tree", "fault"), RED)
def test_a_broken_rule_is_told(rule, tree, fault):
    faults = rule(tree)

    assert any(fault in told for told in faults), faults


@pytest.mark.parametrize(("rule", "tree"), GREEN)
def test_a_kept_rule_is_silent(rule, tree):
    assert rule(tree) == []


class TestLayers:
    def test_siblings_share_a_height(self):
        height = layers.heights({"pyproject.toml": LAYERS})

        assert height == {"base": 0, "care": 1, "rounds": 2, "transport": 2, "config": 3}

    @pytest.mark.parametrize("target", ["rounds", "transport", "config"])
    def test_a_relation_upward_or_to_a_sibling_is_told(self, target):
        height = layers.heights({"pyproject.toml": LAYERS})
        own = "care" if target != "transport" else "rounds"

        assert layers.looks_up([("Visit.plan", own, target)], height)

    def test_a_relation_downward_or_at_home_is_silent(self):
        height = layers.heights({"pyproject.toml": LAYERS})

        assert not layers.looks_up([("Plan.visit", "rounds", "care"), ("Plan.based_on", "rounds", "rounds")], height)
