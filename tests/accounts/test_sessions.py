"""A session's life: its id, its end, the places where one is signed in."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as django_settings

from cordata.accounts.models import AuditEntry
from tests.clock import NINE
from tests.village import PASSWORD

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"


def later(**span: int):
    return time_machine.travel(NINE + timedelta(**span), tick=True)


class TestTheSessionsId:
    def test_is_another_once_somebody_signs_in(self, client, anna):
        client.post("/language/", {"language": "fr"})
        planted = client.cookies[django_settings.SESSION_COOKIE_NAME].value

        client.post("/sign-in/", {"email": anna.email, "password": PASSWORD})

        assert client.cookies[django_settings.SESSION_COOKIE_NAME].value != planted

    def test_that_was_planted_opens_nothing(self, client, anna):
        planted = "a" * 32
        client.cookies[django_settings.SESSION_COOKIE_NAME] = planted
        client.post("/sign-in/", {"email": anna.email, "password": PASSWORD})
        thief = type(client)()
        thief.cookies[django_settings.SESSION_COOKIE_NAME] = planted

        assert thief.get("/account/").status_code == 302

    def test_is_another_after_the_second_factor(self, client, signed_in, anna, codes_of):
        code = codes_of(anna)
        signed_in(anna)
        halfway = client.cookies[django_settings.SESSION_COOKIE_NAME].value

        client.post("/sign-in/second-factor/", {"code": code()})

        assert client.cookies[django_settings.SESSION_COOKIE_NAME].value != halfway

    def test_opens_nothing_after_signing_out(self, as_anna):
        kept = as_anna.cookies[django_settings.SESSION_COOKIE_NAME].value
        as_anna.post("/sign-out/")
        as_anna.cookies[django_settings.SESSION_COOKIE_NAME] = kept

        assert as_anna.get("/account/").status_code == 302


class TestASession:
    def test_ends_after_an_hour_without_use(self, as_anna):
        with later(hours=1):
            answer = as_anna.get("/account/")

            assert answer.url == "/sign-in/?next=%2Faccount%2F"
            assert as_anna.get("/account/").status_code == 302

    def test_says_why_it_ended(self, as_anna):
        with later(hours=1):
            page = as_anna.get("/account/", follow=True).content.decode()

        assert "nobody had used this session" in page

    def test_goes_on_while_it_is_used(self, as_anna):
        for minutes in range(50, 11 * 60, 50):
            with later(minutes=minutes):
                assert as_anna.get("/account/").status_code == 200

    def test_ends_after_twelve_hours_however_it_is_used(self, as_anna):
        for minutes in range(50, 12 * 60, 50):
            with later(minutes=minutes):
                as_anna.get("/account/")

        with later(hours=12):
            assert as_anna.get("/account/").status_code == 302

    def test_is_not_kept_alive_by_a_page_that_asks_by_itself(self, as_anna):
        for minutes in (20, 40, 59):
            with later(minutes=minutes):
                as_anna.get("/account/", headers={"Cordata-Background": "1"})

        with later(minutes=61):
            assert as_anna.get("/account/").status_code == 302

    def test_is_kept_alive_by_somebody_at_the_keyboard(self, as_anna):
        with later(minutes=50):
            assert as_anna.get("/account/use/").status_code == 204

        with later(minutes=100):
            assert as_anna.get("/account/").status_code == 200

    def test_leads_a_module_of_a_page_to_the_door(self, as_anna):
        with later(hours=2):
            answer = as_anna.get("/people/", headers={"HX-Request": "true"})

        assert (answer.status_code, answer["HX-Redirect"]) == (403, "/sign-in/")

    def test_costs_no_query_of_its_own_while_it_was_just_used(self, client, anna, assert_num_queries):
        client.force_login(anna)

        with assert_num_queries(2):  # the session and its user
            client.get("/account/use/")

    def test_costs_three_once_in_half_a_minute(self, as_anna, assert_num_queries):
        with later(minutes=1), assert_num_queries(2 + 1 + 3):  # seen at the place, and the session with its savepoint
            as_anna.get("/account/use/")


class TestThePlacesWhereOneIsSignedIn:
    @pytest.fixture
    def telephone(self, client, anna):
        """Anna's telephone, where she is signed in too."""
        other = type(client)()
        words = {"email": anna.email, "password": PASSWORD}
        other.post("/sign-in/", words, headers={"User-Agent": IPHONE}, REMOTE_ADDR="198.51.100.3")
        return other

    @pytest.fixture
    def desk(self, client, anna):
        client.post("/sign-in/", {"email": anna.email, "password": PASSWORD}, headers={"User-Agent": FIREFOX})
        return client

    def test_are_told_by_device_and_address_this_one_first(self, telephone, desk):
        places = desk.get("/account/").context["places"]

        assert [(str(one.device), one.browser, one.is_here) for one in places] == [
            ("Linux", "Firefox", True),
            ("iPhone", "Safari", False),
        ]
        assert places[1].address == "198.51.100.3"

    def test_tell_when_they_were_last_used(self, telephone, desk):
        with later(minutes=10):
            telephone.get("/about/")

            place = desk.get("/account/").context["places"][1]

        assert place.last_used_at >= NINE + timedelta(minutes=10)

    def test_can_be_signed_out_from_afar(self, telephone, desk, anna):
        place = desk.get("/account/").context["places"][1]

        desk.post(f"/account/places/{place.pk}/closure/")

        assert telephone.get("/account/").status_code == 302
        assert desk.get("/account/").status_code == 200
        assert AuditEntry.objects.filter(where="place_closure", user_id=anna.pk).exists()

    def test_can_be_signed_out_all_at_once(self, telephone, desk):
        desk.post("/account/places/closure/")

        assert telephone.get("/account/").status_code == 302
        assert desk.get("/account/").status_code == 200

    def test_of_others_are_nobodys(self, desk, bruno):
        place = UserSession.objects.create(user=bruno, ip="192.0.2.1", session_key="b" * 32, user_agent="")

        assert desk.post(f"/account/places/{place.pk}/closure/").status_code == 404

    def test_are_nobodys_who_has_not_signed_in(self, client):
        assert client.get("/account/").url.startswith("/sign-in/")
