"""A person, and the means to set somebody before their record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from cordata.accounts.models import Area, Organisation, Role, User
from cordata.people.models import (
    BreakGlass,
    Carer,
    CircleMember,
    Consent,
    ConsentText,
    Purpose,
    Resident,
    Restriction,
)
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
