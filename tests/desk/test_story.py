"""A person's story: everything that happened, latest first, page after page without a knot lost or told twice."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from cordata.care.actions import cancel_visit
from cordata.care.models import Encounter, Visit, VisitWindow
from cordata.day import actions
from cordata.desk.queries.story import PAGE, Kind, Reading, story
from cordata.people.actions.circle import end_membership
from cordata.people.models import (
    BreakGlassReview,
    CircleMember,
    Death,
    Departure,
    Merge,
    Residence,
    Restriction,
    Revision,
    Withdrawal,
)
from tests.clock import EIGHT, NINE, NOON, SEVEN, TEN, TODAY, at

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def told(resident, about="", *, reads_health=True, when=NOON):
    return [knot.title for knot in story(resident, Reading(about), reads_health=reads_health, at=when).knots]


def whole(resident, about="", *, when=NOON):
    """Read a story to its end; return the knots page by page."""
    pages, reading = [], Reading(about)
    while reading:
        page = story(resident, reading, reads_health=True, at=when)
        pages.append(page.knots)
        reading = page.older
    return pages


class TestWhatAStoryTells:
    def test_a_visit_made_with_who_came_and_how_long(self, claudio, small_day, valentina):
        Encounter.objects.create(visit=small_day["claudio"], professional=valentina, arrived_at=NINE, left_at=TEN)

        (knot,) = story(claudio, Reading("visits"), reads_health=True, at=NOON).knots

        assert (knot.title, knot.note, knot.at) == ("Valentina Chabod came: dressing", "1 h", NINE)

    def test_a_visit_still_going_on(self, claudio, small_day, valentina):
        Encounter.objects.create(visit=small_day["claudio"], professional=valentina, arrived_at=NINE)

        assert story(claudio, Reading("visits"), reads_health=True, at=NOON).knots[0].note == "still there"

    def test_a_cancellation_at_the_instant_it_was_made(self, claudio, small_day, anna):
        cancel_visit(visit=small_day["claudio"], reason="hospital", by=anna, at=EIGHT)

        (knot,) = story(claudio, Reading("visits"), reads_health=True, at=NOON).knots

        assert (knot.title, knot.note) == ("Cancelled: dressing on Thu 26 Nov", "in hospital · Anna Perrod")

    def test_why_it_was_cancelled_to_those_alone_who_read_health_facts(self, claudio, small_day, anna):
        cancel_visit(visit=small_day["claudio"], reason="hospital", by=anna, at=EIGHT)

        (knot,) = story(claudio, Reading("visits"), reads_health=False, at=NOON).knots

        assert (knot.title, knot.note) == ("Cancelled: visit on Thu 26 Nov", "Anna Perrod")

    def test_a_promise_of_yesterday_that_nobody_wrote_down(self, claudio, make_order):
        order = make_order(claudio, starts_on=TODAY - DAY)
        visit = Visit.objects.create(order=order, day=TODAY - DAY)
        yesterday = at(8, day=TODAY - DAY)
        VisitWindow.objects.create(visit=visit, opens_at=yesterday, closes_at=yesterday + timedelta(hours=1))

        (knot,) = story(claudio, Reading("visits"), reads_health=True, at=NOON).knots

        assert (knot.title, knot.note) == ("Promised: dressing", "nobody wrote down that it was made")

    def test_who_was_given_the_visit_when_rounds_were_handed_out(self, claudio, planned_day, valley, anna):
        actions.publish(version=1, area=valley, day=TODAY, by=anna, at=SEVEN)

        (knot,) = story(claudio, Reading("messages"), reads_health=True, at=NOON).knots

        assert "was given the visit of Thu 26 Nov" in knot.title
        assert knot.at == SEVEN

    def test_decisions_and_what_was_taken_back(self, claudio, decide, anna):
        taken = decide(claudio, "study")
        Withdrawal.objects.create(consent=taken, at=NINE, by=anna, reason="changed his mind")

        assert told(claudio, "consent") == [
            "Taken back: Claudio Dayné agrees to be counted, without a name.",
            "Claudio Dayné agrees to be counted, without a name.",
        ]

    def test_who_joined_and_left_the_circle_but_not_who_came_for_a_round(self, claudio, valentina, luc):
        for who, purpose in ((valentina, "care"), (luc, "round")):
            CircleMember.objects.create(
                resident=claudio, professional=who, purpose=purpose, since_on=TODAY - 9 * DAY, until_on=TODAY - DAY
            )

        assert told(claudio, "circle") == ["Valentina Chabod left the circle", "Valentina Chabod joined the circle"]

    def test_who_was_taken_out_of_the_circle_when_and_why(self, claudio, valentina, anna):
        member = CircleMember.objects.create(
            resident=claudio, professional=valentina, purpose="care", since_on=TODAY - 9 * DAY, until_on=TODAY + DAY
        )
        end_membership(member=member, reason="moved to another valley", by=anna, at=NINE)

        knot = story(claudio, Reading("circle"), reads_health=True, at=NOON).knots[0]

        assert (knot.title, knot.note) == ("Valentina Chabod left the circle", "moved to another valley")
        assert (knot.at, knot.is_timed) == (NINE, True)

    def test_a_change_with_all_its_fields_in_one_knot(self, claudio, anna):
        for field in ("phone", "matters"):
            Revision.objects.create(resident=claudio, version=2, field=field, by=anna, at=EIGHT, reason="he told us")

        (knot,) = story(claudio, Reading("record"), reads_health=True, at=NOON).knots

        assert (knot.title, knot.note) == (
            "Record changed: Telephone, What matters to me",
            "Anna Perrod · he told us",
        )

    def test_that_two_records_became_one_and_that_one_was_set_aside(self, claudio, rosina, anna):
        Merge.objects.create(kept=claudio, gone=rosina, by=anna, at=SEVEN)
        Restriction.objects.create(
            resident=claudio, reason="he contests it", by=anna, at=EIGHT, lifted_by=anna, lifted_at=NINE
        )

        assert told(claudio, "record") == [
            "Restriction lifted",
            "Record restricted",
            "A second record of the same person was joined to this one",
        ]

    def test_a_life(self, claudio, anna):
        Residence.objects.create(resident=claudio, household=claudio.household, since_on=date(1984, 10, 1))
        Departure.objects.create(resident=claudio, left_on=TODAY - 9 * DAY, whither="Turin", by=anna, at=EIGHT)
        Death.objects.create(resident=claudio, died_on=TODAY - DAY, by=anna, at=EIGHT)

        assert told(claudio, "life") == ["Died", "Moved away", "Moved to Dégioz", "Born"]

    def test_openings_and_what_was_found(self, claudio, opened, anna):
        BreakGlassReview.objects.create(opening=opened, outcome="justified", by=anna, at=NINE)

        assert told(claudio, "openings") == [
            "Opening reviewed: justified",
            "Luc Favre opened the record in an emergency",
        ]


class TestWhoIsTold:
    def test_the_practical_side_is_visits_without_what_they_were_for(self, claudio, small_day, valentina, decide):
        Encounter.objects.create(visit=small_day["claudio"], professional=valentina, arrived_at=NINE)
        decide(claudio, "study")

        page = story(claudio, Reading(), reads_health=False, at=NOON)

        assert [knot.title for knot in page.knots] == ["Valentina Chabod came: visit"]
        assert page.kinds == (Kind.VISITS, Kind.MESSAGES)

    def test_nothing_of_a_kind_that_is_not_theirs_to_ask_for(self, claudio, decide):
        decide(claudio, "study")

        assert told(claudio, "consent", reads_health=False) == []

    def test_nothing_of_anybody_else(self, claudio, rosina, decide, opened):
        decide(claudio, "study")

        assert told(rosina) == ["Born"]


class TestReadingOn:
    def test_comes_to_the_end_without_a_knot_lost_or_told_twice(self, claudio, decide):
        for minute in range(2 * PAGE + 5):
            decide(claudio, "study", decided_at=SEVEN + timedelta(minutes=minute))

        pages = whole(claudio, "consent")

        assert [len(page) for page in pages] == [PAGE, PAGE, 5]
        times = [knot.at for page in pages for knot in page]
        assert times == sorted(times, reverse=True)
        assert len(set(times)) == 2 * PAGE + 5

    def test_parts_nothing_that_happened_at_one_instant(self, claudio, valentina, luc, aida):
        everybody = [
            CircleMember(resident=claudio, professional=who, purpose="care", since_on=TODAY - 9 * DAY, origin="hand")
            for who in (valentina, luc, aida)
        ]
        CircleMember.objects.bulk_create(everybody)
        for version in range(2, PAGE + 1):
            Revision.objects.create(resident=claudio, version=version, field="phone", at=EIGHT)

        pages = whole(claudio)

        titles = [knot.title for page in pages for knot in page]
        assert len(titles) == PAGE - 1 + 3 + 1
        assert sum("joined" in title for title in titles) == len(set(titles) - {"Born", "Record changed: Telephone"})

    def test_reads_on_through_many_things_of_the_same_instant(self, claudio, decide):
        for _number in range(3 * PAGE):
            decide(claudio, "study", decided_at=EIGHT)

        assert [len(page) for page in whole(claudio, "consent")] == [PAGE, PAGE, PAGE]

    def test_tells_nothing_that_is_still_to_come(self, claudio, decide):
        decide(claudio, "study", decided_at=NOON)

        assert told(claudio, "consent", when=TEN) == []

    def test_costs_one_query_a_source(self, claudio, assert_num_queries):
        with assert_num_queries(16):
            story(claudio, Reading(), reads_health=True, at=NOON)
