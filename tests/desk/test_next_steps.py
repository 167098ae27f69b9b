"""What a person's page asks for next, and what it does not ask for."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from cordata.desk.queries.page import person_page
from cordata.desk.queries.person import seen_person
from cordata.desk.queries.story import Reading
from cordata.people.models import (
    BreakGlassReview,
    Carer,
    Death,
    DoubleCandidate,
    ErasureRequest,
    GeneralPractitioner,
    Identifier,
)
from cordata.rounds.models import Stop
from tests.clock import EIGHT, NINE, NOON, SEVEN, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def page(claudio, anna):
    """Read Claudio's page as Anna, at noon."""

    def read(who=anna, when=NOON):
        return person_page(who, seen_person(who, claudio.pk, when), Reading(), when)

    return read


def steps(page) -> list[str]:
    return [one.text for one in page.steps]


class TestTheNextSteps:
    def test_ask_to_cancel_what_is_promised_to_somebody_who_died(self, page, claudio, small_day, anna):
        Death.objects.create(resident=claudio, died_on=TODAY, by=anna, at=EIGHT)

        assert steps(page(when=SEVEN))[0] == "1 visit is still promised: cancel it"

    def test_ask_nothing_of_the_kind_of_the_living(self, page, small_day):
        assert not any("still promised" in text for text in steps(page(when=SEVEN)))

    def test_ask_another_coordinator_to_confirm_an_erasure(self, page, claudio, anna, bruno):
        ErasureRequest.objects.create(resident=claudio, ground="unlawful", by=anna, at=EIGHT)

        asked = [[(one.text, one.page) for one in page(who).steps if one.page == "erasure"] for who in (anna, bruno)]

        assert asked == [
            [("The erasure you asked for waits for somebody else", "erasure")],
            [("Anna Perrod asks for an erasure: look, and confirm it or not", "erasure")],
        ]

    def test_ask_for_a_review_until_there_is_one(self, page, opened, anna):
        before = steps(page())
        BreakGlassReview.objects.create(opening=opened, outcome="justified", by=anna, at=NINE)

        assert before[0] == "Review the emergency opening by Luc Favre on Thu 26 Nov"
        assert not any("Review" in text for text in steps(page()))

    def test_ask_for_the_review_of_two_openings_of_one_day_once(self, page, opened):
        type(opened).objects.create(resident=opened.resident, user=opened.user, reason="again", opened_at=NINE)

        assert sum("Review the emergency opening" in text for text in steps(page())) == 1

    def test_ask_no_nurse_for_a_review_nor_about_a_double(self, page, opened, claudio, rosina, valentina, ending):
        DoubleCandidate.objects.create(first=claudio, second=rosina, score=90, found_at=SEVEN)

        told = page(who=valentina.user)

        assert told.may_edit
        assert not any(one.page in ("openings", "doubles") for one in told.steps)

    def test_are_nobodys_who_broke_the_glass(self, page, opened, luc):
        told = page(who=luc.user, when=NINE)

        assert told.health.is_shown
        assert (told.may_edit, told.steps, told.missing) == (False, (), ())

    def test_ask_to_look_at_a_double_until_somebody_has(self, page, claudio, rosina):
        pair = DoubleCandidate.objects.create(first=claudio, second=rosina, score=90, found_at=SEVEN)
        before = steps(page())
        DoubleCandidate.objects.filter(pk=pair.pk).update(verdict="different")

        assert "Look whether another record is the same person" in before
        assert not any("same person" in text for text in steps(page()))

    def test_ask_again_for_a_decision_that_ends_within_thirty_days(self, page, claudio, decide):
        decide(claudio, "study", expires_at=NOON + timedelta(days=30))
        decide(claudio, "care", expires_at=NOON + timedelta(days=31))

        assert [text for text in steps(page()) if "ask again" in text] == [
            "“counting and learning, without my name” ends on Sat 26 Dec: ask again"
        ]

    def test_ask_what_the_ambulance_may_read_until_it_is_decided(self, page, claudio, decide):
        before = steps(page())
        decide(claudio, "emergency", decision="refuse")

        assert "Ask what the ambulance may read: no decision yet" in before
        assert not any("ambulance" in text for text in steps(page()))

    def test_ask_whether_a_carer_who_signs_in_may_read(self, page, claudio, bruno, decide):
        livia = Carer.objects.create(resident=claudio, name="Livia", relation="child", user=bruno)
        before = steps(page())
        decide(claudio, "family", carer=livia)

        assert "Ask whether Livia may read this page" in before
        assert not any("Livia" in text for text in steps(page()))

    def test_tell_who_leaves_the_circle_but_not_who_came_for_a_round(self, page, ending):
        before = steps(page())
        type(ending).objects.update(purpose="round")

        assert "Valentina Chabod leaves the circle on Sun 29 Nov" in before
        assert not any("leaves the circle" in text for text in steps(page()))

    def test_are_nobodys_who_may_not_change_the_record(self, claudio, page, opened, anna, bruno):
        type(claudio).objects.filter(pk=claudio.pk).update(user=bruno)
        bruno.roles.update(kind="resident")

        told = page(who=bruno)

        assert (told.steps, told.missing) == ((), ())


class TestARestrictedRecord:
    @pytest.fixture(autouse=True)
    def _restricted(self, claudio, anna):
        claudio.restrictions.create(reason="disputes a diagnosis", by=anna, at=EIGHT)

    def test_says_to_its_coordinator_for_what_reason(self, page):
        told = page()

        assert told.warnings[0].text == "disputes a diagnosis"
        assert any("disputes a diagnosis" in knot.note for knot in told.story.knots)

    def test_says_it_not_to_whoever_broke_the_glass(self, page, opened, luc):
        told = page(who=luc.user, when=NINE)

        assert (told.warnings[0].title, told.warnings[0].text) == (
            "This record is restricted: the circle does not see it",
            "",
        )
        assert not any("disputes a diagnosis" in knot.note for knot in told.story.knots)


class TestWhatIsStillToBeWrittenDown:
    def test_is_named_and_leads_to_where_it_is_written(self, page, claudio):
        assert [(one.text, one.section) for one in page().missing] == [
            ("family doctor", "doctor"),
            ("identity number", "identifiers"),
            ("whom to call first", "network"),
        ]

    def test_is_nothing_once_it_is_there(self, page, claudio):
        claudio.practitioner = GeneralPractitioner.objects.create(name="Grange", commune=claudio.household.commune)
        claudio.save()
        Identifier.objects.create(resident=claudio, system="other", value="1")
        Carer.objects.create(resident=claudio, name="Ida", relation="neighbour", is_contact=True)

        assert page().missing == ()


class TestTheNextVisit:
    def test_is_the_first_whose_hours_are_not_over(self, page, small_day):
        assert page(when=SEVEN).next.day == TODAY
        assert page(when=NOON + timedelta(minutes=1)).next is None

    def test_says_who_comes_once_rounds_were_handed_out(self, page, planned_day, valley, anna):
        from cordata.day.actions import publish

        before = page(when=SEVEN).next.who
        publish(version=1, area=valley, day=TODAY, by=anna, at=SEVEN)

        stop = Stop.objects.filter(visit__order__resident__given_name="Claudio").select_related("round__professional")[
            0
        ]
        told = page(when=SEVEN).next
        assert (before, told.who) == ("", str(stop.round.professional))
        assert timezone.localtime(told.comes_at) == timezone.localtime(stop.starts_at)
