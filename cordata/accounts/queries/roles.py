from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from cordata.accounts.models import DataProtectionOfficer, Role, User

SHOWN_PEOPLE = 12


def roles_of(user: User, *, day: date) -> list[Role]:
    """Return a person's roles in force on a day with their areas, the one taken up last first."""
    return list(Role.objects.on(day).filter(user=user).select_related("area").order_by("-starts_on", "pk"))


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Who may sign in with one tap: as what, for whom, and where; an officer watches over no area."""

    user: User
    what: str
    organisation: str
    area_names: tuple[str, ...] = ()

    @property
    def areas(self) -> str:
        """Every area in which they hold this role."""
        return ", ".join(self.area_names)

    @property
    def is_of_several_areas(self) -> bool:
        """Whether they hold this role in more than one area."""
        return len(self.area_names) > 1


def demo_people(*, day: date) -> list[DemoPerson]:
    """Return who may sign in with one tap in the demo: coordinators, the others, then officers; in 2 queries."""
    rank = Case(When(kind=Role.Kind.COORDINATOR, then=Value(0)), default=Value(1), output_field=IntegerField())
    held = Role.objects.on(day).filter(user__is_active=True).select_related("user", "area", "organisation")
    roles: dict[int, list[Role]] = {}
    for role in held.order_by(rank, "user__last_name", "user__first_name", "pk"):
        roles.setdefault(role.user_id, []).append(role)
    officers = _demo_officers(day)
    return [_with_first_role(few) for few in roles.values()][: SHOWN_PEOPLE - len(officers)] + officers


def _with_first_role(roles: list[Role]) -> DemoPerson:
    first = roles[0]
    areas = dict.fromkeys(str(one.area) for one in roles if one.kind == first.kind)
    return DemoPerson(first.user, first.get_kind_display(), str(first.organisation), tuple(areas))


def _demo_officers(day: date) -> list[DemoPerson]:
    watching = DataProtectionOfficer.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, user__is_active=True
    )
    found = watching.select_related("user", "organisation").order_by("user__last_name", "pk")
    return [DemoPerson(one.user, _("data-protection officer"), str(one.organisation)) for one in found]
