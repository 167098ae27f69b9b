import pytest
import time_machine
from django.urls import reverse

from cordata.care.models import Encounter
from cordata.day import actions
from cordata.rounds.models import Stop
from tests.clock import TODAY, at

pytestmark = pytest.mark.django_db


def address(name: str, *args: object) -> str:
    return reverse(name, args=["valle-d-aosta", TODAY, *args])


@pytest.fixture
def published(planned_day, valley, anna):
    """The first plan, handed out."""
    return actions.publish(area=valley, day=TODAY, version=1, by=anna, at=at(7, 10))


@pytest.fixture
def claudios(published, small_day) -> Stop:
    """Where the published plan has Claudio's visit."""
    return Stop.objects.select_related("round__professional__user").get(
        round__plan=published.plan, visit=small_day["claudio"]
    )


@pytest.fixture
def nurse(claudios):
    """Whoever visits Claudio."""
    return claudios.round.professional


@pytest.fixture
def colleague(nurse, valentina, luc):
    """The other nurse."""
    return luc if nurse == valentina else valentina


class TestARoundSheet:
    def test_carries_what_somebody_on_the_road_needs(self, client, anna, nurse):
        client.force_login(anna)

        page = client.get(address("sheet", nurse.pk)).content.decode()

        assert all(words in page for words in ("Claudio Dayné", "Dégioz", "0165 222222", "0165 000000", "<polyline"))

    def test_opens_for_the_professional_it_is_for(self, client, nurse):
        client.force_login(nurse.user)

        assert client.get(address("sheet", nurse.pk)).status_code == 200

    def test_is_refused_to_a_colleague(self, client, nurse, colleague):
        client.force_login(colleague.user)

        assert client.get(address("sheet", nurse.pk)).status_code == 403

    def test_is_not_there_before_the_day_is_published(self, client, anna, planned_day, valentina):
        client.force_login(anna)

        assert client.get(address("sheet", valentina.pk)).status_code == 404

    def test_is_not_there_for_somebody_unknown(self, client, anna, published):
        client.force_login(anna)

        assert client.get(address("sheet", 10**6)).status_code == 404

    def test_stays_as_it_was_until_the_day_is_published_again(
        self, client, anna, valley, small_day, claudios, nurse, colleague
    ):
        client.force_login(anna)
        before = client.get(address("sheet", nurse.pk)).content.decode()
        actions.move_visit(
            area=valley, day=TODAY, visit=small_day["claudio"], member=0, to_professional=colleague,
            version=1, by=anna, at=at(7, 20),
        )  # fmt: skip

        after = client.get(address("sheet", nurse.pk)).content.decode()

        assert "Claudio Dayné" in before
        assert "Claudio Dayné" in after


class TestMyRound:
    def test_shows_only_ones_own_visits(self, client, colleague, claudios):
        client.force_login(colleague.user)

        page = client.get(address("my_round")).content.decode()

        assert "Claudio Dayné" not in page

    def test_says_so_while_nothing_is_published(self, client, planned_day, valentina):
        client.force_login(valentina.user)

        page = client.get(address("my_round")).content.decode()

        assert "Nothing published for you" in page

    def test_is_nothing_for_a_coordinator(self, client, anna, published):
        client.force_login(anna)

        assert client.get(address("my_round")).status_code == 404

    def test_records_arriving_and_leaving(self, client, nurse, claudios):
        client.force_login(nurse.user)
        for what in ("arrived", "left"):
            client.post(address("my_encounters"), {"visit": claudios.visit_id, "what": what, "is_sure": "on"})

        made = Encounter.objects.get()
        assert made.visit == claudios.visit
        assert made.left_at >= made.arrived_at

    def test_does_not_record_a_visit_of_somebody_elses_round(self, client, colleague, claudios):
        client.force_login(colleague.user)

        answer = client.post(address("my_encounters"), {"visit": claudios.visit_id, "what": "arrived"})

        assert answer.status_code == 404

    def test_refuses_what_is_neither_arriving_nor_leaving(self, client, nurse, claudios):
        client.force_login(nurse.user)

        answer = client.post(address("my_encounters"), {"visit": claudios.visit_id, "what": "flew"})

        assert answer.status_code == 422

    def test_marks_the_visit_made(self, client, nurse, claudios):
        client.force_login(nurse.user)
        for what in ("arrived", "left"):
            client.post(address("my_encounters"), {"visit": claudios.visit_id, "what": what, "is_sure": "on"})

        page = client.get(address("my_round")).content.decode()

        assert "made" in page

    def test_asks_before_it_records_an_arrival_far_from_its_time(self, client, nurse, claudios):
        with time_machine.travel(at(18)):
            client.force_login(nurse.user)
            answer = client.post(address("my_encounters"), {"visit": claudios.visit_id, "what": "arrived"})

        assert answer.status_code == 422
        assert "Yes, I am here now" in answer.content.decode()
        assert not Encounter.objects.exists()

    def test_takes_an_arrival_back(self, client, nurse, claudios):
        client.force_login(nurse.user)
        client.post(address("my_encounters"), {"visit": claudios.visit_id, "what": "arrived", "is_sure": "on"})

        answer = client.post(address("my_encounter_withdrawal", claudios.visit_id), follow=True)

        assert "you have not arrived yet" in answer.content.decode()
        assert not Encounter.objects.exists()

    def test_does_not_take_back_a_visit_that_was_left(self, client, nurse, claudios):
        client.force_login(nurse.user)
        for what in ("arrived", "left"):
            client.post(address("my_encounters"), {"visit": claudios.visit_id, "what": what, "is_sure": "on"})

        client.post(address("my_encounter_withdrawal", claudios.visit_id))

        assert Encounter.objects.get().left_at

    def test_tells_what_changed_since_the_round_was_handed_out_before(
        self, client, valley, anna, small_day, claudios, nurse, colleague
    ):
        actions.move_visit(
            area=valley, day=TODAY, visit=small_day["claudio"], member=0, to_professional=colleague,
            version=1, by=anna, at=at(7, 20),
        )  # fmt: skip
        actions.publish(area=valley, day=TODAY, version=2, by=anna, at=at(7, 25))
        client.force_login(colleague.user)

        page = client.get(address("my_round")).content.decode()

        assert "since 07:10" in page
        assert "Claudio D.:" in page
