"""Rows written into the register: new people together, changes through the record's own history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cordata.accounts.models import User
from cordata.exchange.tables.columns import plain
from cordata.people.actions.history import History
from cordata.people.actions.record import hold, write_section
from cordata.people.models import GeneralPractitioner, Household, Resident
from cordata.people.queries.places import Settlement
from cordata.people.queries.record import OWN, placed, record_of, text_of, value_of
from cordata.people.queries.sections import HOME, ROWS, Section
from cordata.people.rules.merging import Row
from cordata.places.models import Hamlet

from .differences import Difference
from .rows import Doctor, Home
from .territory import Territory


@dataclass
class Homes:
    """Households and family doctors by what rows say of them; whatever is not there yet is made once."""

    territory: Territory
    households: dict[tuple[int, int | None], dict[str, Household]] = field(default_factory=dict)
    hamlets: dict[int, Hamlet] = field(default_factory=dict)
    doctors: dict[tuple[str, int], GeneralPractitioner] = field(default_factory=dict)

    def household(self, home: Home) -> Household:
        """Return the household at an address; a row without one is a household of its own."""
        nearby = self._nearby(home)
        address = plain(home.address)
        if not address or address not in nearby:
            nearby[address] = self._made(home)
        return nearby[address]

    def _nearby(self, home: Home) -> dict[str, Household]:
        """Return the households of a hamlet by their addresses; asked for once."""
        key = (home.commune_id, home.hamlet_id)
        if key not in self.households:
            stored = Household.objects.filter(commune=home.commune_id, hamlet=home.hamlet_id).order_by("-pk")
            self.households[key] = {plain(one.address): one for one in stored.select_related("commune", "hamlet")}
        return self.households[key]

    def _made(self, home: Home) -> Household:
        where = self.settlement(home)
        lat, lon = home.point or where.point
        return Household.objects.create(
            commune=where.commune, hamlet=where.hamlet, address=home.address, lat=lat, lon=lon, access=home.access
        )

    def settlement(self, home: Home) -> Settlement:
        """Return the hamlet or commune of a row."""
        if home.hamlet_id and home.hamlet_id not in self.hamlets:
            self.hamlets[home.hamlet_id] = Hamlet.objects.get(pk=home.hamlet_id)
        hamlet = self.hamlets[home.hamlet_id] if home.hamlet_id else None
        return Settlement(self.territory.by_id[home.commune_id], hamlet)

    def doctor(self, doctor: Doctor, commune_id: int) -> GeneralPractitioner:
        """Return the family doctor of a name, of the same commune or of any in the area."""
        if not self.doctors:
            stored = GeneralPractitioner.objects.filter(commune__in=list(self.territory.by_id)).order_by("pk")
            self.doctors = {(plain(one.name), one.commune_id): one for one in stored}
        name = plain(doctor.name)
        found = self.doctors.get((name, commune_id))
        found = found or next((one for (called, _at), one in self.doctors.items() if called == name), None)
        if found is None:
            found = GeneralPractitioner.objects.create(name=doctor.name, phone=doctor.phone, commune_id=commune_id)
            self.doctors[name, commune_id] = found
        return found


def change(
    resident: Resident, difference: Difference, homes: Homes, *, by: User, at: datetime, reason: str
) -> tuple[int, int]:
    """Write what a row changes, section by section, and return the record's version before and after."""
    held = hold(resident)
    version = held.version
    for section in difference.sections:
        stands = record_of(held, section)
        rows = with_difference(held, section, stands, difference, homes)
        if rows != stands:
            held = write_section(held, section, stands, rows, History(held, by=by, at=at, reason=reason))
    return version, held.version


def with_difference(
    held: Resident, section: Section, stands: Mapping[str, Row], difference: Difference, homes: Homes
) -> dict[str, Row]:
    """Return a section as it stands with a row's changes put in."""
    rows: dict[str, Row] = {key: dict(row) for key, row in stands.items()}
    own = {key: text_of(value) for key, value in difference.fields.items() if key in section.own}
    if "born_on" in own or "born_in_year" in own:
        own = {"born_on": "", "born_in_year": "", **own}  # one or the other, never both
    if section.slug == "doctor" and difference.doctor:
        commune = difference.home.commune_id if difference.home else held.household.commune_id
        own["practitioner"] = str(homes.doctor(difference.doctor, commune).pk)
    rows[OWN] = {**rows[OWN], **own}
    for place, (related, values) in enumerate(new_parts(difference)):
        if related in section.rows:
            rows[f"{related}.new{place}"] = values
    if "carers" in section.rows:
        for one in difference.carers:
            if one.carer:
                key = f"carers.{one.carer.pk}"
                rows[key] = {**rows[key], **{name: text_of(value) for name, value in one.values.items()}}
    if section.slug == HOME:
        put_home(held, rows, difference, homes)
    return rows


def new_parts(difference: Difference) -> list[tuple[str, dict[str, str]]]:
    """Return the rows to be added, by relation, every field as its text."""
    told = [("identifiers", {"system": system, "value": value}) for system, value in difference.identifiers]
    told += [(part.related, dict(part.values)) for part in difference.parts]
    for one in difference.carers:
        if one.carer is None:
            cell = one.cell
            said = {"name": cell.name, "relation": cell.relation or "neighbour", "phone": cell.phone or ""}
            told.append(("carers", {**said, "has_key": str(bool(cell.has_key))}))
    return [(related, blank(related) | values) for related, values in told]


def blank(related: str) -> dict[str, str]:
    """Return the texts of a row of which nothing is known yet."""
    model, names = ROWS[related]
    fresh = model()
    return {name: text_of(value_of(fresh, name)) for name in names}


def put_home(held: Resident, rows: dict[str, Row], difference: Difference, homes: Homes) -> None:
    """Let the home be where the row says, or its way in be as the row says."""
    homes_known = [key for key, row in rows.items() if key != OWN and row["use"] == "home" and not row["until_on"]]
    key = homes_known[0] if homes_known else "residences.new"
    if difference.home:
        household = homes.household(difference.home)
        stands = rows.get(key, {**blank("residences"), "use": "home"})
        rows[key] = {**stands, "household": str(household.pk), **placed(household)}
    elif key in rows:
        rows[key] = {**rows[key], "access": difference.access}
