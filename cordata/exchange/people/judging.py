"""What each row of a table means for the register, for the coordinator who brings it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from cordata.accounts.models import Organisation, User
from cordata.exchange.models import ImportRow
from cordata.people.models import Resident

from . import differences
from .cells import PersonNotes
from .differences import Difference
from .knowing import AT_ONCE, external_key, known_people
from .likely import Alike, alike
from .rows import PersonRow
from .territory import Territory

Outcome = ImportRow.Outcome


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what it means."""

    row: PersonRow
    outcome: ImportRow.Outcome
    difference: Difference
    resident: Resident | None = None
    alike: tuple[Alike, ...] = ()

    def changes(self, territory: Territory) -> list[list[str]]:
        """Return what would change, as the preview prints it."""
        return [list(one) for one in differences.told(self.difference, self.resident, territory)]


def changed_by(user: User, people: Iterable[int], at: datetime) -> set[int]:
    """Return whose record, among some people, a user may change; a table changes nobody else's."""
    found = Resident.objects.edited_by(user, at=at).filter(pk__in=list(people))
    return set(found.order_by("pk").values_list("pk", flat=True))


@dataclass
class Judge:
    """Judges the rows of one table; what it cannot use is noted."""

    user: User
    organisation: Organisation
    territory: Territory
    notes: PersonNotes
    at: datetime
    seen_keys: dict[str, int] = field(default_factory=dict)

    def judge(self, rows: Sequence[PersonRow]) -> Iterator[Judged]:
        """Yield what some rows mean; a row that cannot be used is noted instead."""
        for start in range(0, len(rows), AT_ONCE):
            yield from self._some(rows[start : start + AT_ONCE])

    def _some(self, rows: Sequence[PersonRow]) -> Iterator[Judged]:
        known = known_people(rows, self.organisation).by_row
        meant = {one.pk for found in known.values() for one in found}
        open_to_user = changed_by(self.user, meant, self.at)
        fresh = []
        for row in rows:
            if row.number not in known:
                if self._is_usable(row):
                    fresh.append(row)
                continue
            refusal = self._refusal(known[row.number], open_to_user)
            if refusal:
                self.notes.fault(row.number, None, row.name, refusal)
                continue
            yield self._known(row, known[row.number][0])
        yield from self._fresh(fresh)

    def _refusal(self, meant: list[Resident], open_to_user: set[int]) -> str:
        if not meant:
            return _("somebody whose record was not erased")
        if len(meant) > 1:
            return _("the numbers of one person; these belong to several")
        if meant[0].pk not in open_to_user:
            return _("somebody of your area; this number is known elsewhere, ask the centre there")
        return ""

    def _is_usable(self, row: PersonRow) -> bool:
        if row.home is None:
            self.notes.fault(row.number, None, row.name, _("a commune, since this person is new"))
            return False
        key = external_key(self.organisation, row)
        earlier = self.seen_keys.setdefault(key, row.number)
        if earlier != row.number:
            expected = _("each person once; row %(row)d has the same name, birth and commune")
            self.notes.fault(row.number, None, row.name, expected % {"row": earlier})
            return False
        return True

    def _known(self, row: PersonRow, resident: Resident) -> Judged:
        difference = differences.between(resident, row)
        outcome = Outcome.CHANGED if difference.sections else Outcome.SAME
        return Judged(row, outcome, difference, resident)

    def _fresh(self, rows: Sequence[PersonRow]) -> Iterator[Judged]:
        found = alike(rows, self.territory)
        for row in rows:
            similar = found.get(row.number, ())
            outcome = Outcome.DOUBLE if similar else Outcome.NEW
            yield Judged(row, outcome, differences.of_new(row), None, similar)
