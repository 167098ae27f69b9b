"""What a professional holds, and may do, once a day is published."""

from datetime import time

import pytest
from django.urls import reverse

from cordata.accounts.models import Area
from cordata.care.actions import cancel_visit, record_arrival, record_departure
from cordata.care.models import Encounter, Visit
from cordata.day import actions
from cordata.day.models import Publication
from cordata.day.queries.sheets import sheet
from cordata.people.models import Carer, CircleMember, Resident
from cordata.rounds.models import Stop
from tests.clock import EIGHT, SEVEN, TODAY, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(valley, anna):
    """What every change to today says: where, when, by whom."""
    return {"area": valley, "day": TODAY, "by": anna, "at": SEVEN}


@pytest.fixture
def claudios(planned_day, small_day) -> Stop:
    """Where the first plan has Claudio's visit."""
    return Stop.objects.select_related("round__professional").get(round__plan=planned_day, visit=small_day["claudio"])


@pytest.fixture
def other(claudios, valentina, luc):
    """The nurse who does not have Claudio's visit in the first plan."""
    return luc if claudios.round.professional == valentina else valentina


def seen(professional) -> set[Resident]:
    return set(Resident.objects.seen_by(professional.user, on=TODAY))


class TestPublishing:
    def test_opens_no_record_to_whom_an_earlier_plan_sent(self, day, claudios, claudio, other):
        actions.move_visit(visit=claudios.visit, member=0, to_professional=other, version=1, **day)

        actions.publish(version=2, **day)

        assert claudio in seen(other)
        assert claudio not in seen(claudios.round.professional)

    def test_opens_a_two_person_visit_to_both(self, day, planned_day, delfina):
        actions.publish(version=1, **day)

        assert CircleMember.objects.filter(resident=delfina, purpose="round").count() == 2

    def test_again_keeps_the_records_that_are_open(self, day, claudios, claudio, rosina, other):
        actions.publish(version=1, **day)
        actions.move_visit(visit=claudios.visit, member=0, to_professional=other, version=1, **day)

        actions.publish(version=2, **day)

        assert claudio in seen(other)

    def test_passes_over_a_break(self, day, small_day, plan_today, valentina, luc):
        for nurse in (valentina, luc):
            nurse.shifts.update(break_minutes=30, break_opens_at=at(8), break_closes_at=at(9))
        plan_today()
        assert Stop.objects.filter(visit=None).exists()

        actions.publish(version=1, **day)

        assert CircleMember.objects.filter(resident=None).count() == 0
        assert len(set(CircleMember.objects.values_list("resident", flat=True))) == 4

    def test_leaves_another_areas_day_alone(self, day, planned_day, tarentaise):
        actions.publish(version=1, **day)

        assert not Publication.objects.filter(plan__area=tarentaise).exists()
        assert set(Area.objects.filter(plans__publication__isnull=False)) == {planned_day.area}


class TestRecordingAVisit:
    @pytest.fixture
    def record(self, client):
        """Say as a professional that one arrived at or left a visit; return the answer's code."""

        def send(professional, visit: Visit, what: str = "arrived") -> int:
            client.force_login(professional.user)
            where = reverse("my_encounters", args=["valle-d-aosta", TODAY])
            return client.post(where, {"visit": visit.pk, "what": what, "is_sure": "on"}).status_code

        return send

    def test_is_for_whom_the_published_plan_sends_not_for_whom_an_earlier_one_did(self, day, record, claudios, other):
        actions.move_visit(visit=claudios.visit, member=0, to_professional=other, version=1, **day)
        actions.publish(version=2, **day)

        codes = [record(claudios.round.professional, claudios.visit), record(other, claudios.visit)]

        assert codes == [404, 302]
        assert Encounter.objects.get().professional == other

    def test_is_not_there_before_anything_is_published(self, record, claudios):
        assert record(claudios.round.professional, claudios.visit) == 404

    def test_of_leaving_without_arriving_says_so_and_stores_nothing(self, day, record, claudios):
        actions.publish(version=1, **day)

        assert record(claudios.round.professional, claudios.visit, "left") == 302
        assert not Encounter.objects.exists()

    def test_twice_keeps_the_first_arrival(self, day, record, claudios):
        actions.publish(version=1, **day)
        record(claudios.round.professional, claudios.visit)
        first = Encounter.objects.get().arrived_at

        record(claudios.round.professional, claudios.visit)

        assert Encounter.objects.get().arrived_at == first

    def test_by_both_at_a_visit_for_two_makes_two_encounters(self, day, record, planned_day, small_day):
        actions.publish(version=1, **day)
        both = Stop.objects.filter(visit=small_day["delfina"]).select_related("round__professional__user")

        codes = [record(one.round.professional, small_day["delfina"]) for one in both]

        assert codes == [302, 302]
        assert Encounter.objects.filter(visit=small_day["delfina"]).count() == 2


class TestASheet:
    @pytest.fixture
    def held(self, day, claudios):
        """What Claudio's nurse holds once the day is published."""
        nurse = claudios.round.professional

        def draw():
            return sheet(nurse, nurse.area, TODAY, nurse.user)

        actions.publish(version=1, **day)
        return draw

    def test_marks_the_first_visit_not_yet_made_as_next(self, held, claudios):
        lines = [line for line in held().lines if line.knot]
        before = [line.is_next for line in lines]
        nurse = claudios.round.professional

        first = Visit.objects.get(pk=lines[0].knot.visit_id)
        record_arrival(visit=first, professional=nurse, at=EIGHT)
        record_departure(visit=first, professional=nurse, at=at(8, 30))
        after = [line.is_next for line in held().lines if line.knot]

        assert before == [True] + [False] * (len(lines) - 1)
        assert after == [False, *before[:-1]]

    def test_does_not_lead_to_a_cancelled_visit(self, held, anna):
        first = next(line for line in held().lines if line.knot)

        cancel_visit(visit=Visit.objects.get(pk=first.knot.visit_id), reason="hospital", by=anna, at=SEVEN)

        assert next(line.is_next for line in held().lines if line.knot) is False

    def test_numbers_the_visits_from_one(self, held):
        lines = [line for line in held().lines if line.knot]

        assert [line.number for line in lines] == list(range(1, len(lines) + 1))

    def test_names_those_with_the_key_first(self, held, claudio):
        for name, has_key in (("Ada Blanc", False), ("Ugo Dayné", True)):
            Carer.objects.create(resident=claudio, name=name, relation="child", phone="0165 3", has_key=has_key)

        line = next(line for line in held().lines if line.knot and line.knot.name.startswith("Claudio"))

        assert line.carers == ("Ugo Dayné (son or daughter) 0165 3", "Ada Blanc (son or daughter) 0165 3")
        assert (line.address, line.phone, line.with_whom) == ("Fraz. Dégioz 1", "0165 222222", "")

    def test_names_who_else_comes_to_a_visit_for_two(self, day, planned_day, small_day, valley):
        actions.publish(version=1, **day)
        pair = [one.round.professional for one in Stop.objects.filter(visit=small_day["delfina"]).order_by("pk")]

        told = [
            [line.with_whom for line in sheet(one, valley, TODAY, one.user).lines if line.with_whom] for one in pair
        ]

        assert told == [[str(pair[1])], [str(pair[0])]]

    def test_is_nothing_for_somebody_the_plan_leaves_at_home(self, day, planned_day, valley, make_professional):
        marco = make_professional("Marco", "Rosset", "nurse", ["nursing"])
        actions.publish(version=1, **day)

        assert sheet(marco, valley, TODAY, marco.user) is None

    def test_is_nothing_on_another_day(self, held, claudios):
        nurse = claudios.round.professional

        assert sheet(nurse, nurse.area, TODAY.replace(day=27), nurse.user) is None

    def test_tells_times_as_the_valleys_clocks_show_them(self, held, claudios):
        line = next(line for line in held().lines if line.knot and line.knot.name.startswith("Claudio"))

        local = claudios.starts_at.astimezone(at(8).tzinfo)
        assert time.fromisoformat(line.starts) == local.time().replace(second=0, microsecond=0)
