import pytest
from django.urls import reverse

from cordata.care.models import Cancellation, VisitOrder
from cordata.day.models import PlanningRun, Publication
from cordata.places.models import Closure
from cordata.places.queries import segments
from cordata.rounds.models import Plan, Stop
from cordata.workforce.models import Absence
from tests.clock import TODAY

pytestmark = pytest.mark.django_db
PARTIAL = {"HX-Request": "true"}


def address(name: str, *args: object) -> str:
    return reverse(name, args=["valle-d-aosta", TODAY, *args])


@pytest.fixture
def as_anna(client, anna):
    """Anna's client."""
    client.force_login(anna)
    return client


@pytest.fixture
def stop(planned_day, small_day) -> Stop:
    """Where the first plan has Claudio's visit."""
    return Stop.objects.get(round__plan=planned_day, visit=small_day["claudio"])


@pytest.fixture
def named(stop) -> dict[str, object]:
    """What names Claudio's visit on the first plan."""
    return {"visit": stop.visit_id, "member": 0, "version": 1}


@pytest.fixture
def other(stop, valentina, luc):
    """The nurse who does not have Claudio's visit."""
    return luc if stop.round.professional == valentina else valentina


@pytest.fixture
def forms(named, other, luc, claudio) -> dict[str, dict[str, object]]:
    """Every change of the day, filled in rightly."""
    return {
        "planning": {},
        "moves": {**named, "professional": other.pk},
        "pins": {**named, "pin": "time"},
        "set_asides": named,
        "undo": {"version": 1},
        "redo": {"version": 1},
        "publication": {"version": 1},
        "absences": {"professional": luc.pk, "from_at": "10:00", "reason": "sick"},
        "cancellations": {"visit": named["visit"], "reason": "hospital"},
        "urgent_visits": {
            "resident": "claudio dayné", "kind": "injection", "minutes": 15, "opens": "10:00", "closes": "11:00"
        },
        "closures": {"segment": segments()[0].label, "from_at": "09:00", "reason": "snow"},
    }  # fmt: skip


class TestEveryChange:
    def test_is_not_there_for_a_stranger_to_the_area(self, client, camille, forms):
        client.force_login(camille)

        answers = {name: client.post(address(name), data).status_code for name, data in forms.items()}

        assert set(answers.values()) == {404}, answers
        assert Plan.objects.count() == 1

    def test_is_refused_to_a_professional_of_the_area(self, client, valentina, forms):
        client.force_login(valentina.user)

        answers = {name: client.post(address(name), data).status_code for name, data in forms.items()}

        assert set(answers.values()) == {403}, answers
        assert Plan.objects.count() == 1

    def test_answers_what_it_cannot_read_with_422(self, as_anna, forms):
        forms.pop("planning")

        answers = {name: as_anna.post(address(name), {"version": "x"}).status_code for name in forms}

        assert set(answers.values()) == {422}, answers

    def test_sends_a_plain_form_back_to_the_day(self, as_anna, named, other):
        answer = as_anna.post(address("moves"), {**named, "professional": other.pk})

        assert answer.status_code == 302
        assert answer.url == address("day")

    def test_answers_htmx_with_the_day_in_place(self, as_anna, named, other):
        answer = as_anna.post(address("moves"), {**named, "professional": other.pk}, headers=PARTIAL)

        assert answer.status_code == 200
        assert answer.headers["HX-Retarget"] == "#day"
        assert b'data-version="2"' in answer.content


class TestMoving:
    def test_gives_the_visit_to_the_other_nurse_and_pins_it(self, as_anna, named, other, stop):
        as_anna.post(address("moves"), {**named, "professional": other.pk})

        moved = Stop.objects.get(round__plan__version=2, visit=stop.visit)
        assert moved.round.professional == other
        assert moved.pin == Stop.Pin.PROFESSIONAL

    def test_at_a_time_pins_the_time(self, as_anna, named, other, stop):
        as_anna.post(address("moves"), {**named, "professional": other.pk, "start": "11:00"})

        assert Stop.objects.get(round__plan__version=2, visit=stop.visit).pin == Stop.Pin.TIME

    def test_outside_the_hours_agreed_asks_and_offers_to_do_it_all_the_same(self, as_anna, named, other, stop):
        late = {**named, "professional": other.pk, "start": "12:45"}

        answer = as_anna.post(address("moves"), late, headers=PARTIAL)
        as_anna.post(address("moves"), {**late, "anyway": "on"})

        assert answer.status_code == 422
        assert "12:45 is outside the hours agreed" in answer.content.decode()
        assert '<input type="hidden" name="anyway" value="on">' in answer.content.decode()
        assert Stop.objects.get(round__plan__version=2, visit=stop.visit).late_s == 45 * 60

    def test_by_a_drag_pins_no_time(self, as_anna, named, other, stop):
        as_anna.post(address("moves"), {**named, "professional": other.pk, "around": "11:00"})

        assert Stop.objects.get(round__plan__version=2, visit=stop.visit).pin == Stop.Pin.PROFESSIONAL

    def test_of_an_unknown_visit_is_refused(self, as_anna, named, other):
        answer = as_anna.post(address("moves"), {**named, "visit": 10**6, "professional": other.pk})

        assert answer.status_code == 422

    def test_on_a_plan_somebody_changed_tells_what_and_offers_it_again(self, as_anna, named, other, bruno, client):
        as_anna.post(address("moves"), {**named, "professional": other.pk})
        client.force_login(bruno)

        answer = client.post(address("set_asides"), named, headers=PARTIAL)

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Anna Perrod has changed the plan meanwhile" in page
        assert "Claudio D.:" in page
        assert '<input type="hidden" name="version" value="2">' in page
        assert Plan.objects.count() == 2


class TestThePriceOfAMove:
    def test_is_told_by_part_before_it_is_made(self, as_anna, named, other):
        answer = as_anna.get(address("move_preview"), {**named, "professional": other.pk})

        assert answer.status_code == 200
        assert other.given_name in answer.content.decode()
        assert Plan.objects.count() == 1

    def test_says_when_somebody_does_not_work(self, as_anna, named, other):
        other.shifts.all().delete()

        answer = as_anna.get(address("move_preview"), {**named, "professional": other.pk})

        assert answer.status_code == 422


class TestPinning:
    def test_and_taking_the_pin_off_make_two_versions(self, as_anna, named, stop):
        as_anna.post(address("pins"), {**named, "pin": "time"})
        pinned = Stop.objects.get(round__plan__version=2, visit=stop.visit).pin
        as_anna.post(address("pins"), {**named, "pin": "", "version": 2})

        assert pinned == Stop.Pin.TIME
        assert Stop.objects.get(round__plan__version=3, visit=stop.visit).pin == Stop.Pin.NONE


class TestTakingAVisitOff:
    def test_puts_it_under_not_placed_with_the_reason(self, as_anna, named):
        page = as_anna.post(address("set_asides"), named, headers=PARTIAL).content.decode()

        assert "Not placed (1)" in page
        assert "Taken off its round by hand." in page


class TestUndoing:
    def test_brings_the_plan_before_back(self, as_anna, named, other, stop):
        as_anna.post(address("moves"), {**named, "professional": other.pk})

        as_anna.post(f"{address('undo')}?version=2")

        assert Stop.objects.get(round__plan__version=3, visit=stop.visit).round.professional == stop.round.professional

    def test_of_the_first_plan_says_there_is_nothing(self, as_anna, planned_day):
        answer = as_anna.post(address("undo"), {"version": 1})

        assert answer.status_code == 422
        assert "There is nothing to undo." in answer.content.decode()


class TestRedoing:
    def test_makes_an_undone_move_again(self, as_anna, named, other, stop):
        as_anna.post(address("moves"), {**named, "professional": other.pk})
        as_anna.post(address("undo"), {"version": 2})

        as_anna.post(address("redo"), {"version": 3})

        assert Stop.objects.get(round__plan__version=4, visit=stop.visit).round.professional == other

    def test_is_offered_only_while_something_is_undone(self, as_anna, named, other):
        offered = []
        for name, data in (("moves", {**named, "professional": other.pk}), ("undo", {"version": 2})):
            as_anna.post(address(name), data)
            offered.append(address("redo") in as_anna.get(address("day")).content.decode())

        assert offered == [False, True]

    def test_without_anything_undone_says_so(self, as_anna, planned_day):
        answer = as_anna.post(address("redo"), {"version": 1})

        assert answer.status_code == 422
        assert "There is nothing to do again." in answer.content.decode()


class TestPlanning:
    def test_begins_in_the_background(self, as_anna, small_day):
        as_anna.post(address("planning"))

        assert PlanningRun.objects.get().state == PlanningRun.State.WAITING

    def test_a_second_time_tells_that_it_is_under_way(self, as_anna, small_day):
        as_anna.post(address("planning"))

        answer = as_anna.post(address("planning"))

        assert answer.status_code == 422
        assert PlanningRun.objects.count() == 1

    def test_tells_how_far_it_is(self, as_anna, small_day):
        as_anna.post(address("planning"))
        trail = [[0.1, 9000, 3], [0.6, 4000, 1]]
        PlanningRun.objects.update(state=PlanningRun.State.RUNNING, trail=trail)

        page = as_anna.get(address("planning"), headers=PARTIAL).content.decode()

        assert "1 visit not placed yet" in page
        assert "<polyline points=" in page

    def test_can_be_stopped(self, as_anna, small_day, anna):
        as_anna.post(address("planning"))
        PlanningRun.objects.update(state=PlanningRun.State.RUNNING)

        page = as_anna.post(address("planning_stop"), headers=PARTIAL).content.decode()

        assert PlanningRun.objects.get().stop_asked_by == anna
        assert "Stopping, the best so far is kept" in page

    def test_that_is_over_answers_with_the_whole_day(self, as_anna, planned_day):
        page = as_anna.get(address("planning"), headers=PARTIAL)

        assert page.headers["HX-Retarget"] == "#day"

    def test_cannot_be_stopped_when_nothing_runs(self, as_anna, planned_day):
        assert as_anna.post(address("planning_stop")).status_code == 404


class TestPublishing:
    def test_asks_first_and_then_hands_out(self, as_anna, planned_day):
        asked = as_anna.get(address("publication")).content.decode()
        as_anna.post(address("publication"), {"version": 1})

        assert "Every professional gets their round" in asked
        assert Publication.objects.get().plan == planned_day

    def test_again_lists_what_changed(self, as_anna, named, other):
        as_anna.post(address("publication"), {"version": 1})
        as_anna.post(address("moves"), {**named, "professional": other.pk})

        page = as_anna.get(address("publication")).content.decode()

        assert "Claudio D.:" in page

    def test_a_day_without_a_plan_is_not_found(self, as_anna, small_day):
        assert as_anna.get(address("publication")).status_code == 404


class TestTheLiveDay:
    def test_marks_a_professional_absent(self, as_anna, forms, luc):
        as_anna.post(address("absences"), forms["absences"])

        assert Absence.objects.get().professional == luc

    def test_cancels_a_visit(self, as_anna, forms):
        as_anna.post(address("cancellations"), forms["cancellations"])

        assert Cancellation.objects.get().reason == "hospital"

    def test_adds_an_urgent_visit_that_needs_the_skill_of_its_kind(self, as_anna, forms):
        as_anna.post(address("urgent_visits"), forms["urgent_visits"])

        order = VisitOrder.objects.get(external_id__startswith="urgent-")
        assert [skill.code for skill in order.skills.all()] == ["injection"]

    def test_closes_a_road(self, as_anna, forms):
        as_anna.post(address("closures"), forms["closures"])

        assert Closure.objects.get().reason == "snow"

    def test_refuses_hours_the_wrong_way_round(self, as_anna, forms):
        answer = as_anna.post(address("urgent_visits"), {**forms["urgent_visits"], "closes": "09:00"})

        assert answer.status_code == 422
        assert "The visit must be able to start later than it opens." in answer.content.decode()

    def test_takes_each_of_them_back(self, as_anna, forms, luc):
        for name in ("absences", "cancellations", "closures"):
            as_anna.post(address(name), forms[name])

        as_anna.post(address("absence_withdrawal", luc.pk))
        as_anna.post(address("cancellation_withdrawal", forms["cancellations"]["visit"]))
        as_anna.post(address("reopenings", Closure.objects.get().pk))

        assert not Absence.objects.exists()
        assert not Cancellation.objects.exists()
        assert Closure.objects.get().reopening

    def test_says_so_when_there_is_nothing_to_take_back(self, as_anna, forms, luc):
        answer = as_anna.post(address("absence_withdrawal", luc.pk))

        assert answer.status_code == 422
        assert "Luc Favre is not marked absent on that day." in answer.content.decode()

    @pytest.mark.parametrize("name", ["absence_withdrawal", "cancellation_withdrawal", "reopenings"])
    def test_takes_nothing_back_for_those_who_do_not_coordinate(self, client, camille, valentina, as_anna, name):
        unknown = as_anna.post(address(name, 10**6)).status_code
        client.force_login(camille)
        stranger = client.post(address(name, 1)).status_code
        client.force_login(valentina.user)
        reader = client.post(address(name, 1)).status_code

        assert (unknown, stranger, reader) == (404, 404, 403)

    @pytest.mark.parametrize("name", ["absences", "closures"])
    def test_lists_what_was_said_before(self, as_anna, forms, name):
        as_anna.post(address(name), forms[name])

        assert "Take back" in as_anna.get(address(name)).content.decode()
