"""Who looks after a person: adding, ending, lengthening, and what everybody reads about it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cordata.accounts.models import Role
from cordata.people.actions.circle import (
    AlreadyInCircle,
    MembershipEnded,
    add_member,
    end_membership,
    end_those_who_left,
    extend_membership,
    follow_rounds,
)
from cordata.people.models import CircleMember, Resident
from cordata.people.queries.circle import Sight, circle
from tests.clock import EIGHT, NINE, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
Purpose = CircleMember.Purpose


@pytest.fixture
def drina(valley, usl):
    """A driver without a professional's record."""
    return make_user(valley, usl, Role.Kind.DRIVER, "Drina", "Blanc")


@pytest.fixture
def member(claudio, valentina) -> CircleMember:
    """Valentina, who cares for Claudio from today on."""
    return CircleMember.objects.create(resident=claudio, professional=valentina, purpose=Purpose.CARE, since_on=TODAY)


def sees(user, resident) -> bool:
    return Resident.objects.seen_by(user).filter(pk=resident.pk).exists()


class TestAddMember:
    def test_lets_somebody_read_from_the_first_day_on(self, claudio, valentina, anna):
        add_member(resident=claudio, member=valentina, purpose=Purpose.CARE, since_on=TODAY, until_on=None, by=anna)

        assert sees(valentina.user, claudio)

    def test_takes_a_user_who_is_no_professional(self, claudio, drina, anna):
        added = add_member(
            resident=claudio, member=drina, purpose=Purpose.RIDES, since_on=TODAY, until_on=TODAY, by=anna
        )

        assert (added.user, added.professional, added.added_by) == (drina, None, anna)
        assert sees(drina, claudio)

    def test_refuses_somebody_twice_for_the_same_purpose(self, member, claudio, valentina, anna):
        with pytest.raises(AlreadyInCircle):
            add_member(
                resident=claudio, member=valentina, purpose=Purpose.CARE, since_on=TOMORROW, until_on=None, by=anna
            )

    def test_takes_somebody_again_who_was_taken_out_today(self, member, claudio, valentina, anna):
        end_membership(member=member, reason="by mistake", by=anna, at=EIGHT)

        add_member(resident=claudio, member=valentina, purpose=Purpose.CARE, since_on=TODAY, until_on=None, by=anna)

        assert sees(valentina.user, claudio)


class TestEndMembership:
    def test_closes_the_record_at_once(self, member, claudio, valentina, anna):
        end_membership(member=member, reason="moved away", by=anna, at=EIGHT)

        assert not sees(valentina.user, claudio)

    def test_keeps_who_ended_it_when_and_why(self, member, anna):
        ended = end_membership(member=member, reason="moved away", by=anna, at=EIGHT)

        assert (ended.ended_by, ended.ended_at, ended.end_reason) == (anna, EIGHT, "moved away")

    def test_refuses_what_is_over(self, member, anna):
        end_membership(member=member, reason="moved away", by=anna, at=EIGHT)

        with pytest.raises(MembershipEnded):
            end_membership(member=member, reason="again", by=anna, at=NINE)

    def test_without_a_reason_is_refused_by_the_database(self, member):
        with pytest.raises(IntegrityError), transaction.atomic():
            CircleMember.objects.filter(pk=member.pk).update(ended_at=EIGHT)


class TestExtendMembership:
    def test_gives_another_last_day(self, member):
        extended = extend_membership(member=member, until_on=TOMORROW, at=EIGHT)

        assert extended.until_on == TOMORROW

    def test_refuses_what_was_over_yesterday(self, member):
        CircleMember.objects.update(since_on=YESTERDAY, until_on=YESTERDAY)

        with pytest.raises(MembershipEnded):
            extend_membership(member=member, until_on=TOMORROW, at=EIGHT)


class TestFollowRounds:
    def test_lets_in_for_the_day_alone(self, claudio, valentina):
        follow_rounds(day=TODAY, pairs={(claudio.pk, valentina.pk)}, earlier=(), at=EIGHT)

        added = CircleMember.objects.get()
        assert (added.since_on, added.until_on, added.origin) == (TODAY, TODAY, CircleMember.Origin.ROUND)

    def test_takes_out_whom_the_round_no_longer_brings(self, claudio, valentina, luc):
        follow_rounds(day=TODAY, pairs={(claudio.pk, valentina.pk)}, earlier=(), at=EIGHT)

        follow_rounds(day=TODAY, pairs={(claudio.pk, luc.pk)}, earlier={(claudio.pk, valentina.pk)}, at=NINE)

        assert (sees(valentina.user, claudio), sees(luc.user, claudio)) == (False, True)

    def test_lets_in_again_whom_a_later_round_brings_back(self, claudio, valentina):
        pair = (claudio.pk, valentina.pk)
        follow_rounds(day=TODAY, pairs={pair}, earlier=(), at=EIGHT)
        follow_rounds(day=TODAY, pairs=(), earlier={pair}, at=EIGHT)

        follow_rounds(day=TODAY, pairs={pair}, earlier={pair}, at=NINE)

        assert sees(valentina.user, claudio)

    def test_leaves_a_membership_added_by_hand(self, member, claudio, valentina):
        follow_rounds(day=TODAY, pairs=(), earlier={(claudio.pk, valentina.pk)}, at=NINE)

        assert sees(valentina.user, claudio)


class TestThoseWhoLeft:
    def test_leave_every_circle(self, member, valentina, claudio):
        Role.objects.filter(user=valentina.user).update(ends_on=YESTERDAY)

        assert end_those_who_left(at=NINE) == 1
        Role.objects.filter(user=valentina.user).update(ends_on=None)
        assert not sees(valentina.user, claudio)

    def test_are_not_those_whose_role_begins_tomorrow(self, member, valentina):
        Role.objects.filter(user=valentina.user).update(starts_on=TOMORROW)

        assert end_those_who_left(at=NINE) == 0

    def test_are_not_those_who_never_had_an_account(self, member, valentina):
        valentina.user = None
        valentina.save()

        assert end_those_who_left(at=NINE) == 0


class TestTheCircleAsItIsRead:
    def test_says_who_reads_the_whole_record_and_who_the_practical_side(self, member, claudio, drina, anna):
        add_member(resident=claudio, member=drina, purpose=Purpose.RIDES, since_on=TODAY, until_on=None, by=anna)

        told = {one.name: one.sight for one in circle(claudio, NINE).now}

        assert told == {"Valentina Chabod": Sight.WHOLE, "Drina Blanc": Sight.PRACTICAL}

    def test_says_of_a_purpose_that_it_is_beyond_a_role(self, claudio, drina, anna):
        add_member(resident=claudio, member=drina, purpose=Purpose.CARE, since_on=TODAY, until_on=None, by=anna)

        (line,) = circle(claudio, NINE).now

        assert (line.is_beyond_role, line.sight) == (True, Sight.PRACTICAL)

    def test_says_that_somebody_no_longer_works_here(self, member, claudio, valentina):
        Role.objects.filter(user=valentina.user).update(ends_on=YESTERDAY)

        (line,) = circle(claudio, NINE).now

        assert (line.sight, line.why_nothing) == (Sight.NOTHING, "They no longer work here.")

    def test_says_that_somebody_has_no_account(self, member, claudio, valentina):
        valentina.user = None
        valentina.save()

        (line,) = circle(claudio, NINE).now

        assert "no account" in line.why_nothing

    def test_sorts_into_now_later_and_before(self, member, claudio, luc, aida):
        CircleMember.objects.create(resident=claudio, professional=luc, purpose="care", since_on=TOMORROW)
        CircleMember.objects.create(
            resident=claudio, professional=aida, purpose="care", since_on=YESTERDAY, until_on=YESTERDAY
        )

        told = circle(claudio, NINE)

        assert [[one.name for one in part] for part in (told.now, told.later, told.ended)] == [
            ["Valentina Chabod"],
            ["Luc Favre"],
            ["Aida Berthod"],
        ]

    def test_costs_the_same_queries_for_one_as_for_three(self, member, claudio, luc, aida, assert_num_queries):
        for one in (luc, aida):
            CircleMember.objects.create(resident=claudio, professional=one, purpose="care", since_on=TODAY)

        with assert_num_queries(7):
            circle(claudio, NINE)
