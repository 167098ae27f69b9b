from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from cordata.accounts.models import Area, Role, User
from cordata.accounts.queries import demo_people
from cordata.care.models import Encounter, Visit, VisitOrder
from cordata.config.demo import build, week
from cordata.config.demo import valley as dice
from cordata.config.demo.load import load
from cordata.people.models import Household, Resident
from cordata.places.models import Commune
from cordata.workforce.models import Professional, Shift
from tests.clock import SEVEN, TODAY
from tests.config.conftest import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(hamlets) -> Area:
    """The small valley, stored, with no visit made yet."""
    return load(hamlets, [], since=MONDAY, at=SEVEN)


class TestLoad:
    def test_stores_everybody_and_marks_them_as_made_up(self, area, hamlets):
        residents, team = Resident.objects.all(), Professional.objects.all()

        assert residents.count() == len(hamlets.residents) + len(hamlets.doubles)
        assert team.count() == len(hamlets.team)
        assert not residents.filter(is_synthetic=False).exists()
        assert not team.filter(is_synthetic=False).exists()

    def test_stores_all_communes_of_the_valley(self, area):
        assert Commune.objects.filter(area=area).count() == 74

    def test_lets_anna_coordinate_and_valentina_work(self, area):
        roles = Role.objects.on(TODAY).order_by("pk")

        found = {(role.user.first_name, role.kind) for role in roles}

        assert {("Anna", "coordinator"), ("Valentina", "professional")} <= found

    def test_lets_the_cast_sign_in_with_the_password_of_the_demo(self, area, settings):
        anna = User.objects.get(email="anna@cordata.example")

        assert anna.check_password(settings.CORDATA_DEMO_PASSWORD)

    def test_puts_shifts_on_the_valley_s_own_clock(self, area):
        valentina = Professional.objects.get(given_name="Valentina")

        shift = Shift.objects.get(professional=valentina, day=TODAY)

        assert shift.starts_at.astimezone(ZoneInfo("Europe/Rome")).hour == 7

    def test_ties_the_physiotherapist_s_visit_to_the_nurse_s(self, lands):
        villages = dice.make(lands["valle-d-aosta"], scale=0.2, seed=1, monday=MONDAY)
        tied = {(one.key, one.follows) for one in villages.orders if one.follows}

        load(villages, [], since=MONDAY, at=SEVEN)

        followers = VisitOrder.objects.filter(follows__isnull=False).order_by("pk")
        assert {(one.external_id, one.follows.external_id) for one in followers.select_related("follows")} == tied
        assert tied

    def test_remembers_who_came_in_the_days_before(self, hamlets):
        past = dice.past(hamlets, until=MONDAY, seed=1)

        load(hamlets, past, since=MONDAY - build.KNOWN_FOR, at=SEVEN)

        assert Encounter.objects.count() == len(past)
        assert Encounter.objects.filter(visit__day__gte=MONDAY).count() == 0


class TestCarryOn:
    def test_gives_today_and_the_coming_days_their_visits(self, area):
        week.carry_on(area, today=TODAY)

        days = Counter(Visit.objects.order_by("pk").values_list("day", flat=True))
        assert set(days) == {TODAY + timedelta(days=ahead) for ahead in range(week.DAYS_AHEAD)}

    def test_changes_nothing_the_second_time(self, area):
        week.carry_on(area, today=TODAY)
        before = (Visit.objects.count(), Shift.objects.count())

        week.carry_on(area, today=TODAY)

        assert (Visit.objects.count(), Shift.objects.count()) == before

    def test_repeats_the_hours_of_the_last_week_weeks_later(self, area):
        later = TODAY + timedelta(weeks=9)

        week.carry_on(area, today=later)

        then = Shift.objects.filter(day=later).order_by("professional").values_list("professional", flat=True)
        now = Shift.objects.filter(day=TODAY).order_by("professional").values_list("professional", flat=True)
        assert list(then) == list(now)

    def test_keeps_the_clock_s_hour_across_the_end_of_winter_time(self, area):
        summer = TODAY.replace(year=2027, month=4, day=1)

        week.carry_on(area, today=summer)

        shift = Shift.objects.filter(day=summer, professional__given_name="Valentina").get()
        assert shift.starts_at.astimezone(ZoneInfo("Europe/Rome")).hour == 7

    def test_gives_no_hours_to_real_people(self, area):
        real = Professional.objects.get(given_name="Valentina")
        Professional.objects.filter(pk=real.pk).update(is_synthetic=False)
        later = TODAY + timedelta(weeks=9)

        week.carry_on(area, today=later)

        assert not Shift.objects.filter(professional=real, day__gte=later - timedelta(days=7)).exists()

    def test_fills_this_week_although_somebody_has_hours_next_month(self, area, make_shift):
        valentina = Professional.objects.get(given_name="Valentina")
        later = TODAY + timedelta(weeks=9)
        make_shift(valentina, later + timedelta(weeks=4))

        week.carry_on(area, today=later)

        assert Shift.objects.filter(professional=valentina, day=later).exists()


class TestBuild:
    def test_finds_both_valleys_missing_in_an_empty_database(self, lands):
        assert build.missing(lands.values()) == list(lands.values())

    def test_finds_nothing_missing_when_run_again_so_that_what_was_entered_stays(self, area, lands):
        Resident.objects.filter(given_name="Claudio").update(matters="vedere il mare")

        missing = build.missing([lands["valle-d-aosta"]])

        assert missing == []
        assert Resident.objects.filter(matters="vedere il mare").exists()

    def test_adds_no_made_up_people_to_real_ones(self, area, lands):
        home = Household.objects.order_by("pk")[0]
        Resident.objects.create(external_id="r", given_name="Vera", family_name="Vera", household=home, language="it")

        with pytest.raises(build.RealPeopleHere):
            build.missing(lands.values())

    def test_says_what_emptying_takes_away(self, area, hamlets):
        lost = build.what_is_lost()

        assert lost["residents"] == len(hamlets.residents) + len(hamlets.doubles)
        assert lost["users"] == User.objects.count()


class TestDemoPeople:
    def test_are_offered_once_each_whatever_their_roles(self, area, lands):
        beyond = dice.make(lands["tarentaise"], scale=0.1, seed=1, monday=MONDAY)
        load(beyond, [], since=MONDAY, at=SEVEN)

        people = demo_people(day=TODAY)
        offered = [one.user.first_name for one in people]

        assert offered.count("Anna") == 1
        assert offered[:2] == ["Anna", "Camille"]
        assert people[0].areas == "Valle d’Aosta, Tarentaise"
        assert "Stefano" in offered
