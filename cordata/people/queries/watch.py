"""Who may read the audit, and of whom: coordinators of their areas, data-protection officers of their organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cordata.accounts.models import AuditEntry, AuditPerson, DataProtectionOfficer, Role, User
from cordata.people.models import Resident
from cordata.people.models.seeing import coordinated, roles


@dataclass(frozen=True, slots=True)
class Watch:
    """What a user may read of the audit at an instant. An officer reads numbers and initials, never a record."""

    user: User
    at: datetime
    is_officer: bool

    def persons(self) -> QuerySet[Resident]:
        """
        Return the people the watch is about, those erased or merged since included.

        An officer's are those of the areas which their organisation coordinates, or did, in its own country.
        """
        if self.is_officer:
            coordinating = Role.objects.filter(organisation__in=self._organisations(), kind=Role.Kind.COORDINATOR)
            at_home = coordinating.filter(organisation__country=F("area__country"))
            return Resident.objects.filter(household__commune__area__in=at_home.values("area"))
        return Resident.objects.filter(coordinated(self.user, timezone.localdate(self.at), self.at))

    def users(self) -> QuerySet[User]:
        """Return whose looks the watch is about, by name: who works, or has worked, where it reaches."""
        if self.is_officer:
            held = Role.objects.filter(organisation__in=self._organisations())
        else:
            own = roles(self.user, timezone.localdate(self.at), Role.Kind.COORDINATOR)
            held = Role.objects.filter(area__in=own.values("area"))
        return User.objects.filter(pk__in=held.values("user")).order_by("last_name", "first_name", "pk")

    def entries(self) -> QuerySet[AuditEntry]:
        """Return the entries about those people; an officer also reads the others of the organisation's users."""
        # Asked of each entry read, not of everybody first: 100,000 people's consents take seconds.
        about = AuditPerson.objects.filter(
            Exists(self.persons().filter(pk=OuterRef("person_id"))), entry=OuterRef("pk")
        )
        ways = Q(Exists(about))
        if self.is_officer:
            ways |= Q(user_id__in=self.users().order_by().values("pk"))
        return AuditEntry.objects.filter(ways)

    def _organisations(self) -> QuerySet[DataProtectionOfficer, int]:
        day = timezone.localdate(self.at)
        in_office = DataProtectionOfficer.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)
        return in_office.filter(user=self.user).values_list("organisation", flat=True)


def watch_of(user: User, at: datetime) -> Watch | None:
    """Return what a user may read of the audit; None for all who are neither coordinator nor officer, in 2 queries."""
    if roles(user, timezone.localdate(at), Role.Kind.COORDINATOR).exists():
        return Watch(user, at, is_officer=False)
    watch = Watch(user, at, is_officer=True)
    return watch if watch._organisations().exists() else None
