import json
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from cordata.care.actions import cancel_visit, record_arrival
from cordata.care.models import Visit, VisitOrder, VisitWindow
from cordata.exchange.commands import import_
from cordata.people.models import Household, Resident
from cordata.places.models import Commune
from cordata.workforce.models import Professional, Shift
from tests.clock import EIGHT, SEVEN, TODAY, at

from .tables import PROFESSIONALS, VISITS, professionals_with, visits_with, write

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

    def test_stores_who_is_wished_for_what_is_needed_and_how_they_speak(self, take_in, tmp_path, valley):
        take_in(write(tmp_path, visits_with(people="2")))

        order = VisitOrder.objects.get(external_id=f"{valley.code}:V1")
        assert [one.external_id for one in order.preferred.order_by("pk")] == [f"{valley.code}:P1"]
        assert [one.pk for one in order.skills.order_by("pk")] == ["injection"]
        assert (order.kind, order.people, order.priority, order.language) == ("injection", 2, 4, "it")
        valentina = Professional.objects.get(external_id=f"{valley.code}:P1")
        assert (valentina.languages, valentina.base_lat) == (["fr", "it"], 45.7376)
        assert [one.pk for one in valentina.skills.order_by("pk")] == ["injection", "nursing"]

    def test_takes_back_a_wish_that_is_no_longer_there(self, take_in, tmp_path, valley):
        take_in(write(tmp_path))

        take_in(write(tmp_path, visits_with(preferred="", skills="nursing")))

        order = VisitOrder.objects.get(external_id=f"{valley.code}:V1")
        assert not order.preferred.exists()
        assert [one.pk for one in order.skills.order_by("pk")] == ["nursing"]

    def test_moves_a_visit_whose_date_was_corrected(self, take_in, tmp_path):
        take_in(write(tmp_path))

        take_in(write(tmp_path, [row | {"date": "27/11/2026"} for row in VISITS]))

        assert [visit.day for visit in Visit.objects.order_by("pk")] == [date(2026, 11, 27)] * 2
        assert {window.opens_at.date() for window in VisitWindow.objects.order_by("pk")} == {date(2026, 11, 27)}

    def test_leaves_a_visit_that_was_made_on_its_day(self, take_in, tmp_path, valley, luc):
        take_in(write(tmp_path))
        made = Visit.objects.get(order__external_id=f"{valley.code}:V1")
        record_arrival(visit=made, professional=luc, at=EIGHT)

        take_in(write(tmp_path, [row | {"date": "27/11/2026"} for row in VISITS]))

        days = Visit.objects.filter(order=made.order).order_by("day").values_list("day", flat=True)
        assert list(days) == [TODAY, date(2026, 11, 27)]

    def test_does_not_promise_a_cancelled_visit_again(self, take_in, tmp_path, valley, anna):
        take_in(write(tmp_path))
        withdrawn = Visit.objects.get(order__external_id=f"{valley.code}:V1")
        cancel_visit(visit=withdrawn, reason="hospital", by=anna, at=SEVEN)

        take_in(write(tmp_path))

        assert withdrawn not in Visit.objects.due()

    def test_takes_the_hours_of_a_day_before_those_of_every_day(self, take_in, tmp_path, valley):
        own = PROFESSIONALS[1] | {"date": "26/11/2026", "starts": "10:00"}

        take_in(write(tmp_path, professionals=[own, *PROFESSIONALS]))

        shift = Shift.objects.get(professional__external_id=f"{valley.code}:P2")
        assert shift.starts_at == at(10)

    def test_keeps_the_hours_of_a_day_without_visits(self, take_in, tmp_path, valley):
        take_in(write(tmp_path, professionals=professionals_with(date="28/11/2026")))

        shift = Shift.objects.get(professional__external_id=f"{valley.code}:P1")
        assert shift.day == date(2026, 11, 28)

    def test_takes_back_an_order_that_was_turned_round(self, take_in, tmp_path, valley):
        take_in(write(tmp_path))
        turned = [VISITS[0] | {"after": "V2"}, VISITS[1] | {"after": ""}]

        take_in(write(tmp_path, turned))

        second = VisitOrder.objects.get(external_id=f"{valley.code}:V2")
        assert second.follows is None
        assert [one.external_id for one in second.followers.order_by("pk")] == [f"{valley.code}:V1"]

    def test_forgets_a_break_that_is_no_longer_given(self, take_in, tmp_path, valley):
        take_in(write(tmp_path))
        assert Shift.objects.get(professional__external_id=f"{valley.code}:P1").break_minutes == 30

        take_in(write(tmp_path, professionals=professionals_with(**{"break": ""})))

        assert Shift.objects.get(professional__external_id=f"{valley.code}:P1").break_minutes == 0

    def test_keeps_the_profession_somebody_has_set_since(self, take_in, tmp_path, valley):
        take_in(write(tmp_path))
        valentina = Professional.objects.get(external_id=f"{valley.code}:P1")
        assert valentina.kind == Professional.Kind.NURSE
        Professional.objects.filter(pk=valentina.pk).update(kind=Professional.Kind.FAMILY_NURSE)

        take_in(write(tmp_path))

        valentina.refresh_from_db()
        assert valentina.kind == Professional.Kind.FAMILY_NURSE

    def test_knows_two_areas_with_the_same_ids_apart(self, take_in, tmp_path, tarentaise):
        bourg = {"name": "Bourg", "population": 7_000, "lat": 45.6, "lon": 6.8, "altitude_m": 840}
        Commune.objects.create(country="FR", code="73054", area=tarentaise, **bourg)
        take_in(write(tmp_path))

        take_in(tmp_path, "--area", tarentaise.code)

        assert (Visit.objects.count(), Professional.objects.count(), Resident.objects.count()) == (4, 4, 4)

    @pytest.mark.parametrize("name", ["<script>alert(1)</script>", "عبد الرحمن", "Zoë 🏔️", "N" * 300, "Rosi\x01na\x7f"])
    def test_takes_names_as_people_have_them(self, take_in, tmp_path, name):
        answer = take_in(write(tmp_path, visits_with(name=name, row=1)))

        stored = Resident.objects.get(visit_orders__external_id__endswith="V2")
        assert answer.exit_code == 0
        assert stored.given_name == name.replace("\x01", "").replace("\x7f", "").partition(" ")[0][:80]

    def test_keeps_ids_of_any_length_apart(self, take_in, tmp_path):
        long = [VISITS[0] | {"id": "V" * 200 + "1"}, VISITS[1] | {"id": "V" * 200 + "2", "after": ""}]

        take_in(write(tmp_path, long))
        take_in(tmp_path)

        assert Visit.objects.count() == 2

    def test_gives_a_visit_that_fills_its_window_a_minute_to_start(self, take_in, tmp_path, valley):
        take_in(write(tmp_path, visits_with(minutes="60")))

        window = Visit.objects.get(order__external_id=f"{valley.code}:V1").windows.get()
        assert (window.opens_at, window.closes_at) == (at(8), at(8, 1))

    def test_means_the_valley_s_hours_on_the_day_the_clock_changes(self, take_in, tmp_path):
        take_in(write(tmp_path, [row | {"date": "25/10/2026"} for row in VISITS]))

        window = VisitWindow.objects.order_by("opens_at").first()
        assert window.opens_at == datetime(2026, 10, 25, 7, tzinfo=UTC)

    def test_keeps_a_night_visit_in_the_hour_the_clock_jumps_over(self, take_in, tmp_path, valley):
        night = {"date": "29/03/2026", "opens": "02:50", "closes": "03:20"}

        answer = take_in(write(tmp_path, [VISITS[0] | night]))

        window = VisitWindow.objects.get(visit__order__external_id=f"{valley.code}:V1")
        assert answer.exit_code == 0
        assert window.opens_at < window.closes_at


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

    def test_an_area_without_communes_has_nowhere_for_homes(self, tmp_path, tarentaise, usl):
        words = ["visits", str(write(tmp_path)), "--area", tarentaise.code, "--organisation", usl.code]

        answer = CliRunner().invoke(import_, words)

        assert answer.exit_code == 2
        assert "no communes" in answer.output
        assert not Professional.objects.exists()

    def test_an_unreadable_extract_keeps_the_old_roads(self, tmp_path, settings):
        settings.CORDATA_DATA = tmp_path
        broken = tmp_path / "broken.osm.pbf"
        broken.write_bytes(b"no roads here")

        answer = CliRunner().invoke(import_, ["roads", str(broken), "--json"])

        assert answer.exit_code == 4
        assert not (tmp_path / "roads").exists()
