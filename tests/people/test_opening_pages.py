"""The pages of an opening: the way in, the banner over the record, the review."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from cordata.accounts.auditing import hash_words
from cordata.accounts.models import AuditEntry, AuditPerson, Role
from cordata.people.actions.openings import review_opening
from cordata.people.models import BreakGlass
from tests.clock import EIGHT, NINE
from tests.people.conftest import REASON
from tests.village import make_user

pytestmark = pytest.mark.django_db


def found_page(client, **given: str):
    return client.post(reverse("opening_search"), given)


class TestTheWayIn:
    def test_leads_from_the_number_over_a_reason_to_the_record(self, client, ugo, claudio, number):
        client.force_login(ugo)

        ask = found_page(client, identifier=number).url
        answer = client.post(ask, {"reason": REASON})

        assert urlsplit(ask).path == reverse("opening", args=[claudio.pk])
        assert answer.url == reverse("person", args=[claudio.pk])
        assert BreakGlass.objects.get().reason == REASON

    def test_says_before_opening_what_will_happen_and_not_who_it_is(self, client, ugo, claudio, number):
        client.force_login(ugo)

        page = client.get(found_page(client, identifier=number).url).content.decode()

        assert "You read this one record for three hours." in page
        assert "Dayné" not in page

    def test_is_an_emergency_in_the_audit_from_the_first_step(self, client, ugo, claudio, number):
        client.force_login(ugo)

        ask = found_page(client, identifier=number).url
        client.get(ask)
        client.post(ask, {"reason": REASON})

        steps = AuditPerson.objects.filter(person_id=claudio.pk).order_by("entry")
        assert list(steps.values_list("what", "ground")) == [
            ("search", "break_glass"),
            ("read", "break_glass"),
            ("write", "break_glass"),
        ]

    def test_asks_for_a_real_reason(self, client, ugo, number):
        client.force_login(ugo)

        answer = client.post(found_page(client, identifier=number).url, {"reason": "  urgent   "})

        assert (answer.status_code, BreakGlass.objects.count()) == (422, 0)

    def test_says_that_too_many_wait(self, client, ugo, claudio, rosina, delfina, emilio, number):
        for one in (rosina, delfina, emilio):
            BreakGlass.objects.create(resident=one, user=ugo, reason=REASON, opened_at=EIGHT)
        client.force_login(ugo)

        answer = client.post(found_page(client, identifier=number).url, {"reason": REASON})

        assert (answer.status_code, "A coordinator has to review them" in answer.content.decode()) == (422, True)

    @pytest.mark.parametrize("given", [{}, {"given_name": "Claudio"}, {"identifier": "DYNCLD"}, {"born_on": "x"}])
    def test_finds_nothing_by_less_than_all(self, client, ugo, number, given):
        client.force_login(ugo)

        assert found_page(client, **given).status_code == 422

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"identifier": "BRDRSN41A01A326X"}, "BRDRSN41A01A326X"),
            ({"given_name": "Rosina", "family_name": "Berard", "born_on": "1941-01-01"}, "Rosina Berard"),
        ],
    )
    def test_keeps_in_the_audit_what_was_looked_for_and_not_found(self, given, words, client, ugo):
        client.force_login(ugo)

        found_page(client, **given)

        assert AuditEntry.objects.get(where="opening_search").search == hash_words(words)

    def test_leads_whoever_sees_the_person_straight_there(self, client, anna, claudio, number):
        client.force_login(anna)

        assert found_page(client, identifier=number).url == reverse("person", args=[claudio.pk])

    def test_is_closed_to_drivers(self, client, drina):
        client.force_login(drina)

        assert client.get(reverse("opening_search")).status_code == 403

    def test_cannot_be_walked_by_the_numbers_of_addresses(self, client, ugo, claudio, rosina, number):
        client.force_login(ugo)
        proof = urlsplit(found_page(client, identifier=number).url).query

        answers = [client.get(reverse("opening", args=[one])).status_code for one in (claudio.pk, 404404)]
        answers.append(client.get(f"{reverse('opening', args=[rosina.pk])}?{proof}").status_code)

        assert answers == [404, 404, 404]

    def test_is_nobody_elses(self, client, ugo, luc, number):
        client.force_login(ugo)
        ask = found_page(client, identifier=number).url
        client.force_login(luc.user)

        assert client.get(ask).status_code == 404


class TestAnOpenedRecord:
    @pytest.mark.parametrize("name", ["record", "death", "departure"])
    def test_is_read_and_not_changed(self, client, opened, ugo, claudio, name):
        client.force_login(ugo)
        address = reverse(name, args=[claudio.pk, "health"] if name == "record" else [claudio.pk])

        assert client.get(reverse("person", args=[claudio.pk])).status_code == 200
        assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)

    def test_has_no_way_to_change_it(self, client, opened, ugo, claudio):
        client.force_login(ugo)

        page = client.get(reverse("person", args=[claudio.pk])).content.decode()

        assert f"/people/{claudio.pk}/record/" not in page
        assert reverse("history", args=[claudio.pk]) not in page

    def test_is_said_before_to_be_for_reading(self, client, ugo, number):
        client.force_login(ugo)

        page = client.get(found_page(client, identifier=number).url).content.decode()

        assert "You change nothing in it" in page


class TestTheBanner:
    def test_stands_over_every_page_of_the_record(self, client, opened, ugo, claudio):
        client.force_login(ugo)

        page = client.get(reverse("circle", args=[claudio.pk])).content.decode()

        assert "Opened in an emergency" in page
        assert "It closes at 12:00" in page

    def test_is_not_shown_to_others(self, client, opened, anna, claudio):
        client.force_login(anna)

        assert "Opened in an emergency" not in client.get(reverse("circle", args=[claudio.pk])).content.decode()

    def test_closes_the_record(self, client, opened, ugo, claudio):
        client.force_login(ugo)

        client.post(reverse("opening_closing", args=[claudio.pk]))

        assert client.get(reverse("circle", args=[claudio.pk])).status_code == 404

    def test_closes_nothing_that_is_not_open(self, client, opened, anna, claudio):
        client.force_login(anna)

        assert client.post(reverse("opening_closing", args=[claudio.pk])).status_code == 404


class TestTheReviewPages:
    def test_list_what_waits_with_who_and_why(self, client, opened, anna):
        client.force_login(anna)

        page = client.get(reverse("openings")).content.decode()

        assert "Ugo Noro, doctor: Claudio Dayné" in page
        assert REASON in page

    def test_tell_the_officer_who_opened_and_not_whose_record(self, client, opened, officer):
        client.force_login(officer)

        page = client.get(reverse("opening_review", args=[opened.pk])).content.decode()

        assert "Ugo Noro" in page
        assert "Dayné" not in page

    def test_keep_the_outcome(self, client, opened, anna):
        client.force_login(anna)

        client.post(reverse("opening_review", args=[opened.pk]), {"outcome": "unjustified", "note": "His neighbour"})

        assert (opened.review.outcome, opened.review.by) == ("unjustified", anna)
        assert "His neighbour" in client.get(reverse("openings")).content.decode()

    def test_ask_for_a_note_unless_it_was_right(self, client, opened, anna):
        client.force_login(anna)

        answer = client.post(reverse("opening_review", args=[opened.pk]), {"outcome": "unjustified", "note": ""})

        assert answer.status_code == 422

    def test_say_that_somebody_was_quicker(self, client, opened, anna, bruno):
        review_opening(opening=opened, outcome="justified", note="", by=bruno, at=NINE)
        client.force_login(anna)

        answer = client.post(reverse("opening_review", args=[opened.pk]), {"outcome": "justified", "note": ""})

        assert (answer.status_code, "has reviewed this opening already" in answer.content.decode()) == (422, True)

    def test_are_refused_to_professionals_and_hidden_from_other_areas(self, client, opened, ugo, camille):
        client.force_login(ugo)
        refused = [client.get(reverse("openings")), client.get(reverse("opening_review", args=[opened.pk]))]
        client.force_login(camille)
        hidden = client.get(reverse("opening_review", args=[opened.pk]))

        assert [one.status_code for one in (*refused, hidden)] == [403, 403, 404]

    def test_say_so_when_nothing_waits(self, client, anna):
        client.force_login(anna)

        assert "Nothing to review" in client.get(reverse("openings")).content.decode()


class TestAPageThatIsNotThere:
    def test_tells_a_nurse_of_the_way_in_an_emergency_whether_there_is_a_record_or_not(self, client, luc, claudio):
        client.force_login(luc.user)

        pages = [client.get(reverse("person", args=[one])) for one in (claudio.pk, 404404)]

        assert [page.status_code for page in pages] == [404, 404]
        assert all(reverse("opening_search") in page.content.decode() for page in pages)

    def test_tells_no_driver_of_it(self, client, valley, usl, claudio):
        client.force_login(make_user(valley, usl, Role.Kind.DRIVER, "Piero", "Savin"))

        page = client.get(reverse("person", args=[claudio.pk])).content.decode()

        assert reverse("opening_search") not in page


class TestTheMorning:
    def test_names_the_day_and_the_person_of_each_opening_the_latest_first(self, client, anna, ugo, claudio):
        for reason, opened_at in (("on the floor", EIGHT - timedelta(days=1)), ("chest pain", EIGHT)):
            BreakGlass.objects.create(resident=claudio, user=ugo, reason=reason, opened_at=opened_at)
        client.force_login(anna)

        page = client.get(reverse("morning")).content.decode()

        assert page.index("26 November 2026, 08:00") < page.index("25 November 2026, 08:00")
        assert "Claudio Dayné, “chest pain”" in page
