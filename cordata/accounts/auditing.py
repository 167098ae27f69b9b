"""Writing down who was shown or changed, by whom and why. Entries hold ids and keyed hashes: no name, no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cordata.accounts.models import AuditEntry, AuditPerson, Role, User
from cordata.accounts.queries import roles_of
from cordata.accounts.requests import client_address

What, Ground = AuditEntry.What, AuditPerson.Ground
RISING = (What.READ, What.SEARCH, What.PRINT, What.SEND, What.EXPORT, What.WRITE)  # one entry says the last of these
NOT_DONE = 400  # the answers from here on say that nothing was changed
SEARCH_PURPOSE = "cordata.audit.search"


class ToldTooLate(RuntimeError):
    """A person was shown after the request's entry had been stored: say whom a page shows before it is answered."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a request did with a person, and on what ground."""

    what: AuditEntry.What
    ground: AuditPerson.Ground


@dataclass(slots=True)
class Looks:
    """What one request has shown so far."""

    at: datetime
    persons: dict[int, Shown] = field(default_factory=dict)
    search: str = ""
    has_signed_in: bool = False
    is_stored: bool = False
    roles: list[Role] | None = None

    def add(self, persons: Mapping[int, Shown]) -> None:
        """
        Put people on the entry; whoever is there already keeps the ground, and the stronger of the two deeds.

        :raises ToldTooLate: if the entry is stored
        """
        if self.is_stored:
            raise ToldTooLate("Everybody a page shows must be told before it is answered.")
        for pk, new in persons.items():
            old = self.persons.get(pk, new)
            self.persons[pk] = Shown(max(old.what, new.what, key=RISING.index), old.ground)

    def what(self) -> AuditEntry.What:
        """Return the strongest of what was done."""
        if self.has_signed_in:
            return What.SIGN_IN
        deeds = [one.what for one in self.persons.values()] + ([What.SEARCH] if self.search else [])
        return max(deeds, key=RISING.index)

    def nothing_was_changed(self) -> None:
        """Turn changes into looks: what was sent was refused, and shown again."""
        for pk, one in self.persons.items():
            if one.what is What.WRITE:
                self.persons[pk] = Shown(What.READ, one.ground)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to store."""
        return not (self.persons or self.search or self.has_signed_in)


def looks_of(request: HttpRequest) -> Looks:
    """Return what a request has shown so far; begun with its first question."""
    looks: Looks | None = request.__dict__.get("looks")
    if looks is None:
        looks = request.__dict__["looks"] = Looks(at=timezone.now())
    return looks


def roles_now(request: HttpRequest) -> list[Role]:
    """Return the signed-in user's roles of today with their areas, the one taken up last first; asked for once."""
    looks, user = looks_of(request), request.user
    if looks.roles is None:
        looks.roles = roles_of(user, day=timezone.localdate(looks.at)) if isinstance(user, User) else []
    return looks.roles


def note_search(request: HttpRequest, words: str) -> None:
    """Keep that somebody was searched for by name; of the words only their hash."""
    if words.strip():
        looks_of(request).search = hash_words(words)


def note_sign_in(request: HttpRequest, **_facts: object) -> None:
    """Keep that somebody signed in, by whatever way: a receiver of `user_logged_in`."""
    looks_of(request).has_signed_in = True


def hash_words(words: str) -> str:
    """Return by what two searches for the same words are told to be the same, and nothing else."""
    return salted_hmac(SEARCH_PURPOSE, " ".join(words.casefold().split()), algorithm="sha256").hexdigest()


def store(request: HttpRequest, *, status: int, refused: Iterable[int] | None = None) -> None:
    """Store a request's entry with its persons; `refused` gives instead those it was not shown."""
    looks = looks_of(request)
    if status >= NOT_DONE:
        looks.nothing_was_changed()
    match, user = request.resolver_match, request.user
    entry = AuditEntry(
        at=looks.at,
        user_id=user.pk,
        what=What.REFUSE if refused is not None else looks.what(),
        where=(match.view_name if match else "")[:80],
        roles=" ".join(f"{role.kind}@{role.area.code}" for role in roles_now(request))[:200],
        address=address_of(request),
        status=status,
        search=looks.search,
    )
    if refused is None:
        _insert(entry, looks.persons)
    else:
        _insert(entry, {pk: Shown(What.REFUSE, Ground.NONE) for pk in refused})
    looks.is_stored = True


def record_job(
    where: str, persons: Iterable[int], *, what: AuditEntry.What, at: datetime, by: User | None = None
) -> None:
    """Store what a command or a background job did with people; `by` is who asked for it."""
    found = {pk: Shown(what, Ground.JOB) for pk in persons}
    if found:
        _insert(AuditEntry(at=at, user_id=by.pk if by else None, what=what, where=where[:80]), found)


def _insert(entry: AuditEntry, persons: Mapping[int, Shown]) -> None:
    with transaction.atomic(savepoint=False):
        entry.save(force_insert=True)
        AuditPerson.objects.bulk_create(
            [
                AuditPerson(entry=entry, person_id=pk, what=one.what, ground=one.ground)
                for pk, one in sorted(persons.items())
            ],
            batch_size=5000,
        )


def address_of(request: HttpRequest) -> str | None:
    """Return the network address a request came from, if it came by a network."""
    said = client_address(request)
    try:
        return str(ip_address(said))
    except ValueError:
        return None
