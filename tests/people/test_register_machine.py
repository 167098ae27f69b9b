"""
Roles, circles, consents, openings, restrictions, merges and erasures in any order: nobody outside is ever shown a
person, every look has its audit entry, and the chain of entries holds.
"""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from cordata.accounts.audit.sealing import seal_new
from cordata.accounts.audit.verifying import verify
from cordata.accounts.models import Area, AuditEntry, AuditPerson, Organisation, Role, User
from cordata.people.actions.circle import AlreadyInCircle, MembershipEnded, add_member, end_membership
from cordata.people.actions.consent import AlreadyWithdrawn, record_decision, withdraw_decision
from cordata.people.actions.erasure import ErasureAlreadyAsked, NoRequest, confirm_erasure, request_erasure
from cordata.people.actions.merge import CannotMerge, merge_people
from cordata.people.actions.merge_undone import CannotUndoMerge, undo_merge
from cordata.people.actions.openings import TooManyOpenings, close_openings, open_record
from cordata.people.actions.restriction import AlreadyRestricted, NotRestricted, lift_restriction, restrict
from cordata.people.models import (
    Carer,
    CircleMember,
    Consent,
    ConsentText,
    Erasure,
    Household,
    Merge,
    Purpose,
    Resident,
)
from cordata.places.models import Commune
from tests.clock import NINE, TODAY
from tests.people.oracle import may_see

NAMES = ("Abele", "Bice", "Celso")
WHO = ("ada", "ben", "cleo", "dina", "ezio", "fede")
KINDS = list(Role.Kind.values)
people, users = st.sampled_from(NAMES), st.sampled_from(WHO)
CASES = int(os.environ.get("CORDATA_CASES", "12"))


class Register(RuleBasedStateMachine):
    """A register of three persons in two countries, with six users who come and go."""

    browser: Client
    looks = 0

    def __init__(self) -> None:
        super().__init__()
        self.together = transaction.atomic()
        self.together.__enter__()
        self.now = NINE
        self.areas = {
            country: Area.objects.create(code=f"m-{country.lower()}", name=country, country=country)
            for country in ("IT", "FR")
        }
        self.bodies = {
            country: Organisation.objects.create(code=f"o-{country.lower()}", name=country, country=country)
            for country in ("IT", "FR")
        }
        self.users = {name: User.objects.create_user(f"{name}@machine.example", first_name=name) for name in WHO}
        self.office = User.objects.create_user("office@machine.example")
        self.people = {name: self.person(name, "FR" if name == "Celso" else "IT") for name in NAMES}
        self.carers = {
            (name, who): Carer.objects.create(resident=one, name=who, relation="child", user=self.users[who])
            for name, one in self.people.items()
            for who in ("ada", "ben")
        }

    def person(self, name: str, country: str) -> Resident:
        commune, _new = Commune.objects.get_or_create(
            country=country,
            code=f"M{country}",
            defaults={
                "name": country,
                "area": self.areas[country],
                "population": 9,
                "lat": 45.6,
                "lon": 7.2,
                "altitude_m": 900,
            },
        )
        home = Household.objects.create(commune=commune, address=f"Casa {name}", lat=45.6, lon=7.2)
        return Resident.objects.create(
            external_id=f"m-{name}", given_name=name, family_name="Macchina", language="it", household=home
        )

    @rule(hours=st.integers(0, 80), minutes=st.integers(1, 59))
    def time_goes_by(self, hours: int, minutes: int) -> None:
        self.now += timedelta(hours=hours, minutes=minutes)

    @rule(
        who=users,
        kind=st.sampled_from(KINDS),
        at_home=st.sampled_from(["IT", "FR"]),
        employer=st.sampled_from(["IT", "FR"]),
        days=st.one_of(st.none(), st.integers(0, 5)),
    )
    def give_a_role(self, who: str, kind: str, at_home: str, employer: str, days: int | None) -> None:
        Role.objects.get_or_create(
            user=self.users[who],
            kind=kind,
            area=self.areas[at_home],
            organisation=self.bodies[employer],
            starts_on=self.today,
            defaults={"ends_on": None if days is None else self.today + timedelta(days=days)},
        )

    @rule(who=users)
    def end_the_roles(self, who: str) -> None:
        yesterday = self.today - timedelta(days=1)
        Role.objects.filter(user=self.users[who], starts_on__lte=yesterday).update(ends_on=yesterday)

    @rule(person=people, who=users, purpose=st.sampled_from(CircleMember.Purpose.values), days=st.integers(0, 5))
    def let_into_the_circle(self, person: str, who: str, purpose: str, days: int) -> None:
        try:
            add_member(
                resident=self.people[person],
                member=self.users[who],
                purpose=purpose,
                since_on=self.today,
                until_on=self.today + timedelta(days=days),
                by=self.office,
            )
        except AlreadyInCircle:
            return

    @rule(person=people)
    def end_a_membership(self, person: str) -> None:
        member = CircleMember.objects.filter(resident=self.people[person], ended_at=None).order_by("pk").first()
        if member:
            try:
                end_membership(member=member, reason="No longer needed", by=self.office, at=self.now)
            except MembershipEnded:
                return

    @rule(
        person=people,
        purpose=st.sampled_from([Purpose.CARE, Purpose.CROSS_BORDER, Purpose.FAMILY]),
        decision=st.sampled_from(Consent.Decision.values),
        about=st.sampled_from(["everybody", "IT", "FR", *WHO]),
        country=st.sampled_from(["IT", "FR"]),
        hours=st.one_of(st.none(), st.integers(1, 90)),
    )
    def decide(
        self, person: str, purpose: Purpose, decision: str, about: str, country: str, hours: int | None
    ) -> None:
        recipient: dict[str, object] = {}
        if purpose is Purpose.FAMILY:
            recipient = {"carer": self.carers[person, "ada" if about in ("IT", "ada", "cleo") else "ben"]}
        elif about in self.bodies:
            recipient = {"organisation": self.bodies[about]}
        elif about in self.users:
            recipient = {"person": self.users[about]}
        text, _new = ConsentText.objects.get_or_create(
            purpose=purpose, version=1, language="it", defaults={"text": "Testo"}
        )
        record_decision(
            consent=Consent(
                resident=self.people[person],
                purpose=purpose,
                decision=decision,
                country=country if purpose is Purpose.CROSS_BORDER else "",
                how=Consent.How.PAPER,
                text=text,
                expires_at=None if hours is None else self.now + timedelta(hours=hours),
                **recipient,
            ),
            by=self.office,
            at=self.now,
        )

    @rule(person=people)
    def take_a_decision_back(self, person: str) -> None:
        decided = Consent.objects.in_force(self.now).filter(resident=self.people[person]).order_by("pk").first()
        if decided:
            try:
                withdraw_decision(consent=decided, reason="", by=self.office, at=self.now)
            except AlreadyWithdrawn:
                return

    @rule(person=people)
    def restrict_a_record(self, person: str) -> None:
        try:
            restrict(resident=self.people[person], reason="Asked for", by=self.office, at=self.now)
        except AlreadyRestricted:
            return

    @rule(person=people)
    def lift_a_restriction(self, person: str) -> None:
        try:
            lift_restriction(resident=self.people[person], reason="Settled", by=self.office, at=self.now)
        except NotRestricted:
            return

    @rule(person=people, who=users)
    def break_the_glass(self, person: str, who: str) -> None:
        try:
            open_record(resident=self.people[person], user=self.users[who], reason="Found on the road", at=self.now)
        except TooManyOpenings:
            return

    @rule(person=people, who=users)
    def close_the_opening(self, person: str, who: str) -> None:
        close_openings(resident_id=self.people[person].pk, user=self.users[who], at=self.now)

    @rule(kept=people, gone=people)
    def merge(self, kept: str, gone: str) -> None:
        if kept == gone:
            return
        records = [Resident.objects.get(pk=self.people[name].pk) for name in (kept, gone)]
        try:
            merge_people(kept=records[0], gone=records[1], takes=(), by=self.office, at=self.now)
        except CannotMerge:
            return

    @rule()
    def undo_the_last_merge(self) -> None:
        last = Merge.objects.filter(undone_at=None).order_by("-pk").first()
        if last:
            try:
                undo_merge(merge=last, by=self.office, at=self.now)
            except CannotUndoMerge:
                return

    @rule(person=st.just("Celso"))
    def erase(self, person: str) -> None:
        resident = Resident.objects.get(pk=self.people[person].pk)
        if resident.merged_into_id or Erasure.objects.filter(resident=resident).exists():
            return
        try:
            request_erasure(
                resident=resident, ground="request", reason="Asked for", archive="Room 3", by=self.office, at=self.now
            )
            confirm_erasure(resident=resident, by=self.users["fede"], at=self.now)
        except (ErasureAlreadyAsked, NoRequest):
            return

    @rule(person=people, who=users)
    def sign_in_as_the_person(self, person: str, who: str) -> None:
        Resident.objects.filter(user=self.users[who]).update(user=None)
        Resident.objects.filter(pk=self.people[person].pk).update(user=self.users[who])

    @rule(person=people, who=users)
    def look(self, person: str, who: str) -> None:
        resident, user = self.people[person], self.users[who]
        allowed = may_see(user, resident, self.now)
        before = AuditEntry.objects.count()

        with time_machine.travel(self.now):
            self.browser.force_login(user)
            answer = self.browser.get(reverse("person", args=[resident.pk]))

        Register.looks += 1
        assert (answer.status_code == 200) == allowed, f"{who} asked for {person}: {answer.status_code}"
        assert allowed or person not in answer.content.decode()
        if allowed:
            entry = AuditEntry.objects.filter(user_id=user.pk).latest("pk")
            assert AuditEntry.objects.count() > before
            assert AuditPerson.objects.filter(entry=entry, person_id=resident.pk).exists()

    @rule(who=users)
    def list_the_people(self, who: str) -> None:
        seen = set(Resident.objects.seen_by(self.users[who], at=self.now).values_list("pk", flat=True))

        assert seen == {one.pk for one in self.people.values() if may_see(self.users[who], one, self.now)}

    @rule()
    def seal(self) -> None:
        seal_new(self.now)

        verdict = verify()

        assert verdict.finding is None
        assert verdict.unsealed == 0

    @property
    def today(self) -> date:
        return self.now.date()

    def teardown(self) -> None:
        try:
            for who in WHO:
                self.list_the_people(who)
            self.seal()
        finally:
            transaction.set_rollback(True)
            self.together.__exit__(None, None, None)


@pytest.mark.django_db
def test_nobody_outside_is_ever_shown_a_person(client, monkeypatch):
    monkeypatch.setattr(Register, "browser", client, raising=False)
    run_state_machine_as_test(
        Register,
        settings=settings(
            max_examples=CASES, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

    assert Register.looks


def test_begins_on_the_villages_day():
    assert NINE.date() == TODAY < (NINE + timedelta(days=1)).date()
    assert isinstance(NINE, datetime)
