"""The page of a resident, or of a family carer whom a resident lets read theirs: short, and in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from cordata.accounts.models import Organisation, User
from cordata.desk.queries.standing import MemberLine, VisitLine, circle_of, consents_of, visits_ahead
from cordata.desk.queries.steps import next_visit
from cordata.people.models import Resident
from cordata.people.queries.consent import Decided, decided
from cordata.people.queries.similar import centres_of


@dataclass(frozen=True, slots=True)
class MyPage:
    """What the page prints about one person; `others` are the further people the user may read of here."""

    resident_id: int
    name: str
    given_name: str
    is_own: bool
    next: VisitLine | None
    ahead: tuple[VisitLine, ...]
    circle: tuple[MemberLine, ...]
    decisions: tuple[Decided, ...]
    centre: Organisation | None
    phone: str
    others: tuple[tuple[int, str], ...]


def people_of(user: User, at: datetime) -> list[Resident]:
    """Return the user's own record and those of the people who let them read theirs, the own one first, in 1 query."""
    seen = Resident.objects.filter(pk__in=Resident.objects.seen_by(user, at=at).values("pk"))
    near = seen.filter(Q(user=user) | Q(carers__user=user)).select_related("household__commune__area").distinct()
    return sorted(near.order_by("family_name", "given_name", "pk"), key=lambda one: one.user_id != user.pk)


def my_page(user: User, resident: Resident, known: list[Resident], at: datetime) -> MyPage:
    """Return the page about one of the people whom `people_of` found."""
    today = timezone.localdate(at)
    ahead = tuple(one for one in visits_ahead(resident, today, reads_health=True) if not one.is_cancelled)
    area = resident.household.commune.area
    return MyPage(
        resident_id=resident.pk,
        name=str(resident),
        given_name=resident.given_name,
        is_own=resident.user_id == user.pk,
        next=next_visit(ahead, at),
        ahead=ahead,
        circle=circle_of(resident, at),
        decisions=tuple(decided(one, at) for one in consents_of(resident, at)),
        centre=centres_of([area.pk], at).get(area.pk),
        phone=resident.phone,
        others=tuple((one.pk, str(one)) for one in known if one != resident),
    )
