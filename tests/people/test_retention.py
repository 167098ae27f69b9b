"""Whose record has been kept long enough, as the register says it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cordata.accounts.models import AuditPerson, DataProtectionOfficer, User
from cordata.care.models import Encounter, Visit
from cordata.people.actions.erasure import TermNotOver, erase_after_term, request_erasure
from cordata.people.models import CircleMember, Consent, ConsentText, Death, Resident
from cordata.people.queries.retention import retention, term_of
from tests.clock import EIGHT, TODAY, at

pytestmark = pytest.mark.django_db
LONG_AGO = date(2016, 11, 25)  # ten years and a day before TODAY


@pytest.fixture
def seen_long_ago(claudio, make_order, valentina):
    """Claudio, whom Valentina visited last ten years and a day ago."""
    order = make_order(claudio, starts_on=LONG_AGO, ends_on=LONG_AGO)
    visit = Visit.objects.create(order=order, day=LONG_AGO)
    Encounter.objects.create(visit=visit, professional=valentina, arrived_at=at(8, 0, LONG_AGO))
    return claudio


@pytest.fixture
def officer(usl, anna) -> User:
    """Ugo, who watches over data protection for the organisation that Anna works for."""
    user = User.objects.create_user("ugo@cordata.example", first_name="Ugo", last_name="Vierin", language="en")
    DataProtectionOfficer.objects.create(user=user, organisation=usl, starts_on=date(2026, 1, 1))
    return user


def due(on: date = TODAY) -> list[str]:
    return [str(term.resident) for term in retention(Resident.objects.known(), on=on).due]


class TestWhoIsDue:
    def test_is_whoever_was_seen_last_a_day_too_long_ago(self, seen_long_ago, rosina):
        assert due(TODAY) == ["Claudio Dayné"]

    def test_is_not_yet_whose_term_ends_today(self, seen_long_ago):
        assert due(TODAY - timedelta(days=1)) == []

    def test_is_nobody_who_is_in_somebodys_circle(self, seen_long_ago, valentina):
        CircleMember.objects.create(
            resident=seen_long_ago, professional=valentina, purpose="care", since_on=date(2016, 1, 1)
        )

        assert due() == []

    def test_is_nobody_whose_order_goes_on(self, seen_long_ago, make_order):
        make_order(seen_long_ago, starts_on=LONG_AGO, ends_on=None)

        assert due() == []

    def test_is_whoever_has_died_whatever_order_was_left_open(self, seen_long_ago, make_order, anna):
        make_order(seen_long_ago, starts_on=LONG_AGO, ends_on=None)
        Death.objects.create(resident=seen_long_ago, died_on=LONG_AGO, by=anna, at=EIGHT)

        assert due() == ["Claudio Dayné"]

    def test_is_sooner_whoever_nobody_ever_came_to(self, rosina):
        text = ConsentText.objects.order_by("pk").first()
        Consent.objects.create(
            resident=rosina, purpose=text.purpose, how="paper", text=text, decided_at=at(8, 0, date(2024, 11, 25)),
            country="FR",
        )  # fmt: skip

        assert due() == ["Rosina Berard"]

    def test_is_nobody_of_whom_no_contact_is_known_and_these_are_counted(self, rosina, delfina):
        told = retention(Resident.objects.known(), on=TODAY)

        assert (told.due, told.without_contact) == ([], 2)

    def test_is_nobody_of_a_country_without_a_rule(self, seen_long_ago):
        commune = seen_long_ago.household.commune
        commune.country = "AD"
        commune.save()

        told = retention(Resident.objects.known(), on=TODAY)

        assert (told.due, told.without_rule) == ([], 1)

    def test_waits_for_a_french_birthday_of_which_only_the_year_is_known(self, seen_long_ago):
        commune = seen_long_ago.household.commune
        commune.country = "FR"
        commune.save()
        seen_long_ago.born_on, seen_long_ago.born_in_year = None, 2012
        seen_long_ago.save()

        assert term_of(seen_long_ago, on=TODAY).until == date(2040, 12, 31)

    def test_comes_ten_years_after_a_french_death(self, seen_long_ago, anna):
        commune = seen_long_ago.household.commune
        commune.country = "FR"
        commune.save()
        Death.objects.create(resident=seen_long_ago, died_on=date(2016, 11, 25), by=anna, at=EIGHT)

        assert due() == ["Claudio Dayné"]

    @pytest.mark.parametrize(
        ("on", "last"),
        [(TODAY - timedelta(days=1), LONG_AGO), (TODAY, TODAY)],
        ids=["is nothing before its day", "counts on its day"],
    )
    def test_is_told_by_what_has_happened_and_a_visit_promised(self, on, last, seen_long_ago, make_order):
        Visit.objects.create(order=make_order(seen_long_ago, starts_on=LONG_AGO, ends_on=TODAY), day=TODAY)

        term = term_of(seen_long_ago, on=on)

        assert (term.last_contact, term.until.year) == (last, last.year + 10)

    def test_is_told_by_decisions_up_to_midnight(self, rosina):
        text = ConsentText.objects.order_by("pk").first()
        for instant in (at(23, 59), at(0, 0, TODAY + timedelta(days=1))):
            Consent.objects.create(
                resident=rosina, purpose=text.purpose, how="paper", text=text, decided_at=instant, country="FR"
            )

        assert term_of(rosina, on=TODAY).last_contact == TODAY

    def test_costs_the_same_for_many(self, seen_long_ago, rosina, delfina, emilio, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            retention(Resident.objects.known(), on=TODAY)


class TestErasingAfterTheTerm:
    def test_leaves_the_rule_that_was_in_force(self, seen_long_ago):
        erasure = erase_after_term(resident=seen_long_ago, by=None, at=EIGHT)

        assert (erasure.kept["rule"], erasure.kept["until"]) == ("it-care", "2026-11-25")

    def test_is_refused_a_day_too_early(self, seen_long_ago):
        with pytest.raises(TermNotOver):
            erase_after_term(resident=seen_long_ago, by=None, at=EIGHT - timedelta(days=1))

        assert Resident.objects.known().filter(pk=seen_long_ago.pk).exists()


class TestThePage:
    def test_names_whose_term_is_over_to_their_coordinator(self, client, anna, seen_long_ago):
        client.force_login(anna)

        page = client.get(reverse("retention")).content.decode()

        assert "Claudio Dayné" in page
        assert "art. 2946" in page
        assert "Italy: somebody looked after the person" in page
        assert "it-care" not in page

    def test_tells_the_officer_numbers_and_no_names(self, client, officer, seen_long_ago):
        client.force_login(officer)

        page = client.get(reverse("retention")).content.decode()

        assert f">{seen_long_ago.pk}</th>" in page
        assert "Dayné" not in page

    def test_keeps_in_the_audit_whom_the_officer_was_shown(self, client, officer, seen_long_ago):
        client.force_login(officer)

        client.get(reverse("retention"))

        assert AuditPerson.objects.get(person_id=seen_long_ago.pk).ground == "officer"

    def test_tells_the_coordinator_beyond_the_pass_of_nobody_here(self, client, camille, seen_long_ago):
        client.force_login(camille)

        assert "Dayné" not in client.get(reverse("retention")).content.decode()

    def test_is_not_there_for_a_nurse(self, client, valentina):
        client.force_login(valentina.user)

        assert client.get(reverse("retention")).status_code == 404

    def test_lists_the_erasures_that_wait(self, client, anna, bruno, officer, rosina):
        request_erasure(resident=rosina, ground="unlawful", reason="", archive="", by=anna, at=EIGHT)

        for user, shown in ((bruno, "Rosina Berard"), (officer, f"Record {rosina.pk}")):
            client.force_login(user)

            assert shown in client.get(reverse("retention")).content.decode()
