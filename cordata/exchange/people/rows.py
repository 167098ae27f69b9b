"""A person as a row of a table tells them. What a row leaves empty is None or missing here, and changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cordata.base.geo import Point

Stored = str | int | bool | date | list[str] | None


@dataclass(frozen=True, slots=True)
class Home:
    """Where a row says that somebody lives: a commune and a hamlet that we know, and what the row adds."""

    commune_id: int
    hamlet_id: int | None = None
    address: str = ""
    point: Point | None = None
    access: str = ""


@dataclass(frozen=True, slots=True)
class Doctor:
    """The family doctor that a row names."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class CarerCell:
    """A relative or neighbour that a row names; what it does not say of them is None."""

    name: str
    relation: str | None = None
    phone: str | None = None
    has_key: bool | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Something that hangs on a person: of which relation, what makes it the one it is, and how it is said."""

    related: str
    values: tuple[tuple[str, str], ...]
    words: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row: the fields of the person that it fills, where they live, and what hangs on them."""

    number: int
    external_id: str
    fields: Mapping[str, Stored]
    home: Home | None
    doctor: Doctor | None
    identifiers: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    carers: tuple[CarerCell, ...]

    @property
    def name(self) -> str:
        """The person's name, given name first."""
        return f"{self.fields.get('given_name', '')} {self.fields.get('family_name', '')}".strip()
