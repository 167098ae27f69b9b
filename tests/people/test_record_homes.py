from datetime import date

import pytest

from cordata.accounts.models import AuditEntry
from cordata.base.geo import Point
from cordata.people.actions.homes import follow_residences
from cordata.people.models import Household, Residence, Resident, Revision
from cordata.people.queries.isolation import isolation, nearest_closed_road
from cordata.places.models import Closure
from cordata.places.queries import segments
from tests.clock import EIGHT, TODAY, at
from tests.people.records import row, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_anna(client, anna):
    client.force_login(anna)
    return client


@pytest.fixture
def aldo(make_resident, claudio) -> Resident:
    """Claudio's brother, who lives with him."""
    brother = make_resident("Aldo", "Dayné", "Valsavarenche", "Dégioz", (45.5925, 7.2106))
    brother.household = claudio.household
    brother.save()
    return brother


class TestAnAddressPutRight:
    def test_is_right_for_everybody_who_lives_there(self, as_anna, claudio, aldo):
        save(as_anna, claudio, "home", row(claudio, "home", address="Fraz. Dégioz 14"))

        assert Household.objects.get(pk=claudio.household_id).address == "Fraz. Dégioz 14"
        assert {one.resident for one in Revision.objects.filter(after="Fraz. Dégioz 14").order_by("pk")} == {
            *(claudio, aldo)
        }
        aldo.refresh_from_db()
        assert aldo.version == 2

    def test_in_another_hamlet_moves_on_the_map(self, as_anna, claudio, rosina):
        save(as_anna, claudio, "home", row(claudio, "home", place="bruil"))

        home = Household.objects.get(pk=claudio.household_id)
        assert (home.hamlet.name, home.lat) == ("Bruil", 45.5697)

    def test_says_who_else_lives_there(self, as_anna, claudio, aldo):
        from tests.people.records import address

        page = as_anna.get(address(claudio, "home")).content.decode()

        assert "Aldo Dayné lives here too" in page

    def test_is_undone_for_everybody(self, as_anna, claudio, aldo):
        from django.urls import reverse

        save(as_anna, claudio, "home", row(claudio, "home", address="Fraz. Dégioz 14"))

        as_anna.post(f"{reverse('record_undo', args=[claudio.pk, 'home'])}?version={claudio.version}")

        assert Household.objects.get(pk=claudio.household_id).address == "Fraz. Dégioz 1"


def new_home(**texts: object) -> dict[str, object]:
    return {"use": "home", "place": "Bruil, Rhêmes-Notre-Dame", "address": "Fraz. Bruil 9", **texts}


class TestAMove:
    def test_leads_to_the_new_home_from_its_day_on(self, as_anna, claudio, rosina):
        before = claudio.household

        save(as_anna, claudio, "home", row(claudio, "home"), new_home(since_on="2026-01-01"))

        assert claudio.household != before
        assert claudio.household.address == "Fraz. Bruil 9"
        assert claudio.residences.count() == 2
        assert Revision.objects.filter(field="household", before=str(before.pk)).exists()

    def test_ahead_leaves_them_where_they_are_until_then(self, as_anna, claudio, rosina):
        before = claudio.household
        save(as_anna, claudio, "home", row(claudio, "home"), new_home(since_on="2027-03-01"))
        assert claudio.household == before

        moved = follow_residences(on=date(2027, 3, 1), at=EIGHT)

        claudio.refresh_from_db()
        assert moved == [claudio]
        assert claudio.household.address == "Fraz. Bruil 9"

    def test_to_where_somebody_lives_asks_whether_they_live_together(self, as_anna, claudio, rosina):
        there = new_home(address=rosina.household.address.upper(), since_on="2026-01-01")

        answer = save(as_anna, claudio, "home", row(claudio, "home"), there)

        assert answer.status_code == 422
        assert "Rosina Berard" in answer.content.decode()

    @pytest.mark.parametrize("together", [True, False])
    def test_joins_the_household_or_begins_another(self, together, as_anna, claudio, rosina):
        joins = str(rosina.household_id) if together else "another"
        there = new_home(address=rosina.household.address, since_on="2026-01-01", joins=joins)

        save(as_anna, claudio, "home", row(claudio, "home"), there)

        assert claudio.household.address == rosina.household.address
        assert (claudio.household == rosina.household) is together

    def test_into_a_household_that_is_not_there_is_asked_again(self, as_anna, claudio, rosina, emilio):
        there = new_home(address=rosina.household.address, joins=str(emilio.household_id))

        answer = save(as_anna, claudio, "home", row(claudio, "home"), there)

        assert answer.status_code == 422

    def test_into_a_household_by_its_number_alone_begins_a_new_one(self, as_anna, claudio, emilio, rosina):
        there = new_home(joins=str(emilio.household_id), since_on="2026-01-01")

        save(as_anna, claudio, "home", row(claudio, "home"), there)

        assert claudio.household.address == "Fraz. Bruil 9"
        assert claudio.household != emilio.household

    @pytest.mark.parametrize(
        "wrong",
        [
            {"place": "Atlantis"},
            {"place": ""},
            {"address": ""},
            {"first_month": "11"},
            {"since_on": "2026-05-01", "until_on": "2026-04-01"},
            {"first_month": "13", "last_month": "14"},
        ],
    )
    def test_that_cannot_be_is_refused(self, wrong, as_anna, claudio, rosina):
        answer = save(as_anna, claudio, "home", row(claudio, "home"), new_home(**wrong))

        assert answer.status_code == 422
        assert claudio.residences.count() == 0

    def test_to_a_name_that_several_places_bear_names_them(self, as_anna, claudio, make_resident):
        make_resident("Zita", "Favre", "Cogne", "Champex", (45.6, 7.3))
        make_resident("Ugo", "Favre", "Introd", "Champex", (45.69, 7.18))

        answer = save(as_anna, claudio, "home", row(claudio, "home"), new_home(place="champex"))

        assert "Champex, Cogne; Champex, Introd" in answer.content.decode()


class TestTheWinterHome:
    @pytest.fixture
    def wintering(self, claudio, rosina) -> Resident:
        """Claudio, who spends November to March in Rosina's house."""
        Residence.objects.create(resident=claudio, household=claudio.household)
        Residence.objects.create(
            resident=claudio, household=rosina.household, use="winter", first_month=11, last_month=3
        )
        return claudio

    def test_is_moved_into_and_out_of_as_the_months_go(self, wintering, rosina):
        home = wintering.household_id
        lived = []

        for day in (date(2026, 11, 26), date(2027, 3, 31), date(2027, 4, 1)):
            follow_residences(on=day, at=EIGHT)
            wintering.refresh_from_db()
            lived.append(wintering.household_id)

        assert lived == [rosina.household_id, rosina.household_id, home]

    def test_is_not_moved_into_twice(self, wintering):
        follow_residences(on=TODAY, at=EIGHT)

        assert follow_residences(on=TODAY, at=EIGHT) == []
        assert Revision.objects.get().by is None

    def test_is_kept_in_the_audit(self, wintering):
        follow_residences(on=TODAY, at=EIGHT)

        entry = AuditEntry.objects.get(where="follow_residences")
        assert list(entry.persons.values_list("person_id", "what", "ground")) == [(wintering.pk, "write", "job")]

    def test_costs_one_look_at_those_whose_home_changes(self, wintering, emilio, assert_num_queries):
        Residence.objects.create(resident=emilio, household=emilio.household)
        follow_residences(on=TODAY, at=EIGHT)

        with assert_num_queries(2):
            follow_residences(on=TODAY, at=EIGHT)


class TestIsolation:
    def test_tells_height_and_who_lives_there(self, claudio, aldo, assert_num_queries):
        with assert_num_queries(2):
            facts = isolation(claudio, at(12, day=date(2026, 7, 1)))

        assert (facts.altitude_m, facts.household_size, facts.lives_alone) == (1540, 2, None)

    def test_tells_the_nearest_road_that_is_closed(self, claudio, anna):
        road = next(one for one in segments() if "Dégioz" in one.label)
        Closure.objects.create(
            segment=road.key, label=road.label, from_at=at(7), reason="Avalanche", by=anna, at=at(7)
        )

        found = isolation(claudio, at(8)).closed_road

        assert found.label == road.label
        assert found.metres < 2_000

    def test_says_nothing_of_roads_far_away(self, claudio):
        assert nearest_closed_road(Point(38.0, 15.0), at(8)) is None
