"""A refusal, a withdrawal and an ended membership count at once, wherever a person's data leave the register."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cordata.accounts.models import User
from cordata.day.actions import publish
from cordata.people.actions.circle import end_membership
from cordata.people.actions.consent import record_decision, withdraw_decision
from cordata.people.models import CircleMember, Consent, Resident
from cordata.people.queries.consent import current_text
from cordata.rounds.models import Plan, Stop
from tests.clock import EIGHT, NINE, TODAY

pytestmark = pytest.mark.django_db
DAY = ("valle-d-aosta", TODAY)
OF_A_DAY = {"my_round", "day"}
OF_EVERYBODY = {"people"}


@pytest.fixture
def handed_out(planned_day, valley, anna) -> Plan:
    """Today's plan, in the hands of those who make the visits."""
    publish(area=valley, day=TODAY, version=planned_day.version, by=anna, at=EIGHT)
    return planned_day


@pytest.fixture
def visitor(handed_out, claudio) -> User:
    """Whoever visits Claudio today."""
    return Stop.objects.get(round__plan=handed_out, visit__order__resident=claudio).round.professional.user


@pytest.fixture
def refuse(claudio, anna) -> Callable[[User], Consent]:
    """Have Claudio refuse somebody by name."""

    def decide(user: User) -> Consent:
        text = current_text("care", "it")
        consent = Consent(resident=claudio, purpose="care", decision="refuse", person=user, how="paper", text=text)
        return record_decision(consent=consent, by=anna, at=NINE)

    return decide


def told(client: Client, name: str, resident: Resident) -> str:
    """Return what a page says, whatever its answer is."""
    if name in OF_A_DAY:
        return client.get(reverse(name, args=DAY)).content.decode()
    if name == "sheet":
        who = Stop.objects.get(visit__order__resident=resident).round.professional_id
        return client.get(reverse(name, args=[*DAY, who])).content.decode()
    if name in OF_EVERYBODY:
        return client.get(reverse(name), {"words": "Dayné"}).content.decode().replace('value="Dayné"', "")
    return client.get(reverse(name, args=[resident.pk])).content.decode()


@pytest.mark.parametrize("place", ["my_round", "people", "person", "network", "circle", "emergency_card"])
class TestWhoeverVisits:
    def test_reads_the_name_until_the_person_refuses_them(self, client, visitor, claudio, refuse, place):
        client.force_login(visitor)
        before = told(client, place, claudio)
        refuse(visitor)

        assert ("Claudio" in before, "Claudio" in told(client, place, claudio)) == (True, False)

    def test_reads_it_again_once_the_refusal_is_taken_back(self, client, visitor, anna, claudio, refuse, place):
        client.force_login(visitor)
        withdraw_decision(consent=refuse(visitor), reason="", by=anna, at=NINE)

        assert "Claudio" in told(client, place, claudio)

    def test_reads_it_until_the_membership_is_ended(self, client, visitor, anna, claudio, place):
        client.force_login(visitor)
        member = CircleMember.objects.get(resident=claudio, professional__user=visitor)
        end_membership(member=member, reason="moved away", by=anna, at=NINE)

        assert "Claudio" not in told(client, place, claudio)


@pytest.mark.parametrize("place", ["day", "sheet", "people", "person", "network", "circle"])
def test_a_coordinator_reads_the_name_until_the_person_refuses_them(client, anna, claudio, handed_out, refuse, place):
    client.force_login(anna)
    before = told(client, place, claudio)
    refuse(anna)

    assert ("Claudio" in before, "Claudio" in told(client, place, claudio)) == (True, False)


class TestARoundThatChanges:
    def test_closes_the_record_to_whom_it_no_longer_brings(self, client, handed_out, visitor, anna, valley, claudio):
        stop = Stop.objects.get(round__plan=handed_out, visit__order__resident=claudio)
        again = Plan.objects.get(pk=handed_out.pk)
        again.pk, again.version = None, handed_out.version + 1
        again.save()
        for one in handed_out.rounds.order_by("pk"):
            stops = list(one.stops.exclude(pk=stop.pk).order_by("position"))
            one.pk, one.plan = None, again
            one.save()
            for each in stops:
                each.pk, each.round = None, one
                each.save()

        publish(area=valley, day=TODAY, version=again.version, by=anna, at=NINE)

        assert not Resident.objects.seen_by(visitor).filter(pk=claudio.pk).exists()
        ended = CircleMember.objects.get(resident=claudio, professional__user=visitor)
        assert (ended.ended_at, ended.end_reason) == (NINE, "The visit was taken off their round.")
