"""Each component, rendered: what a person reads and what a machine needs to find."""

from datetime import datetime
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import engines
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from cordata.ui.ropes import rope
from tests.clock import VALLEY


@pytest.fixture
def render(static_files):
    """Render a piece of template in English; spaces are folded."""

    def rendered(source: str, **given: object) -> str:
        with override("en"):
            return " ".join(engines["django"].from_string(CottonCompiler().process(source)).render(given).split())

    return rendered


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data.strip())


def words(html: str) -> str:
    reader = Words()
    reader.feed(html)
    return " ".join(filter(None, reader.found))


class VisitForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the card.")
    note = forms.CharField(label="Note", required=False)
    two = forms.BooleanField(label="Two people", required=False)
    days = forms.MultipleChoiceField(label="Days", choices=[("mon", "Monday")], widget=forms.CheckboxSelectMultiple)


class TestButton:
    def test_carries_its_kind_its_icon_and_any_other_attribute(self, render):
        html = render('<c-button kind="primary" icon="play" name="plan" value="7">Plan</c-button>')

        assert 'class="button button-primary' in html
        assert 'name="plan"' in html
        assert 'value="7"' in html
        assert "#play" in html
        assert words(html) == "Plan"

    def test_submits_unless_told_otherwise(self, render):
        assert 'type="submit"' in render("<c-button>Save</c-button>")
        assert 'type="button"' in render('<c-button type="button">Close</c-button>')


class TestLinkButton:
    def test_is_a_link(self, render):
        assert '<a href="/day/" class="button' in render('<c-link-button href="/day/">Day</c-link-button>')


class TestIcon:
    def test_is_hidden_from_those_who_listen(self, render):
        html = render('<c-icon name="phone" />')

        assert 'aria-hidden="true"' in html
        assert "#phone" in html


class TestField:
    def test_ties_label_and_hint_to_the_input(self, render):
        html = render('<c-field :field="form.name" />', form=VisitForm())

        assert '<label for="id_name">Name</label>' in html
        assert 'id="id_name-hint"' in html
        assert 'aria-describedby="id_name-hint"' in html

    def test_shows_the_error_by_the_input_and_keeps_what_was_typed(self, render):
        form = VisitForm({"name": "", "note": "ring twice"})

        html = render('<c-field :field="form.name" /><c-field :field="form.note" />', form=form)

        assert 'aria-describedby="id_name-hint id_name-error"' in html
        assert 'aria-invalid="true"' in html
        assert "This field is required." in words(html)
        assert 'value="ring twice"' in html

    def test_says_what_is_optional_and_not_what_is_required(self, render):
        html = render('<c-field :field="form.name" /><c-field :field="form.note" />', form=VisitForm())

        assert (
            words(html) == "Name As on the card. Note ( optional )"
            or words(html) == "Name As on the card. Note (optional)"
        )

    def test_sets_a_box_before_its_words(self, render):
        html = render('<c-field :field="form.two" />', form=VisitForm())

        assert html.index("<input") < html.index("Two people")
        assert html.count("<label") == 1

    def test_groups_choices_under_a_legend(self, render):
        html = render('<c-field :field="form.days" />', form=VisitForm())

        assert "<legend" in html
        assert "Monday" in words(html)

    def test_takes_other_words_than_the_fields_own(self, render):
        html = render('<c-field :field="form.note" label="Remark" hint="For the nurse." />', form=VisitForm())

        assert "Remark" in words(html)
        assert "For the nurse." in words(html)


class TestErrorSummary:
    def test_leads_to_each_field(self, render):
        html = render('<c-error-summary :form="form" />', form=VisitForm({"name": ""}))

        assert 'href="#id_name"' in html
        assert words(html).startswith("2 things need another look")

    def test_is_not_there_when_nothing_is_wrong(self, render):
        assert render('<c-error-summary :form="form" />', form=VisitForm()) == ""


class TestPanel:
    def test_has_a_title_a_body_and_actions(self, render):
        html = render('<c-panel title="Rounds">Body<c-slot name="actions">Print</c-slot></c-panel>')

        assert "<h2>Rounds</h2>" in html
        assert words(html) == "Rounds Print Body"


class TestNotice:
    @pytest.mark.parametrize("tone", ["info", "well", "attention", "danger"])
    def test_has_a_mark_as_well_as_a_colour(self, render, tone):
        html = render(f'<c-notice tone="{tone}" title="Closed">Until 14:00.</c-notice>')

        assert f"tone-{tone}" in html
        assert "<use" in html
        assert words(html) == "Closed Until 14:00."


class TestTag:
    @pytest.mark.parametrize("tone", ["plain", "well", "attention", "danger", "info"])
    def test_is_a_word_with_a_mark(self, render, tone):
        html = render(f'<c-tag tone="{tone}">late</c-tag>')

        assert words(html) == "late"
        assert "<use" in html


class TestRows:
    def test_a_row_opens_where_its_title_leads(self, render):
        html = render(
            '<c-rows label="Visits"><c-row title="Rosina B." href="/7/">Gaby'
            '<c-slot name="side">late</c-slot></c-row></c-rows>'
        )

        assert 'aria-label="Visits"' in html
        assert '<a class="row-link" href="/7/">Rosina B.</a>' in html
        assert words(html) == "Rosina B. Gaby late"

    def test_a_row_may_lead_nowhere(self, render):
        assert "<a" not in render('<c-row title="Rosina B.">Gaby</c-row>')


class TestEmpty:
    def test_says_what_will_be_here_and_offers_the_first_step(self, render):
        html = render('<c-empty title="No visits">They will be here.<c-slot name="actions">Add</c-slot></c-empty>')

        assert words(html) == "No visits They will be here. Add"


class TestDialog:
    def test_is_named_by_its_title(self, render):
        html = render('<c-dialog id="ask" title="Cancel?">Sure?<c-slot name="actions">Yes</c-slot></c-dialog>')

        assert '<dialog class="dialog" id="ask" aria-labelledby="ask-title"' in html
        assert '<h2 id="ask-title">Cancel?</h2>' in html


class TestProgress:
    def test_says_what_is_done_and_how_far(self, render):
        html = render('<c-progress label="Planning" text="62 of 120" value="62" max="120" />')

        assert 'max="120" value="62"' in html
        assert words(html) == "Planning 62 of 120"

    def test_has_no_value_while_the_end_is_unknown(self, render):
        assert "value=" not in render('<c-progress label="Reading the roads" />')


class TestSmallPieces:
    def test_segments_are_named(self, render):
        html = render('<c-segments label="Days"><a href="/" aria-current="page">Thu</a></c-segments>')

        assert '<nav class="segments" aria-label="Days"' in html

    def test_a_table_scrolls_inside_itself_and_is_named(self, render):
        html = render('<c-table label="Cost"><tbody><tr><td>6 h</td></tr></tbody></c-table>')

        assert 'role="region" aria-label="Cost" tabindex="0"' in html

    def test_facts_are_a_list_of_pairs(self, render):
        assert "<dl" in render("<c-facts><dt>Key</dt><dd>Ida</dd></c-facts>")

    def test_the_way_back_is_named(self, render):
        assert 'aria-label="You are here"' in render("<c-breadcrumb><li>Gaby</li></c-breadcrumb>")

    def test_a_person_has_a_name_first_and_a_rope(self, render):
        html = render('<c-person name="Valentina R." note="nurse" href="/9/" :rope="rope" />', rope=rope(2))

        assert words(html) == "Valentina R. , nurse"
        assert 'class="swatch rope-3"' in html

    def test_a_rope_has_a_mark_besides_its_colour(self, render):
        assert "#mark-4" in render('<c-rope :rope="rope" />', rope=rope(3))

    def test_times_are_for_people_and_for_machines(self, render):
        opens, closes = datetime(2026, 11, 26, 8, tzinfo=VALLEY), datetime(2026, 11, 26, 9, 30, tzinfo=VALLEY)

        html = render('<c-time-range :opens="opens" :closes="closes" />', opens=opens, closes=closes)

        assert words(html) == "08:00 – 09:30"
        assert 'datetime="2026-11-26T08:00:00+01:00"' in html
