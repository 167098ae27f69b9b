"""Everybody who may stand before a record: one builder for each row of docs/develop/access.md."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from cordata.accounts.models import Area, DataProtectionOfficer, Organisation, Role, User
from cordata.people.models import (
    BreakGlass,
    Carer,
    CircleMember,
    Consent,
    ConsentText,
    Erasure,
    Purpose,
    Resident,
    Restriction,
    Withdrawal,
)
from cordata.workforce.models import Professional
from tests.clock import EIGHT, TODAY
from tests.village import PASSWORD

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LONG_AGO = date(2026, 1, 1)
BUILDERS: dict[str, Callable[[Scene], User | None]] = {}


class Scene:
    """A valley with one person in it, Claudio, and whoever stands before his record."""

    def __init__(self, person: Resident, home: Area, usl: Organisation) -> None:
        self.person, self.home, self.usl = person, home, usl

    @property
    def abroad(self) -> Organisation:
        """A French organisation."""
        return Organisation.objects.get_or_create(code="dac-73", defaults={"name": "DAC Savoie", "country": "FR"})[0]

    def user(self, name: str = "Noa") -> User:
        return User.objects.create_user(
            f"{name.lower()}@standing.example", PASSWORD, first_name=name, last_name="Vuillermoz", language="en"
        )

    def role(self, user: User, kind: Role.Kind, **fields: object) -> Role:
        given = {"organisation": self.usl, "area": self.home, "starts_on": LONG_AGO, **fields}
        return Role.objects.create(user=user, kind=kind, **given)

    def circle(self, user: User, since: date = LONG_AGO, until: date | None = None) -> CircleMember:
        return CircleMember.objects.create(
            resident=self.person, user=user, purpose=CircleMember.Purpose.CARE, since_on=since, until_on=until
        )

    def consent(
        self, purpose: Purpose, *, refuses: bool = False, at: datetime = EIGHT, **recipient: object
    ) -> Consent:
        text, _new = ConsentText.objects.get_or_create(
            purpose=purpose, version=1, language="it", defaults={"text": "Testo"}
        )
        return Consent.objects.create(
            resident=self.person,
            purpose=purpose,
            decision=Consent.Decision.REFUSE if refuses else Consent.Decision.PERMIT,
            how=Consent.How.PAPER,
            text=text,
            decided_at=at,
            **recipient,
        )

    def refusal(self, **recipient: object) -> Consent:
        return self.consent(Purpose.CARE, refuses=True, **recipient)

    def restrict(self) -> Restriction:
        return Restriction.objects.create(resident=self.person, reason="Asked for", by=self.user("Rita"), at=EIGHT)

    def open(self, user: User, at: datetime = EIGHT, closed_at: datetime | None = None) -> BreakGlass:
        return BreakGlass.objects.create(
            resident=self.person, user=user, reason="Found on the road", opened_at=at, closed_at=closed_at
        )

    def carer(self, user: User) -> Carer:
        return Carer.objects.create(resident=self.person, name="Ida Blanc", relation="child", user=user)

    def member(self, kind: Role.Kind = Role.Kind.PROFESSIONAL, **role: object) -> User:
        """Return somebody with a role who is in the circle."""
        user = self.user()
        self.role(user, kind, **role)
        self.circle(user)
        return user


def standing(build: Callable[[Scene], User | None]) -> Callable[[Scene], User | None]:
    """Keep a builder under the words of its row: its name, with spaces."""
    BUILDERS[build.__name__.replace("_", " ")] = build
    return build


@standing
def nobody(scene: Scene) -> None:
    return None


@standing
def somebody_without_a_role(scene: Scene) -> User:
    return scene.user()


@standing
def coordinator_of_the_area(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.COORDINATOR)
    return user


@standing
def coordinator_whose_role_ended(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.COORDINATOR, ends_on=YESTERDAY)
    return user


@standing
def coordinator_from_tomorrow(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.COORDINATOR, starts_on=TOMORROW)
    return user


@standing
def coordinator_of_another_area(scene: Scene) -> User:
    user = scene.user()
    elsewhere = Area.objects.create(code="valsesia", name="Valsesia", country="IT")
    scene.role(user, Role.Kind.COORDINATOR, area=elsewhere)
    return user


@standing
def coordinator_refused_by_name(scene: Scene) -> User:
    user = coordinator_of_the_area(scene)
    scene.refusal(person=user)
    return user


@standing
def coordinator_whose_organisation_is_refused(scene: Scene) -> User:
    user = coordinator_of_the_area(scene)
    scene.refusal(organisation=scene.usl)
    return user


@standing
def coordinator_of_a_restricted_record(scene: Scene) -> User:
    scene.restrict()
    return coordinator_of_the_area(scene)


@standing
def coordinator_from_abroad(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.COORDINATOR, organisation=scene.abroad)
    return user


@standing
def coordinator_from_abroad_with_consent(scene: Scene) -> User:
    scene.consent(Purpose.CROSS_BORDER, country="FR", organisation=scene.abroad)
    return coordinator_from_abroad(scene)


@standing
def coordinator_from_abroad_after_withdrawal(scene: Scene) -> User:
    given = scene.consent(Purpose.CROSS_BORDER, country="FR", organisation=scene.abroad)
    Withdrawal.objects.create(consent=given, at=EIGHT)
    return coordinator_from_abroad(scene)


@standing
def professional_in_the_circle(scene: Scene) -> User:
    return scene.member()


@standing
def professional_outside_the_circle(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.PROFESSIONAL)
    return user


@standing
def professional_whose_circle_ended(scene: Scene) -> User:
    user = professional_outside_the_circle(scene)
    scene.circle(user, until=YESTERDAY)
    return user


@standing
def professional_in_the_circle_from_tomorrow(scene: Scene) -> User:
    user = professional_outside_the_circle(scene)
    scene.circle(user, since=TOMORROW)
    return user


@standing
def professional_in_the_circle_whose_role_ended(scene: Scene) -> User:
    return scene.member(ends_on=YESTERDAY)


@standing
def professional_in_the_circle_refused_by_name(scene: Scene) -> User:
    user = scene.member()
    scene.refusal(person=user)
    return user


@standing
def professional_in_the_circle_refused_by_organisation(scene: Scene) -> User:
    scene.refusal(organisation=scene.usl)
    return scene.member()


@standing
def professional_in_the_circle_refused_by_profession(scene: Scene) -> User:
    user = scene.member()
    Professional.objects.create(
        external_id="p-noa",
        user=user,
        given_name="Noa",
        family_name="Vuillermoz",
        kind=Professional.Kind.NURSE,
        organisation=scene.usl,
        area=Area.objects.create(code="valsesia", name="Valsesia", country="IT"),
        base="Varallo",
        base_lat=45.7,
        base_lon=7.2,
    )
    scene.refusal(profession=Professional.Kind.NURSE)
    return user


@standing
def professional_in_the_circle_when_everybody_is_refused(scene: Scene) -> User:
    scene.refusal()
    return scene.member()


@standing
def professional_in_the_circle_after_the_refusal_was_withdrawn(scene: Scene) -> User:
    Withdrawal.objects.create(consent=scene.refusal(), at=EIGHT)
    return scene.member()


@standing
def professional_in_the_circle_of_a_restricted_record(scene: Scene) -> User:
    scene.restrict()
    return scene.member()


@standing
def professional_in_the_circle_from_abroad(scene: Scene) -> User:
    return scene.member(organisation=scene.abroad)


@standing
def professional_in_the_circle_from_abroad_with_consent(scene: Scene) -> User:
    scene.consent(Purpose.CROSS_BORDER, country="FR")
    return scene.member(organisation=scene.abroad)


@standing
def professional_in_the_circle_from_abroad_consent_expired(scene: Scene) -> User:
    scene.consent(Purpose.CROSS_BORDER, country="FR", at=EIGHT - timedelta(days=9), expires_at=EIGHT)
    return scene.member(organisation=scene.abroad)


@standing
def professional_in_the_circle_from_abroad_consent_for_another_country(scene: Scene) -> User:
    scene.consent(Purpose.CROSS_BORDER, country="IT")
    return scene.member(organisation=scene.abroad)


@standing
def professional_in_the_circle_from_abroad_consent_and_refusal(scene: Scene) -> User:
    scene.consent(Purpose.CROSS_BORDER, country="FR")
    scene.consent(Purpose.CROSS_BORDER, country="FR", refuses=True, organisation=scene.abroad)
    return scene.member(organisation=scene.abroad)


@standing
def doctor_in_the_circle(scene: Scene) -> User:
    return scene.member(Role.Kind.DOCTOR)


@standing
def doctor_outside_the_circle(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.DOCTOR)
    return user


@standing
def antenna_in_the_circle(scene: Scene) -> User:
    return scene.member(Role.Kind.ANTENNA)


@standing
def antenna_outside_the_circle(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.ANTENNA)
    return user


@standing
def driver_in_the_circle(scene: Scene) -> User:
    return scene.member(Role.Kind.DRIVER)


@standing
def driver_outside_the_circle(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.DRIVER)
    return user


@standing
def the_person(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.RESIDENT)
    scene.person.user = user
    scene.person.save(update_fields=["user"])
    return user


@standing
def the_person_whose_role_ended(scene: Scene) -> User:
    user = the_person(scene)
    user.roles.update(ends_on=YESTERDAY)
    return user


@standing
def the_person_with_a_restricted_record(scene: Scene) -> User:
    scene.restrict()
    return the_person(scene)


@standing
def another_resident(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.RESIDENT)
    return user


@standing
def carer_with_consent(scene: Scene) -> User:
    user = another_resident(scene)
    scene.consent(Purpose.FAMILY, carer=scene.carer(user))
    return user


@standing
def carer_without_consent(scene: Scene) -> User:
    user = another_resident(scene)
    scene.carer(user)
    return user


@standing
def carer_after_withdrawal(scene: Scene) -> User:
    user = another_resident(scene)
    given = scene.consent(Purpose.FAMILY, carer=scene.carer(user))
    Withdrawal.objects.create(consent=given, at=EIGHT)
    return user


@standing
def carer_whose_consent_expired(scene: Scene) -> User:
    user = another_resident(scene)
    scene.consent(Purpose.FAMILY, carer=scene.carer(user), at=EIGHT - timedelta(days=9), expires_at=EIGHT)
    return user


@standing
def carer_refused_by_name(scene: Scene) -> User:
    user = carer_with_consent(scene)
    scene.refusal(person=user)
    return user


@standing
def carer_when_another_carer_has_consent(scene: Scene) -> User:
    user = carer_without_consent(scene)
    scene.consent(Purpose.FAMILY, carer=scene.carer(scene.user("Nino")))
    return user


@standing
def evaluator(scene: Scene) -> User:
    user = scene.user()
    scene.role(user, Role.Kind.EVALUATOR)
    return user


@standing
def evaluator_in_the_circle(scene: Scene) -> User:
    return scene.member(Role.Kind.EVALUATOR)


@standing
def data_protection_officer(scene: Scene) -> User:
    user = scene.user()
    DataProtectionOfficer.objects.create(user=user, organisation=scene.usl, starts_on=LONG_AGO)
    return user


@standing
def professional_who_broke_the_glass(scene: Scene) -> User:
    user = professional_outside_the_circle(scene)
    scene.open(user)
    return user


@standing
def professional_who_broke_the_glass_three_hours_ago(scene: Scene) -> User:
    user = professional_outside_the_circle(scene)
    scene.open(user, EIGHT - timedelta(hours=3))
    return user


@standing
def professional_who_broke_the_glass_and_closed_it(scene: Scene) -> User:
    user = professional_outside_the_circle(scene)
    scene.open(user, EIGHT - timedelta(minutes=9), closed_at=EIGHT)
    return user


@standing
def professional_refused_by_name_who_broke_the_glass(scene: Scene) -> User:
    user = professional_who_broke_the_glass(scene)
    scene.refusal(person=user)
    return user


@standing
def professional_whose_membership_was_ended(scene: Scene) -> User:
    user = professional_outside_the_circle(scene)
    member = scene.circle(user)
    member.ended_at, member.end_reason = EIGHT, "Another nurse took over"
    member.save()
    return user


@standing
def antenna_who_broke_the_glass(scene: Scene) -> User:
    user = antenna_outside_the_circle(scene)
    scene.open(user)
    return user


@standing
def evaluator_who_broke_the_glass(scene: Scene) -> User:
    user = evaluator(scene)
    scene.open(user)
    return user


@standing
def coordinator_of_an_erased_record(scene: Scene) -> User:
    Erasure.objects.create(resident=scene.person, ground=Erasure.Ground.REQUEST, at=EIGHT)
    return coordinator_of_the_area(scene)
