"""Who reads health facts, who changes a record, who keeps its circle: each less than who sees it."""

import pytest

from cordata.accounts.models import Role
from cordata.people.models import BreakGlass, Carer, CircleMember, Consent, Resident
from cordata.people.queries import may_edit, reads_health
from cordata.people.queries.consent import current_text
from tests.clock import EIGHT, NINE, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing_of(claudio, valley, usl):
    """Somebody in a role who sees Claudio by the way that belongs to it."""

    def make(kind: Role.Kind, purpose: str = "care"):
        user = make_user(valley, usl, kind, "Noa", "Vuillermoz")
        if kind == Role.Kind.RESIDENT:
            Consent.objects.create(
                resident=claudio,
                purpose="family",
                carer=Carer.objects.create(resident=claudio, name="Noa", relation="child", user=user),
                how="paper",
                text=current_text("family", "it"),
                decided_at=EIGHT,
            )
        else:
            CircleMember.objects.create(resident=claudio, user=user, purpose=purpose, since_on=TODAY)
        return user

    return make


class TestHealthFacts:
    @pytest.mark.parametrize(
        ("kind", "purpose", "reads", "edits"),
        [
            (Role.Kind.PROFESSIONAL, "care", True, True),
            (Role.Kind.PROFESSIONAL, "round", True, True),
            (Role.Kind.DOCTOR, "advice", True, True),
            (Role.Kind.PROFESSIONAL, "rides", False, False),
            (Role.Kind.PROFESSIONAL, "watch", False, False),
            (Role.Kind.ANTENNA, "care", False, False),
            (Role.Kind.DRIVER, "care", False, False),
            (Role.Kind.RESIDENT, "", True, False),
        ],
    )
    def test_are_read_and_changed_by_those_who_treat(self, standing_of, claudio, kind, purpose, reads, edits):
        user = standing_of(kind, purpose)

        assert Resident.objects.seen_by(user).get() == claudio
        assert (reads_health(user, claudio, NINE), may_edit(user, claudio, NINE)) == (reads, edits)

    def test_are_read_and_changed_by_the_coordinator(self, anna, claudio):
        assert (reads_health(anna, claudio, NINE), may_edit(anna, claudio, NINE)) == (True, True)

    def test_are_read_and_not_changed_by_whoever_opened_the_record(self, luc, claudio):
        BreakGlass.objects.create(resident=claudio, user=luc.user, reason="Found on the road", opened_at=NINE)

        assert (reads_health(luc.user, claudio, NINE), may_edit(luc.user, claudio, NINE)) == (True, False)

    def test_are_not_read_by_strangers(self, camille, claudio):
        assert (reads_health(camille, claudio, NINE), may_edit(camille, claudio, NINE)) == (False, False)


class TestKeepingACircle:
    @pytest.mark.parametrize(
        ("kind", "keeps"),
        [
            (Role.Kind.PROFESSIONAL, True),
            (Role.Kind.DOCTOR, True),
            (Role.Kind.DRIVER, False),
            (Role.Kind.ANTENNA, False),
            (Role.Kind.RESIDENT, False),
        ],
    )
    def test_belongs_to_those_who_treat(self, standing_of, claudio, kind, keeps):
        assert may_edit(standing_of(kind), claudio, NINE) is keeps

    def test_is_not_for_whoever_opened_the_record(self, luc, claudio):
        BreakGlass.objects.create(resident=claudio, user=luc.user, reason="Found on the road", opened_at=NINE)

        assert not may_edit(luc.user, claudio, NINE)

    def test_belongs_to_the_coordinator(self, anna, claudio):
        assert may_edit(anna, claudio, NINE)
