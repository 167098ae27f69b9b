"""The coordinator's day in a real browser, from an empty plan to the sheet in somebody's hand."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cordata.care.actions import record_arrival
from cordata.day.models import PlanningRun, Publication
from cordata.day.tasks import run_planning
from cordata.rounds.models import Plan, Stop
from cordata.workforce.models import Absence
from tests.clock import TODAY, at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address(name: str, *args: object) -> str:
    return reverse(name, args=["valle-d-aosta", TODAY, *args])


def work() -> None:
    """Do the planning that waits, as the worker would, in a blink."""
    PlanningRun.objects.filter(state=PlanningRun.State.WAITING).update(seconds=1)
    run_planning.call(PlanningRun.objects.latest("pk").pk)


@pytest.fixture
def open_day(as_anna):
    """Open Anna's day and wait until the map is drawn: open_day() → the page."""

    def open_it() -> Page:
        as_anna.goto(address("day"))
        expect(as_anna.locator("#day-map[data-drawn]")).to_be_attached()
        return as_anna

    return open_it


def knot(page: Page, name: str):
    return page.locator(f'[data-ropes] [data-name="{name}"]').first


def drag(page: Page, name: str, row: int) -> None:
    """Take a visit by the hand and carry it to the middle of another rope, without letting go."""
    start = knot(page, name).locator(".knot-body").bounding_box()
    ropes = page.locator("[data-ropes]").bounding_box()
    page.mouse.move(start["x"] + 4, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 30, start["y"] + 20, steps=3)
    page.mouse.move(start["x"] + 120, ropes["y"] + row * 56 + 28, steps=6)


class TestADay:
    def test_goes_from_the_sign_in_to_the_sheet(self, page, anna, small_day, settings):
        page.goto("/sign-in/")
        page.get_by_label("E-mail").fill(anna.email)
        page.get_by_label("Password").fill("stelle alpine sopra Dégioz")
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.goto(address("day"))
        page.get_by_role("button", name="Plan", exact=True).click()
        expect(page.locator("#planning")).to_be_visible()
        work()
        expect(knot(page, "Claudio D.")).to_be_visible()
        expect(page.locator("#planning")).to_have_count(0)
        expect(page.locator("#day-map[data-drawn]")).to_be_attached()

        drag(page, "Claudio D.", self.row_of_other_nurse(page))
        expect(page.locator(".price dl, .price p").first).to_be_visible()
        page.mouse.up()
        expect(page.locator("[data-day]")).to_have_attribute("data-version", "2")
        expect(knot(page, "Claudio D.").locator(".carabiner")).to_be_attached()

        page.get_by_role("button", name="Re-plan").click()
        expect(page.locator("#planning")).to_be_visible()
        work()
        expect(page.locator("[data-day]")).to_have_attribute("data-version", "3")
        expect(knot(page, "Claudio D.").locator(".carabiner")).to_be_attached()

        page.get_by_role("link", name="Publish").click()
        page.get_by_role("button", name="Publish the rounds").click()
        expect(page.get_by_text("Published at")).to_be_visible()
        page.get_by_role("link", name="Round sheets").click()
        page.get_by_role(
            "link", name=Stop.objects.filter(visit=small_day["claudio"]).latest("pk").round.professional.given_name
        ).click()
        expect(page.get_by_text("Claudio Dayné")).to_be_visible()

    def row_of_other_nurse(self, page: Page) -> int:
        rows = page.locator("[data-professional]")
        nurses = [row for row in range(rows.count()) if "nurse" in (rows.nth(row).get_attribute("aria-label") or "")]
        mine = next(row for row in nurses if rows.nth(row).locator('[data-name="Claudio D."]').count())
        return next(row for row in nurses if row != mine)

    def test_is_planned_again_when_somebody_is_absent(self, planned_day, open_day, luc):
        page = open_day()

        page.get_by_text("What happened").click()
        page.get_by_role("link", name="Somebody is absent").click()
        page.get_by_label("Who").select_option(label="Luc Favre")
        page.get_by_label("From").fill("07:30")
        page.get_by_label("Why").select_option(label="sick")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("absent from 07:30").first).to_be_visible()
        page.get_by_role("button", name="Re-plan").click()
        expect(page.locator("#planning")).to_be_visible()
        work()

        expect(page.locator("[data-day]")).to_have_attribute("data-version", "2")
        expect(page.locator(f'[data-professional="{luc.pk}"] [data-knot]')).to_have_count(0)
        assert Absence.objects.get().professional == luc

    def test_is_undone_from_the_message(self, planned_day, open_day):
        page = open_day()
        knot(page, "Claudio D.").click()
        page.get_by_role("button", name="Take off its round").click()
        expect(page.get_by_role("heading", name="Not placed (1)")).to_be_visible()

        page.locator("#messages").get_by_role("button", name="Undo").click()

        expect(page.get_by_role("heading", name="Not placed (0)")).to_be_visible()

    def test_takes_a_visit_from_not_placed_by_hand(self, planned_day, open_day, valley, anna, small_day):
        from cordata.day import actions

        actions.set_aside(area=valley, day=TODAY, visit=small_day["claudio"], version=1, by=anna, at=at(8))
        page = open_day()
        waiting = page.locator('.loose [data-name="Claudio D."]').bounding_box()
        ropes = page.locator("[data-ropes]").bounding_box()

        page.mouse.move(waiting["x"] + 20, waiting["y"] + 8)
        page.mouse.down()
        page.mouse.move(waiting["x"] + 60, waiting["y"] - 40, steps=3)
        page.mouse.move(ropes["x"] + 300, ropes["y"] + 56 + 28, steps=6)
        expect(page.locator(".price p").first).to_be_visible()
        page.mouse.up()

        expect(page.get_by_role("heading", name="Not placed (0)")).to_be_visible()

    def test_tells_whoever_comes_second_what_changed(self, planned_day, open_day, valley, bruno, small_day, problems):
        from cordata.day import actions

        page = open_day()
        knot(page, "Claudio D.").click()
        actions.set_aside(area=valley, day=TODAY, visit=small_day["rosina"], version=1, by=bruno, at=at(8))

        page.get_by_role("button", name="Pin here").click()

        expect(page.get_by_text("Bruno Jacquin has changed the plan meanwhile")).to_be_visible()
        page.get_by_role("button", name="Make my change on the plan as it is now").click()
        expect(page.locator("[data-day]")).to_have_attribute("data-version", "3")
        problems.clear()  # the console names the 409 it was told of
        assert Plan.objects.latest("version").because == Plan.Because.PINNED

    def test_shows_who_has_arrived_meanwhile(self, planned_day, open_day, small_day):
        page = open_day()
        stop = Stop.objects.get(round__plan=planned_day, visit=small_day["claudio"])
        record_arrival(visit=stop.visit, professional=stop.round.professional, at=at(9))

        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

        expect(page.locator('.is-under-way[data-name="Claudio D."]')).to_have_attribute(
            "aria-label", re.compile("under way")
        )

    def test_works_by_keyboard_alone(self, planned_day, open_day):
        page = open_day()

        knot(page, "Claudio D.").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Claudio Dayné")).to_be_visible()
        page.locator("#id_start").focus()
        page.keyboard.type("1100AM")
        expect(page.locator(".move-price strong")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("[data-day]")).to_have_attribute("data-version", "2")
        page.keyboard.press("u")

        expect(page.locator("[data-day]")).to_have_attribute("data-version", "3")

    def test_changes_its_language_and_stays_where_it_is(self, planned_day, open_day):
        page = open_day()

        page.get_by_text("Choose the language").locator("xpath=..").click()
        page.get_by_role("button", name="Italiano").click()

        expect(page.locator("html")).to_have_attribute("lang", "it")
        expect(page).to_have_url(re.compile(re.escape(address("day"))))

    def test_shows_its_keys(self, planned_day, open_day):
        page = open_day()

        page.keyboard.press("?")

        expect(page.get_by_role("heading", name="Keys")).to_be_visible()


class TestOnAPhone:
    def test_a_round_opens_as_a_rope_and_the_map_as_a_tab(self, planned_day, as_anna):
        as_anna.set_viewport_size({"width": 390, "height": 844})
        as_anna.goto(address("day"))

        as_anna.get_by_role("button", name="Map").click()
        expect(as_anna.locator("#day-map")).to_be_visible()
        as_anna.get_by_role("button", name="Rounds").click()
        as_anna.get_by_role("link", name="Valentina Chabod").click()

        expect(as_anna.locator(".long-rope")).to_be_visible()

    def test_a_professional_records_arriving_and_leaving(self, planned_day, signed_in, valley, anna, valentina):
        from cordata.day import actions

        actions.publish(area=valley, day=TODAY, version=1, by=anna, at=at(7))
        page = signed_in(valentina.user)
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(address("my_round"))

        page.get_by_role("button", name="Arrived").first.click()
        page.get_by_role("button", name="Yes, I am here now").click()
        page.get_by_role("button", name="Left").click()

        expect(page.get_by_text("made", exact=True)).to_be_visible()
        assert Publication.objects.count() == 1


class TestWithoutJavaScript:
    def test_a_visit_is_moved_by_its_page(self, planned_day, browser, anna, server, signed_in, page, small_day):
        signed_in(anna)
        context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
        plain = context.new_page()

        plain.goto(server + address("day_visit", small_day["claudio"].pk, 0))
        plain.get_by_label("To").select_option(label="Luc Favre")
        plain.locator("#id_start").fill("")
        plain.get_by_role("button", name="Move").click()
        context.close()

        moved = Stop.objects.get(round__plan__version=2, visit=small_day["claudio"])
        assert str(moved.round.professional) == "Luc Favre"


class TestEveryScreen:
    @pytest.mark.parametrize(
        "name", ["day", "absences", "urgent_visits", "closures", "publication", "sheets", "people", "morning"]
    )
    def test_gives_axe_nothing_to_find(self, planned_day, as_anna, axe, name):
        page = as_anna
        page.goto(reverse(name) if name in {"people", "morning"} else address(name))
        if name == "day":
            expect(page.locator("#day-map[data-drawn]")).to_be_attached()

        axe(page)

    def test_of_a_visit_gives_axe_nothing_to_find(self, planned_day, open_day, axe):
        page = open_day()
        knot(page, "Claudio D.").click()
        expect(page.get_by_role("heading", name="Claudio Dayné")).to_be_visible()

        axe(page)

    def test_of_a_round_and_a_sheet_give_axe_nothing_to_find(self, planned_day, as_anna, axe, valley, anna, valentina):
        from cordata.day import actions

        actions.publish(area=valley, day=TODAY, version=1, by=anna, at=at(7))
        for name in ("round", "sheet"):
            as_anna.goto(address(name, valentina.pk))

            axe(as_anna)

    def test_of_a_person_gives_axe_nothing_to_find(self, planned_day, as_anna, axe, claudio):
        as_anna.goto(reverse("person", args=[claudio.pk]))

        axe(as_anna)

    def test_of_ones_own_round_gives_axe_nothing_to_find(self, planned_day, signed_in, axe, valley, anna, valentina):
        from cordata.day import actions

        actions.publish(area=valley, day=TODAY, version=1, by=anna, at=at(7))
        page = signed_in(valentina.user)
        page.goto(address("my_round"))

        axe(page)

    def test_of_the_question_whether_one_has_arrived_gives_axe_nothing_to_find(
        self, planned_day, signed_in, axe, valley, anna, valentina
    ):
        from cordata.day import actions

        actions.publish(area=valley, day=TODAY, version=1, by=anna, at=at(7))
        page = signed_in(valentina.user)
        page.goto(address("my_round"))
        page.get_by_role("button", name="Arrived").first.click()
        expect(page.get_by_role("heading", name="Have you arrived?")).to_be_visible()

        axe(page)

    def test_of_what_a_replan_changed_gives_axe_nothing_to_find(self, planned_day, as_anna, axe, valley, anna):
        from cordata.day import actions

        run = actions.request_plan(area=valley, day=TODAY, keeps_plan=True, seconds=1, by=anna, at=at(7))
        work()
        as_anna.goto(address("planning_changes", run.pk))

        axe(as_anna)
