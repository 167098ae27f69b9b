"""Everybody else around a person."""

from datetime import timedelta

from cordata.accounts.models import DataProtectionOfficer, Role, User
from cordata.people.models import Erasure, Purpose, Withdrawal
from tests.clock import EIGHT
from tests.house.standings.at_the_desk import coordinator_of_the_area, professional_outside_the_circle
from tests.house.standings.scene import LONG_AGO, YESTERDAY, Scene, standing


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
