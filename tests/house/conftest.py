from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry, DataProtectionOfficer, Organisation, Role, User
from cordata.day.models import PlanningRun, Publication
from cordata.exchange.models import ImportRow, PeopleImport
from cordata.people.models import (
    BreakGlass,
    CircleMember,
    Consent,
    ConsentText,
    DoubleCandidate,
    Merge,
    Resident,
    Revision,
)
from cordata.places.models import Closure
from cordata.rounds.models import Plan, Round, Stop, Unplaced
from tests.clock import NINE, SEVEN, TODAY, at
from tests.house.rules.sizes import tests_to_code
from tests.house.tree import committed
from tests.house.walk import Address, addresses
from tests.village import make_user


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how much is tested for how much there is; the house wants 1.2 or more."""
    tests, code = tests_to_code(committed())
    terminalreporter.write_line(f"tests : code = {tests / code:.2f} ({tests} and {code} lines)")


@pytest.fixture
def handed_out(small_day, valley, anna, valentina, luc) -> Plan:
    """Today's plan, handed out: Valentina drives to Claudio and Delfina, Luc to Rosina and Delfina; Emilio waits."""
    plan = Plan.objects.create(
        area=valley,
        day=TODAY,
        version=1,
        because=Plan.Because.PLANNED,
        made_by=anna,
        made_at=SEVEN,
        roads_version="",
        visits_version="",
        cost={"travel": 3600, "late": 300},
    )
    for member, (professional, first) in enumerate([(valentina, "claudio"), (luc, "rosina")]):
        drive(plan, professional, [(small_day[first], 0), (small_day["delfina"], member)])
    Unplaced.objects.create(plan=plan, visit=small_day["emilio"])
    Publication.objects.create(plan=plan, by=anna, at=SEVEN)
    return plan


def drive(plan: Plan, professional, visits) -> None:
    """Store a round of visits an hour apart, from eight, and let the professional into each person's circle."""
    own = Round.objects.create(plan=plan, professional=professional, departs_at=at(7, 40), returns_at=at(11))
    for position, (visit, member) in enumerate(visits):
        starts = at(8 + position)
        Stop.objects.create(
            round=own,
            position=position,
            visit=visit,
            member=member,
            arrives_at=starts,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=visit.order.minutes),
            travel_s=1200,
            distance_m=9000,
        )
        CircleMember.objects.create(
            resident=visit.order.resident,
            professional=professional,
            purpose=CircleMember.Purpose.ROUND,
            since_on=TODAY - timedelta(days=30),
            until_on=TODAY,
        )


@pytest.fixture
def meant(handed_out, valley, anna, valentina, small_day) -> dict[str, object]:
    """What stands for each argument of an address: the village's day, Valentina, Claudio and his visit."""
    run = PlanningRun.objects.create(
        area=valley,
        day=TODAY,
        requested_by=anna,
        requested_at=SEVEN,
        started_at=SEVEN,
        ended_at=NINE,
        state=PlanningRun.State.DONE,
        trail=[[0.1, 9000, 2], [1.0, 3900, 1]],
        plan=handed_out,
    )
    closure = Closure.objects.create(
        segment="ss26-1", label="SS26", from_at=SEVEN, reason="Rockfall", by=anna, at=SEVEN
    )
    visit = small_day["claudio"]
    return {
        "area": valley.code,
        "day": TODAY,
        "professional_id": valentina.pk,
        "resident_id": visit.order.resident_id,
        "section": "names",
        "visit_id": visit.pk,
        "member": 0,
        "run_id": run.pk,
        "closure_id": closure.pk,
        "entry_id": looked_at(visit.order.resident),
        "member_id": CircleMember.objects.filter(resident=visit.order.resident_id).earliest("pk").pk,
        "purpose": "care",
        "change_id": Revision.objects.create(resident=visit.order.resident, version=1, field="phone", at=SEVEN).pk,
        **decided_and_opened(visit.order.resident, valentina.user),
        **ways_in_of_somebody(),
        "user_id": valentina.user_id,
        **brought_and_held(anna, visit.order.resident),
        **looked_alike(visit.order.resident, small_day["delfina"].order.resident, anna),
    }


def decided_and_opened(resident, user) -> dict[str, int]:
    """Store a decision of a person, and an opening of their record that is over."""
    text = ConsentText.objects.filter(purpose="care").earliest("pk")
    decision = Consent.objects.create(
        resident=resident, purpose="study", decision="refuse", how="paper", text=text, decided_at=SEVEN
    )
    opening = BreakGlass.objects.create(
        resident=resident, user=user, reason="Trovato sulla strada", opened_at=SEVEN, closed_at=SEVEN
    )
    return {"consent_id": decision.pk, "opening_id": opening.pk}


def brought_and_held(anna, resident) -> dict[str, int]:
    """Store a table of people that Anna brought, with a row like somebody; her role; an officer of no one here."""
    role = anna.roles.earliest("pk")
    brought = PeopleImport.objects.create(
        by=anna,
        organisation=role.organisation,
        at=SEVEN,
        content=b"Cognome;Nome\r\nDayne;Claudio\r\n",
        state="preview",
    )
    row = ImportRow.objects.create(people_import=brought, number=2, outcome="double", alike=[[resident.pk, 90]])
    whose = User.objects.create_user("olga@cordata.example")
    other = Organisation.objects.create(code="elsewhere", name="Consorzio d'altrove", country="IT")
    officer = DataProtectionOfficer.objects.create(user=whose, organisation=other, starts_on=TODAY)
    return {"import_id": brought.pk, "row": row.number, "role_id": role.pk, "officer_id": officer.pk}


def ways_in_of_somebody() -> dict[str, object]:
    """Store by what somebody signs in whom nobody here may help, and where they are signed in."""
    whose = User.objects.create_user("zita@cordata.example")
    passkey = Authenticator.objects.create(user=whose, type=Authenticator.Type.WEBAUTHN, data={"name": "Telephone"})
    identity = SocialAccount.objects.create(user=whose, provider="spid", uid="TINIT-0")
    place = UserSession.objects.create(user=whose, ip="192.0.2.1", session_key="a" * 32, user_agent="Firefox/140.0")
    return {
        "passkey_id": passkey.pk,
        "identity_id": identity.pk,
        "place_id": place.pk,
        "provider_id": "spid",
        "token": "nobodys",
    }


def looked_at(resident: Resident) -> int:
    """Store that a programme changed somebody's record; return the entry's number."""
    record_job("import", [resident.pk], what=AuditEntry.What.WRITE, at=SEVEN)
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]


@pytest.fixture
def every_address(meant) -> list[Address]:
    """Every address of the product, about the village's day."""
    return addresses(meant)


@pytest.fixture
def sylvie(tarentaise, usl):
    """A professional beyond the pass, in nobody's circle here."""
    return make_user(tarentaise, usl, Role.Kind.PROFESSIONAL, "Sylvie", "Arpin")


def looked_alike(one: Resident, other: Resident, anna) -> dict[str, object]:
    """Two people who look alike, and once were taken for one."""
    first, second = sorted((one, other), key=lambda resident: resident.pk)
    pair = DoubleCandidate.objects.create(first=first, second=second, score=80, found_at=SEVEN)
    merge = Merge.objects.create(kept=one, gone=other, by=anna, at=SEVEN, undone_at=SEVEN, undone_by=anna)
    return {"candidate_id": pair.pk, "merge_id": merge.pk}
