"""Nobody, coordinators and professionals."""

from datetime import timedelta

from cordata.accounts.models import Area, Role, User
from cordata.people.models import Purpose, Withdrawal
from cordata.workforce.models import Professional
from tests.clock import EIGHT
from tests.house.standings.scene import TOMORROW, YESTERDAY, Scene, standing


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
