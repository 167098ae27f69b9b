"""On what ground the audit says that somebody saw a person: the same conditions as `seen_by`, in one query."""

import pytest
from django.contrib.auth.models import AnonymousUser

from cordata.accounts.models import AuditPerson, Role
from cordata.people.looks import grounds_of
from cordata.people.models import BreakGlass, Carer, CircleMember, Resident
from tests.clock import EIGHT, NINE, TODAY
from tests.house.standings import BUILDERS, Scene
from tests.village import make_user

Ground = AuditPerson.Ground


def ground(user, person) -> str:
    return grounds_of(user, [person.pk], on=TODAY, at=NINE)[person.pk]


class TestTheGround:
    def test_of_a_coordinator_is_the_area(self, anna, claudio):
        assert ground(anna, claudio) == Ground.AREA

    def test_of_a_nurse_is_the_circle(self, valentina, claudio):
        CircleMember.objects.create(
            resident=claudio, professional=valentina, purpose=CircleMember.Purpose.CARE, since_on=TODAY
        )

        assert ground(valentina.user, claudio) == Ground.CIRCLE

    def test_of_the_person_is_their_own_record(self, claudio, valley, usl):
        user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
        Resident.objects.filter(pk=claudio.pk).update(user=user)

        assert ground(user, claudio) == Ground.SELF

    def test_of_who_broke_the_glass_is_the_emergency(self, valentina, claudio):
        BreakGlass.objects.create(resident=claudio, user=valentina.user, reason="Found on the road", opened_at=EIGHT)

        assert ground(valentina.user, claudio) == Ground.BREAK_GLASS

    def test_of_a_carer_without_a_consent_is_none(self, claudio, valley, usl):
        user = make_user(valley, usl, Role.Kind.RESIDENT, "Ida", "Blanc")
        Carer.objects.create(resident=claudio, name="Ida Blanc", relation="child", user=user)

        assert ground(user, claudio) == Ground.NONE

    def test_of_a_visitor_is_not_told(self, claudio):
        assert grounds_of(AnonymousUser(), [claudio.pk], on=TODAY, at=NINE) == {}

    def test_of_many_people_costs_one_query(self, anna, claudio, rosina, delfina, assert_num_queries):
        with assert_num_queries(1):
            found = grounds_of(anna, [claudio.pk, rosina.pk, delfina.pk], on=TODAY, at=NINE)

        assert set(found.values()) == {Ground.AREA}


@pytest.mark.parametrize("standing", sorted(BUILDERS))
def test_there_is_a_ground_wherever_somebody_sees_the_record(standing, claudio, valley, usl):
    user = BUILDERS[standing](Scene(claudio, valley, usl)) or AnonymousUser()

    sees = Resident.objects.seen_by(user, at=NINE).filter(pk=claudio.pk).exists()

    found = grounds_of(user, [claudio.pk], on=TODAY, at=NINE).get(claudio.pk, Ground.NONE)
    assert (found != Ground.NONE) is sees or standing == "coordinator of an erased record"
