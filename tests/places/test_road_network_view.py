import pytest
from django.urls import reverse
from django.utils import timezone

from cordata.places import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_roads_imported")]
LYS = "sr44:gaby:gressoney-saint-jean"


@pytest.fixture
def coordinator(client, anna):
    client.force_login(anna)
    return client


def feature(answer, segment):
    return next(one for one in answer.json()["features"] if one["properties"]["segment"] == segment)


class TestRoadNetwork:
    def test_draws_the_main_roads_and_says_they_are_schematic(self, coordinator):
        answer = coordinator.get(reverse("road_network"))

        assert answer["Content-Type"] == "application/geo+json"
        assert answer.json()["schematic"] is True
        lys = feature(answer, LYS)
        assert lys["geometry"]["coordinates"] == [[[7.88, 45.713], [7.8265, 45.778]]]
        assert lys["properties"] == {
            "segment": LYS,
            "label": "SR44 Gaby – Gressoney-Saint-Jean",
            "rank": 2,
            "closed": False,
        }

    def test_marks_a_closed_road(self, coordinator, anna):
        now = timezone.now()
        actions.close_road(segment=LYS, from_at=now, until_at=None, reason="Snow", by=anna, at=now)

        assert feature(coordinator.get(reverse("road_network")), LYS)["properties"]["closed"] is True

    def test_is_not_sent_again_while_nothing_changed(self, coordinator):
        first = coordinator.get(reverse("road_network"))

        again = coordinator.get(reverse("road_network"), headers={"If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")

    def test_is_sent_again_after_a_closure(self, coordinator, anna):
        first, now = coordinator.get(reverse("road_network")), timezone.now()
        actions.close_road(segment=LYS, from_at=now, until_at=None, reason="Snow", by=anna, at=now)

        again = coordinator.get(reverse("road_network"), headers={"If-None-Match": first["ETag"]})

        assert again.status_code == 200

    def test_is_for_those_who_signed_in(self, client):
        answer = client.get(reverse("road_network"))

        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("sign_in"))

    def test_is_only_read(self, coordinator):
        assert coordinator.post(reverse("road_network")).status_code == 405

    def test_costs_four_queries(self, coordinator, assert_num_queries):
        coordinator.get(reverse("road_network"))

        with assert_num_queries(4):
            coordinator.get(reverse("road_network"))
