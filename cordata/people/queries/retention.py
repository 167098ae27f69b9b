"""How long each record is kept, and which have been kept long enough."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import DateTimeField, F, Max, Model, Q, QuerySet
from django.utils import timezone

from cordata.accounts.models import DataProtectionOfficer, Role, User
from cordata.people.holdings import Holding, Kind, every_holding
from cordata.people.models import Resident, ResidentQuerySet
from cordata.people.rules.retention import Facts, Held, Rule, Schedule, is_over, kept_until, schedule, years_after

AT_ONCE = 5_000  # people a query


@dataclass(slots=True)
class Contacts:
    """When a person was last heard of, what stands in the record, what is open, and whether a visit lies ahead."""

    last: date | None = None
    held: Held = Held.KNOWN
    is_open: bool = False
    is_visited: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """How long one record is kept, by which rule, since when."""

    resident: Resident
    rule: Rule
    last_contact: date
    until: date
    goes_on: bool
    is_visited: bool

    def keeps_care(self, on: date) -> bool:
        """Return whether a record of care has to be kept on a day."""
        return self.rule.held is Held.CARE and not is_over(self.until, on)

    def is_over(self, on: date) -> bool:
        """Return whether it may be erased on a day."""
        return not self.goes_on and is_over(self.until, on)


@dataclass(slots=True)
class Retention:
    """The records of some people: those kept long enough, and those for which no day can be told."""

    due: list[Term] = field(default_factory=list)
    without_contact: int = 0
    without_rule: int = 0


def rules_in_force() -> Schedule:
    """
    Return the rule for each country and kind of record, with what this installation has set.

    :raises ValueError: if CORDATA_RETENTION shortens what a law asks, or names no rule
    """
    return schedule(settings.CORDATA_RETENTION)


def retention(people: ResidentQuerySet, *, on: date) -> Retention:
    """Return whose record may be erased on a day, the longest over first; few queries, however many people."""
    rules = rules_in_force()
    ruled = people.filter(household__commune__country__in={country for country, _held in rules})
    contacts = contacts_of(ruled, on)
    told = Retention(without_contact=ruled.count() - len(contacts), without_rule=people.count() - ruled.count())
    shortest = min(rule.years for rule in rules.values())
    asked = sorted(pk for pk, one in contacts.items() if may_be_over(one, shortest, on))
    for start in range(0, len(asked), AT_ONCE):
        for resident in with_what_counts(Resident.objects.filter(pk__in=asked[start : start + AT_ONCE])):
            term = term_from(resident, contacts[resident.pk], rules)
            if term and term.is_over(on):
                told.due.append(term)
    told.due.sort(key=lambda term: (term.until, term.resident.pk))
    return told


def may_be_over(known: Contacts, years: int, on: date) -> bool:
    """Return whether a term of as few years as any rule has could be over."""
    return not known.is_visited and known.last is not None and is_over(years_after(known.last, years), on)


def term_of(resident: Resident, *, on: date) -> Term | None:
    """Return how long a person's record is kept; None where no contact or no rule for their country is known."""
    people = Resident.objects.filter(pk=resident.pk)
    (one,) = with_what_counts(people)
    return term_from(one, contacts_of(people, on)[resident.pk], rules_in_force())


def term_from(resident: Resident, known: Contacts, rules: Schedule) -> Term | None:
    country = resident.household.commune.country
    rule = rules.get((country, known.held))
    if rule is None or known.last is None:
        return None
    facts = Facts(country, known.held, known.last, latest_birth(resident), died_on(resident))
    is_here = not (hasattr(resident, "death") or hasattr(resident, "departure"))
    goes_on = known.is_visited or (known.is_open and is_here)
    return Term(resident, rule, known.last, kept_until(rule, facts), goes_on, known.is_visited)


def latest_birth(resident: Resident) -> date | None:
    """Return the last day on which a person may have been born."""
    if resident.born_on is None and resident.born_in_year:
        return date(resident.born_in_year, 12, 31)
    return resident.born_on


def died_on(resident: Resident) -> date | None:
    """Return the day of a person's death, if they have died."""
    return resident.death.died_on if hasattr(resident, "death") else None


def with_what_counts(people: ResidentQuerySet) -> ResidentQuerySet:
    """Return people with what their terms depend on, in 1 query."""
    return people.select_related("household__commune", "death", "departure").order_by("pk")


def contacts_of(people: ResidentQuerySet, on: date) -> dict[int, Contacts]:
    """Return when each person was last heard of, a query for each model that tells, two where a contact may last."""
    found: dict[int, Contacts] = defaultdict(Contacts)
    ids = people.order_by().values("pk")
    for holding in every_holding():
        if not holding.contact:
            continue
        rows = holding.model._default_manager.filter(holding.counts, **{f"{holding.path}__in": ids})
        latest = rows.order_by(holding.path).values_list(holding.path)
        happened = Max(holding.contact, filter=until(holding, on))
        for person, last, furthest in latest.annotate(happened=happened, furthest=Max(holding.contact)):
            note(found[person], holding, day_of(last) if last else None, is_ahead=day_of(furthest) > on)
        if holding.lasts:
            open_still = Q(**{f"{name}__isnull": True for name in holding.lasts})
            for person in rows.filter(open_still).order_by(holding.path).values_list(holding.path, flat=True):
                found[person].is_open = True
    return found


def note(known: Contacts, holding: Holding, last: date | None, *, is_ahead: bool) -> None:
    """Add what one model tells of a person; what lies ahead still goes on, and is no contact yet."""
    if last:
        known.last = max(known.last or last, last)
    if holding.kind is Kind.CARE:
        known.held = Held.CARE
    if is_ahead:
        known.is_open = True
        known.is_visited = known.is_visited or is_visit(holding)


def is_visit(holding: Holding) -> bool:
    """Return whether a row of a model is one coming of somebody on one day."""
    return bool(holding.contact) and holding.kind is Kind.CARE and not holding.lasts


def until(holding: Holding, on: date) -> Q:
    """Return which rows of a model have come about by the end of a day."""
    if isinstance(holding.model._meta.get_field(holding.contact), DateTimeField):
        return Q(**{f"{holding.contact}__lt": timezone.make_aware(datetime.combine(on + timedelta(days=1), time()))})
    return Q(**{f"{holding.contact}__lte": on})


def promised_days(resident: Model, *, on: date) -> list[date]:
    """Return the days after a day on which a visit is promised to a person, the next first."""
    visits = [one for one in every_holding() if is_visit(one)]
    ahead = (
        one.of(resident).filter(one.counts).exclude(until(one, on)).values_list(one.contact, flat=True)
        for one in visits
    )
    return sorted({day_of(moment) for moments in ahead for moment in moments})


def day_of(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def kept_for(user: User, at: datetime) -> tuple[ResidentQuerySet, bool] | None:
    """Return whose terms a user watches over and whether they read names: an officer does not; None: nobody's."""
    day = timezone.localdate(at)
    if Role.objects.on(day).filter(user=user, kind=Role.Kind.COORDINATOR).exists():
        return Resident.objects.coordinated_by(user, at=at), True
    if offices(user, day).exists():
        return watched_by(user, day), False
    return None


def watched_by(user: User, day: date) -> ResidentQuerySet:
    """Return the people of the areas that the organisations of a data-protection officer coordinate."""
    held = Role.objects.on(day).filter(
        kind=Role.Kind.COORDINATOR,
        organisation__in=offices(user, day).values("organisation"),
        organisation__country=F("area__country"),
    )
    return Resident.objects.known().filter(household__commune__area__in=held.values("area"))


def offices(user: User, day: date) -> QuerySet[DataProtectionOfficer]:
    """Return for which organisations a user is the data-protection officer on a day."""
    until = Q(ends_on=None) | Q(ends_on__gte=day)
    return DataProtectionOfficer.objects.filter(until, user=user, starts_on__lte=day)
