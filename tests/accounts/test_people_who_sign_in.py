from datetime import date, timedelta

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction

from cordata.accounts.models import DataProtectionOfficer, Role, User
from cordata.accounts.queries import SHOWN_PEOPLE, demo_people, roles_of
from tests.clock import TODAY
from tests.village import PASSWORD, make_user

pytestmark = pytest.mark.django_db


class TestAnAddress:
    def test_given_with_capitals_signs_in_however_it_is_typed(self, client):
        User.objects.create_user("Ida.Blanc@Cordata.example", PASSWORD)

        answers = [
            client.post("/sign-in/", {"email": typed, "password": PASSWORD})
            for typed in ("Ida.Blanc@Cordata.example", "ida.blanc@cordata.example")
        ]

        assert [answer.status_code for answer in answers] == [302, 302]

    def test_belongs_to_one_person_whatever_its_capitals(self, anna):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create_user(anna.email.upper(), PASSWORD)


class TestAPassword:
    def test_is_never_stored_as_it_was_typed(self, anna):
        assert PASSWORD not in anna.password

    def test_may_begin_and_end_with_a_space(self, client):
        User.objects.create_user("ida@cordata.example", " stelle alpine ")

        answer = client.post("/sign-in/", {"email": "ida@cordata.example", "password": " stelle alpine "})

        assert answer.status_code == 302

    def test_without_its_spaces_is_another(self, client):
        User.objects.create_user("ida@cordata.example", " stelle alpine ")

        answer = client.post("/sign-in/", {"email": "ida@cordata.example", "password": "stelle alpine"})

        assert answer.status_code == 422

    def test_of_nobody_yet_lets_nobody_in(self, client):
        User.objects.create_user("ida@cordata.example")

        assert client.post("/sign-in/", {"email": "ida@cordata.example", "password": "None"}).status_code == 422


class TestAName:
    def test_is_the_address_where_there_is_no_other(self):
        assert str(User(email="ida@cordata.example")) == "ida@cordata.example"
        assert str(User(email="ida@cordata.example", first_name="Ida")) == "Ida"


class TestSigningInPage:
    def test_that_nobody_has_sent_yet_refuses_nothing(self, client):
        assert client.get("/sign-in/").status_code == 200

    def test_leads_to_the_first_page_where_none_was_asked_for(self, client, anna):
        answer = client.post("/sign-in/", {"email": anna.email, "password": PASSWORD})

        assert answer.url == "/"

    def test_says_what_to_check_when_the_two_do_not_go_together(self, client, anna):
        client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"

        page = client.post("/sign-in/", {"email": anna.email, "password": "wrong"}).content.decode()

        assert "do not go together. Check both and try again." in page


class TestTheLanguageOfAVisitor:
    def test_is_kept_before_anybody_signs_in(self, client):
        client.post("/language/", {"language": "fr", "next": "/about/"})

        assert 'lang="fr"' in client.get("/about/").content.decode()
        assert client.cookies[django_settings.LANGUAGE_COOKIE_NAME]["samesite"] == "Lax"

    @pytest.mark.parametrize("language", ["", "\0", "x" * 600, "x-" * 400])
    def test_that_is_none_changes_nothing(self, client, language):
        answer = client.post("/language/", {"language": language, "next": "/about/"})

        assert answer.url == "/about/"
        assert "language" not in client.session


class TestRolesOf:
    def test_are_those_in_force_the_one_taken_up_last_first(self, anna, tarentaise, usl):
        def give(area, starts: date, ends: date | None = None) -> Role:
            return Role.objects.create(
                user=anna, kind="professional", organisation=usl, area=area, starts_on=starts, ends_on=ends
            )

        ended = give(tarentaise, TODAY - timedelta(days=9), TODAY - timedelta(days=1))
        latest = give(tarentaise, TODAY, TODAY)
        future = give(tarentaise, TODAY + timedelta(days=1))

        found = roles_of(anna, day=TODAY)

        assert found == [latest, anna.roles.get(kind="coordinator")]
        assert not {ended, future} & set(found)

    def test_are_only_ones_own(self, anna, bruno):
        assert [role.user for role in roles_of(bruno, day=TODAY)] == [bruno]


class TestDemoPeople:
    def test_are_each_offered_once_with_their_first_role(self, anna, valley, usl):
        Role.objects.create(user=anna, kind="doctor", organisation=usl, area=valley, starts_on=date(2026, 1, 1))

        assert [one.what for one in demo_people(day=TODAY)] == [Role.Kind.COORDINATOR.label]

    def test_are_told_with_every_area_of_their_role(self, anna, usl, tarentaise):
        Role.objects.create(
            user=anna, kind="coordinator", organisation=usl, area=tarentaise, starts_on=date(2026, 1, 1)
        )

        (one,) = demo_people(day=TODAY)

        assert one.is_of_several_areas
        assert str(tarentaise) in one.areas

    def test_are_the_officers_too_after_everybody_else(self, anna, usl):
        dora = User.objects.create_user("dpo@cordata.example", first_name="Dora", last_name="Pellissier")
        DataProtectionOfficer.objects.create(user=dora, organisation=usl, starts_on=TODAY)

        assert [one.user for one in demo_people(day=TODAY)] == [anna, dora]

    def test_are_not_those_who_left_or_whose_role_has_ended(self, anna, bruno):
        anna.is_active = False
        anna.save()
        Role.objects.filter(user=bruno).update(ends_on=TODAY - timedelta(days=1))

        assert demo_people(day=TODAY) == []

    def test_are_no_more_than_one_can_look_over(self, valley, usl):
        for number in range(SHOWN_PEOPLE + 2):
            make_user(valley, usl, Role.Kind.DOCTOR, f"Ada{number}", "Blanc")

        assert len(demo_people(day=TODAY)) == SHOWN_PEOPLE
