"""An import of people taken back."""

from datetime import date

import pytest

from cordata.exchange import actions
from cordata.people.models import Carer, Consent, ConsentText, DoubleCandidate, Resident
from tests.clock import TEN
from tests.exchange.people import BRUNA, HEADINGS, everything_of, person, table


def agreed_to(carer: Carer) -> Consent:
    """Let a person have agreed that a carer reads their page."""
    text = ConsentText.objects.filter(purpose="family").earliest("pk")
    return Consent.objects.create(
        resident=carer.resident, purpose="family", carer=carer, how="paper", text=text, decided_at=TEN
    )


class TestUndoingAnImport:
    def test_removes_who_was_new(self, claudio, anna, take_in):
        found = take_in(table(BRUNA))

        actions.undo_import(people_import=found, by=anna, at=TEN)

        assert list(Resident.objects.order_by("pk")) == [claudio]

    def test_restores_what_was_changed(self, claudio, rosina, anna, take_in):
        headings = (*HEADINGS, "Allergie", "Caregiver")
        take_in(table((*BRUNA, "penicillina", "Ida"), headings=headings))
        before = everything_of(person()), person().phone, person().household
        moved = (*BRUNA[:4], "Rhêmes-Notre-Dame", "Bruil", "Bruil 9", "0165 9", "lattice", "Rosa")
        found = take_in(table(moved, headings=headings), at=TEN)

        actions.undo_import(people_import=found, by=anna, at=TEN)

        assert (everything_of(person()), person().phone, person().household) == before

    def test_leaves_who_was_edited_since_and_says_so(self, claudio, anna, take_in):
        found = take_in(table(BRUNA, ("18", "Jocallaz", "Piero", "1939", *BRUNA[4:])))
        Resident.objects.filter(pk=person().pk).update(version=2, phone="0165 1")

        actions.undo_import(people_import=found, by=anna, at=TEN)

        assert person().phone == "0165 1"
        assert list(found.rows.exclude(kept_because="").values_list("name", "kept_because")) == [
            ("Bruna Jocallaz", "changed since")
        ]

    def test_leaves_who_has_something_of_their_own_since(self, claudio, anna, valentina, take_in):
        found = take_in(table(BRUNA))
        person().circle.create(professional=valentina, purpose="care", since_on=date(2026, 11, 26))

        actions.undo_import(people_import=found, by=anna, at=TEN)

        assert found.rows.get().kept_because == "has circle member since"

    def test_leaves_a_carer_whom_a_consent_names_since_and_says_so(self, claudio, anna, take_in):
        headings = (*HEADINGS, "Caregiver")
        take_in(table((*BRUNA, ""), headings=headings))
        found = take_in(table((*BRUNA, "Rosa"), headings=headings), at=TEN)
        agreed_to(person().carers.get())

        actions.undo_import(people_import=found, by=anna, at=TEN)

        row = found.rows.get()
        assert person().carers.get().name == "Rosa"
        assert (row.undone_at, "A consent names Rosa" in row.kept_because) == (None, True)

    def test_removes_who_was_new_though_the_night_found_them_alike(self, claudio, anna, take_in):
        found = take_in(table(BRUNA))
        DoubleCandidate.objects.create(first=claudio, second=person(), score=70, found_at=TEN)

        actions.undo_import(people_import=found, by=anna, at=TEN)

        assert list(Resident.objects.order_by("pk")) == [claudio]

    def test_happens_once(self, claudio, anna, take_in):
        found = take_in(table(BRUNA))
        actions.undo_import(people_import=found, by=anna, at=TEN)

        with pytest.raises(actions.NotNow):
            actions.undo_import(people_import=found, by=anna, at=TEN)
