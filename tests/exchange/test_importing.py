import json

import pytest
from click.testing import CliRunner

from cordata.care.models import Visit, VisitOrder
from cordata.exchange.commands import import_
from cordata.people.models import Household, Resident
from cordata.places.models import Commune
from cordata.workforce.models import Professional, Shift

from .tables import PROFESSIONALS, VISITS, visits_with, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def aosta(valley):
    values = {
        "name": "Aosta",
        "area": valley,
        "population": 34_102,
        "lat": 45.73764,
        "lon": 7.31722,
        "altitude_m": 585,
    }
    return Commune.objects.get_or_create(country="IT", code="007003", defaults=values)[0]


@pytest.fixture
def take_in(valley, usl, aosta):
    def run(folder, *arguments):
        words = ["visits", str(folder), "--area", valley.code, "--organisation", usl.code, "--json", *arguments]
        return CliRunner().invoke(import_, words, catch_exceptions=False)

    return run


class TestTakingInAFolder:
    def test_stores_people_professionals_and_visits(self, take_in, tmp_path, valley):
        answer = take_in(write(tmp_path))

        visit = Visit.objects.get(order__external_id=f"{valley.code}:V2")
        assert json.loads(answer.stdout) == {"professionals": 2, "residents": 2, "visits": 2}
        assert (visit.order.minutes, visit.order.gap_min_minutes, visit.order.gap_max_minutes) == (40, 30, 120)
        assert visit.order.follows.external_id == f"{valley.code}:V1"
        assert [one.external_id for one in visit.order.forbidden.order_by("pk")] == [f"{valley.code}:P1"]
        assert str(visit.order.resident) == "Claudio M."
        assert visit.order.resident.household.commune.name == "Aosta"

    def test_lets_the_visit_end_within_its_window(self, take_in, tmp_path, valley):
        take_in(write(tmp_path))

        window = Visit.objects.get(order__external_id=f"{valley.code}:V1").windows.get()

        assert f"{window.opens_at:%H:%M}–{window.closes_at:%H:%M}" == "07:00–07:45"  # UTC
        assert window.is_hard

    def test_twice_stores_once_and_brings_up_to_date(self, take_in, tmp_path):
        take_in(write(tmp_path))
        take_in(write(tmp_path, visits_with(minutes="20")))

        assert (Visit.objects.count(), VisitOrder.objects.count(), Resident.objects.count()) == (2, 2, 2)
        assert (Professional.objects.count(), Shift.objects.count(), Household.objects.count()) == (2, 2, 2)
        assert VisitOrder.objects.get(external_id__endswith="V1").minutes == 20

    def test_of_two_visits_to_one_person_knows_them_as_one(self, take_in, tmp_path):
        take_in(write(tmp_path, visits_with(row=1, name="Rosina B.")))

        assert Resident.objects.count() == 1

    def test_gives_a_professional_without_a_date_every_day(self, take_in, tmp_path, valley):
        rows = [*VISITS, VISITS[0] | {"id": "V3", "date": "27/11/2026"}]

        take_in(write(tmp_path, rows, PROFESSIONALS))

        assert Shift.objects.filter(professional__external_id=f"{valley.code}:P2").count() == 2


class TestRefusing:
    def test_a_folder_with_a_fault_stores_nothing(self, take_in, tmp_path):
        answer = take_in(write(tmp_path, visits_with(row=1, minutes="long")))

        assert answer.exit_code == 3
        assert not Visit.objects.exists()
        assert not Professional.objects.exists()

    def test_an_unknown_area_is_named_with_the_known_ones(self, take_in, tmp_path, valley, usl):
        words = ["visits", str(write(tmp_path)), "--area", "atlantis", "--organisation", usl.code]

        answer = CliRunner().invoke(import_, words)

        assert answer.exit_code == 2
        assert valley.code in answer.output

    def test_an_unreadable_extract_keeps_the_old_roads(self, tmp_path, settings):
        settings.CORDATA_DATA = tmp_path
        broken = tmp_path / "broken.osm.pbf"
        broken.write_bytes(b"no roads here")

        answer = CliRunner().invoke(import_, ["roads", str(broken), "--json"])

        assert answer.exit_code == 4
        assert not (tmp_path / "roads").exists()
