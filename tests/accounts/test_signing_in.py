import pytest
from django.conf import settings as django_settings

from tests.village import PASSWORD

ONWARD = "/about/"


@pytest.fixture
def sign_in(client):
    """Send the sign-in form."""

    def send(email: str, password: str, onward: str = ONWARD):
        return client.post("/sign-in/", {"email": email, "password": password, "next": onward})

    return send


class TestSignIn:
    def test_opens_the_page_that_was_asked_for(self, client, sign_in, anna):
        answer = sign_in(anna.email, PASSWORD)

        assert (answer.status_code, answer.url) == (302, ONWARD)
        assert client.session["_auth_user_id"] == str(anna.pk)

    def test_reads_the_address_in_capitals_too(self, sign_in, anna):
        assert sign_in(anna.email.upper(), PASSWORD).status_code == 302

    def test_refuses_a_wrong_password_and_keeps_the_address(self, client, sign_in, anna):
        answer = sign_in(anna.email, "wrong")

        assert answer.status_code == 422
        assert f'value="{anna.email}"' in answer.content.decode()
        assert "_auth_user_id" not in client.session

    def test_says_the_same_of_a_stranger_as_of_a_wrong_password(self, sign_in, anna):
        wrong, stranger = sign_in(anna.email, "wrong"), sign_in("nobody@example.org", "wrong")

        assert wrong.context["form"].non_field_errors() == stranger.context["form"].non_field_errors()

    def test_refuses_somebody_who_left(self, sign_in, anna):
        anna.is_active = False
        anna.save()

        assert sign_in(anna.email, PASSWORD).status_code == 422

    def test_never_leads_to_another_machine(self, sign_in, anna):
        answer = sign_in(anna.email, PASSWORD, onward="https://elsewhere.example/")

        assert answer.url == "/"

    def test_does_not_ask_again_of_somebody_signed_in(self, client, anna):
        client.force_login(anna)

        assert client.get(f"/sign-in/?next={ONWARD}").url == ONWARD

    def test_asks_for_both_fields(self, sign_in, db):
        assert set(sign_in("", "").context["form"].errors) == {"email", "password"}


class TestDemoPeople:
    def test_are_offered_in_the_demo_coordinators_first(self, client, settings, anna, valentina):
        settings.CORDATA_DEMO = True

        page = client.get(f"/sign-in/?next={ONWARD}").content.decode()

        assert page.index(str(anna)) < page.index("Valentina")
        assert "nessuno qui è una persona reale" in page

    def test_are_never_offered_outside_the_demo(self, client, settings, anna):
        settings.CORDATA_DEMO = False

        page = client.get(f"/sign-in/?next={ONWARD}").content.decode()

        assert anna.email not in page
        assert settings.CORDATA_DEMO_PASSWORD not in page


class TestSignOut:
    def test_closes_the_session(self, client, anna):
        client.force_login(anna)

        answer = client.post("/sign-out/")

        assert answer.url == "/sign-in/"
        assert "_auth_user_id" not in client.session

    def test_takes_a_press_not_a_link(self, client, anna):
        client.force_login(anna)

        assert client.get("/sign-out/").status_code == 405


class TestLanguage:
    def test_is_kept_with_the_person(self, client, anna):
        client.force_login(anna)

        answer = client.post("/language/", {"language": "fr", "next": ONWARD})

        anna.refresh_from_db()
        assert (answer.url, anna.language) == (ONWARD, "fr")
        assert 'lang="fr"' in client.get(ONWARD).content.decode()

    def test_comes_back_when_the_person_signs_in(self, client, sign_in, anna):
        anna.language = "de"
        anna.save()

        sign_in(anna.email, PASSWORD)

        assert 'lang="de"' in client.get(ONWARD).content.decode()

    def test_chosen_on_the_way_in_wins(self, client, sign_in, anna):
        client.post("/language/", {"language": "fr", "next": ONWARD})

        sign_in(anna.email, PASSWORD)

        anna.refresh_from_db()
        assert anna.language == "fr"

    def test_that_we_do_not_speak_changes_nothing(self, client, anna):
        client.force_login(anna)

        answer = client.post("/language/", {"language": "xx", "next": ONWARD})

        assert answer.status_code == 302
        assert django_settings.LANGUAGE_COOKIE_NAME not in answer.cookies
