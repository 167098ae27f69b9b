from datetime import date

from django.db.models import Case, IntegerField, Value, When

from cordata.accounts.models import Role, User

SHOWN_PEOPLE = 12


def roles_of(user: User, *, day: date) -> list[Role]:
    """Return a person's roles in force on a day with their areas, the one taken up last first."""
    return list(Role.objects.on(day).filter(user=user).select_related("area").order_by("-starts_on", "pk"))


def demo_people(*, day: date) -> list[Role]:
    """Return who may sign in with one tap in the demo, coordinators first, each with the first of their roles."""
    rank = Case(When(kind=Role.Kind.COORDINATOR, then=Value(0)), default=Value(1), output_field=IntegerField())
    roles = Role.objects.on(day).filter(user__is_active=True).select_related("user", "area", "organisation")
    first: dict[int, Role] = {}
    for role in roles.order_by(rank, "user__last_name", "user__first_name", "pk"):
        first.setdefault(role.user_id, role)
    return list(first.values())[:SHOWN_PEOPLE]
