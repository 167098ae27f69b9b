"""Who sees a record: what `seen_by` answers, as docs/develop/access.md says."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cordata.people.models import Resident
from tests.clock import EIGHT, NINE
from tests.house.access_table import table
from tests.house.standings import BUILDERS, Scene
from tests.people.oracle import may_see

_, SEES = table("Who sees the record")


@pytest.fixture
def scene(claudio, rosina, valley, usl) -> Scene:
    return Scene(claudio, valley, usl)


def test_every_standing_of_the_page_is_built_and_the_other_way_round():
    assert set(SEES) == set(BUILDERS)


@pytest.mark.parametrize("standing", SEES)
class TestARecord:
    def test_is_seen_as_the_page_says(self, standing, scene):
        user = BUILDERS[standing](scene) or AnonymousUser()

        is_seen = Resident.objects.seen_by(user).filter(pk=scene.person.pk).exists()

        assert ("yes" if is_seen else "no") == SEES[standing][0]

    def test_is_seen_as_the_policy_read_row_by_row(self, standing, scene):
        user = BUILDERS[standing](scene)

        said = bool(user) and may_see(user, scene.person, timezone.now())

        assert ("yes" if said else "no") == SEES[standing][0]

    def test_next_door_is_seen_only_by_its_coordinator(self, standing, scene, rosina):
        user = BUILDERS[standing](scene) or AnonymousUser()

        is_seen = Resident.objects.seen_by(user).filter(pk=rosina.pk).exists()

        coordinates = standing.startswith("coordinator ") and standing not in NOT_NEXT_DOOR
        assert is_seen == coordinates


NOT_NEXT_DOOR = {
    "coordinator whose role ended",
    "coordinator from tomorrow",
    "coordinator of another area",
    "coordinator from abroad",
    "coordinator from abroad with consent",
    "coordinator from abroad after withdrawal",
}


def test_takes_place_after_what_the_standings_tell():
    assert EIGHT < NINE <= timezone.now()
