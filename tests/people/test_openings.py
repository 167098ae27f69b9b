"""Breaking the glass: finding the one record, three hours, telling the coordinator, judging it afterwards."""

from datetime import date, timedelta

import pytest
from django.core import mail

from cordata.accounts.models import DataProtectionOfficer, Role, User
from cordata.people.actions.openings import AlreadyReviewed, TooManyOpenings, open_record, review_opening
from cordata.people.models import BreakGlass, Consent, Identifier, Resident
from cordata.people.queries.consent import current_text
from cordata.people.queries.openings import found_by_identifier, found_by_name, openings_to_review
from cordata.people.tasks import tell_of_opening
from tests.clock import EIGHT, NINE, TODAY
from tests.people.conftest import REASON

pytestmark = pytest.mark.django_db
MICRO = timedelta(microseconds=1)


def refuse_by_name(resident: Resident, user: User) -> None:
    Consent.objects.create(
        resident=resident,
        purpose="care",
        decision="refuse",
        person=user,
        how="paper",
        text=current_text("care", "it"),
        decided_at=EIGHT,
    )


def sees(user: User, resident: Resident, at=NINE) -> bool:
    return Resident.objects.seen_by(user, at=at).filter(pk=resident.pk).exists()


class TestAnOpening:
    def test_lasts_three_hours_to_the_instant(self, opened, ugo, claudio):
        end = NINE + timedelta(hours=3)

        assert [sees(ugo, claudio, at) for at in (NINE - MICRO, NINE, end - MICRO, end)] == [False, True, True, False]

    def test_shows_one_record_alone(self, opened, ugo, rosina):
        assert not sees(ugo, rosina)

    def test_shows_the_record_to_nobody_else(self, opened, luc, claudio):
        assert not sees(luc.user, claudio)

    def test_ends_when_it_is_closed(self, opened, ugo, claudio):
        opened.closed_at = NINE + timedelta(minutes=1)
        opened.save()

        assert [sees(ugo, claudio, opened.closed_at - MICRO), sees(ugo, claudio, opened.closed_at)] == [True, False]

    def test_shows_nothing_to_whom_the_person_refused_by_name(self, opened, ugo, claudio):
        refuse_by_name(claudio, ugo)

        assert not sees(ugo, claudio)

    @pytest.mark.parametrize("kind", [Role.Kind.ANTENNA, Role.Kind.DRIVER, Role.Kind.EVALUATOR, Role.Kind.RESIDENT])
    def test_is_worth_nothing_in_another_role(self, opened, ugo, claudio, kind):
        Role.objects.filter(user=ugo).update(kind=kind)

        assert not sees(ugo, claudio)

    def test_ends_with_the_role(self, opened, ugo, claudio):
        Role.objects.filter(user=ugo).update(ends_on=TODAY - timedelta(days=1))

        assert not sees(ugo, claudio)


class TestFindingExactly:
    def test_takes_the_whole_number_as_people_write_it(self, ugo, claudio, number):
        assert found_by_identifier(" dyncld38c14 l643a ", ugo, NINE) == claudio

    def test_takes_no_part_of_a_number(self, ugo, number):
        assert found_by_identifier(number[:-1], ugo, NINE) is None

    def test_takes_the_full_name_without_its_accents(self, ugo, claudio):
        assert found_by_name("CLAUDIO", "Dayne", claudio.born_on, ugo, NINE) == claudio

    @pytest.mark.parametrize(
        ("given", "family", "born"),
        [
            ("Claud", "Dayné", date(1938, 3, 14)),
            ("Claudio", "", date(1938, 3, 14)),
            ("Claudio", "Dayné", date(1938, 3, 15)),
        ],
    )
    def test_takes_nothing_near_it(self, ugo, claudio, given, family, born):
        assert found_by_name(given, family, born, ugo, NINE) is None

    def test_gives_up_where_two_fit(self, ugo, claudio, number, rosina):
        Identifier.objects.create(resident=rosina, system="codice_fiscale", value=number)

        assert found_by_identifier(number, ugo, NINE) is None

    def test_finds_nobody_who_refused_this_user_by_name(self, ugo, claudio, number):
        refuse_by_name(claudio, ugo)

        assert found_by_identifier(number, ugo, NINE) is None


class TestOpenRecord:
    def test_stops_at_three_that_nobody_reviewed(self, ugo, claudio, rosina, delfina, emilio):
        for one in (claudio, rosina, delfina):
            open_record(resident=one, user=ugo, reason=REASON, at=NINE)

        with pytest.raises(TooManyOpenings):
            open_record(resident=emilio, user=ugo, reason=REASON, at=NINE)

    def test_goes_on_after_a_review_and_after_a_day(self, ugo, anna, claudio, rosina, delfina, emilio):
        yesterday = NINE - timedelta(days=1)
        open_record(resident=claudio, user=ugo, reason=REASON, at=yesterday)
        opening = open_record(resident=rosina, user=ugo, reason=REASON, at=NINE)
        open_record(resident=delfina, user=ugo, reason=REASON, at=NINE)
        open_record(resident=claudio, user=ugo, reason=REASON, at=NINE)
        review_opening(opening=opening, outcome="justified", note="", by=anna, at=NINE)

        assert open_record(resident=emilio, user=ugo, reason=REASON, at=NINE).pk

    def test_has_the_coordinators_told_once_it_is_stored(self, ugo, claudio, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as told:
            open_record(resident=claudio, user=ugo, reason=REASON, at=NINE)

        assert len(told) == 1


class TestTheMail:
    def test_goes_to_the_coordinators_of_the_area_and_names_nobody(self, opened, anna, bruno, camille):
        tell_of_opening.call(opened.pk)

        assert [one.to for one in mail.outbox] == [[anna.email], [bruno.email]]
        text = mail.outbox[0].subject + mail.outbox[0].body
        assert "09:00" in text
        assert [word for word in ("Claudio", "Dayné", "Ugo", "Noro", "road") if word in text] == []

    def test_is_not_sent_to_a_coordinator_who_opened_it(self, claudio, anna):
        opening = BreakGlass.objects.create(resident=claudio, user=anna, reason=REASON, opened_at=NINE)

        tell_of_opening.call(opening.pk)

        assert mail.outbox == []


class TestReviewing:
    def test_waits_for_the_coordinator_of_the_area_and_for_the_officer(self, opened, anna, camille, officer, ugo):
        waiting = {user: [one.opening_id for one in openings_to_review(user, NINE)] for user in (anna, camille, ugo)}

        assert waiting == {anna: [opened.pk], camille: [], ugo: []}
        assert [one.opening_id for one in openings_to_review(officer, NINE)] == [opened.pk]

    def test_tells_the_officer_no_name(self, opened, officer, claudio):
        (told,) = openings_to_review(officer, NINE)

        assert (told.person, told.is_officer_view) == (f"C. D. ({claudio.pk})", True)

    def test_is_never_ones_own(self, claudio, anna):
        BreakGlass.objects.create(resident=claudio, user=anna, reason=REASON, opened_at=NINE)

        assert openings_to_review(anna, NINE) == ()

    def test_is_not_for_an_officer_whose_time_is_over(self, opened, officer):
        DataProtectionOfficer.objects.update(starts_on=TODAY - timedelta(9), ends_on=TODAY - timedelta(days=1))

        assert openings_to_review(officer, NINE) == ()

    def test_happens_once(self, opened, anna, bruno):
        review_opening(opening=opened, outcome="justified", note="", by=anna, at=NINE)

        with pytest.raises(AlreadyReviewed):
            review_opening(opening=opened, outcome="unjustified", note="no", by=bruno, at=NINE)

    def test_costs_two_queries_however_many_wait(self, opened, rosina, ugo, anna, assert_num_queries):
        BreakGlass.objects.create(resident=rosina, user=ugo, reason=REASON, opened_at=NINE)

        with assert_num_queries(2):
            assert len(openings_to_review(anna, NINE)) == 2
