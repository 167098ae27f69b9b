"""What was entered is sealed, and whatever is altered afterwards is named."""

from datetime import timedelta

import pytest
from django.db import connection

from cordata.accounts.audit import sealing, verifying
from cordata.accounts.audit.chain import Head, head
from cordata.accounts.audit.sealing import seal_all, seal_new
from cordata.accounts.audit.verifying import Fault, verify
from cordata.accounts.models import AuditEntry, AuditPerson, AuditSeal
from tests.bench.audit import lifted
from tests.clock import NINE


@pytest.fixture
def five(enter) -> list[AuditEntry]:
    """Five entries about persons 7 and 8, sealed; none has the number of its link."""
    enter([7])
    with lifted(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_auditperson")
        cursor.execute("DELETE FROM accounts_auditentry")
    entries = [enter([7, 8], at=NINE + timedelta(minutes=step), address="10.0.0.7") for step in range(5)]
    seal_new(NINE)
    connection.check_constraints()
    return entries


def found() -> tuple[Fault, int, int]:
    finding = verify().finding
    assert finding is not None
    return finding.fault, finding.position, finding.entry_id


class TestSealing:
    def test_makes_one_link_for_each_entry_in_order(self, five):
        seals = AuditSeal.objects.order_by("position")

        assert [(seal.position, seal.entry_id) for seal in seals] == list(enumerate([one.pk for one in five], start=1))

    def test_does_nothing_when_nothing_waits(self, five, assert_num_queries):
        with assert_num_queries(2):
            assert seal_new(NINE) == 0

    def test_goes_on_in_batches(self, enter, monkeypatch):
        monkeypatch.setattr(sealing, "AT_ONCE", 2)
        for _one in range(5):
            enter([7])
        heard = []

        assert seal_all(NINE, tell=heard.append) == 5
        assert heard == [2, 4, 5]
        assert verify().finding is None

    def test_finds_an_entry_that_appeared_after_later_ones(self, five, enter):
        late = enter([7], pk=five[-1].pk + 10)
        enter([7], pk=late.pk + 5)
        seal_new(NINE)
        appeared = enter([7], pk=late.pk + 2)

        assert seal_new(NINE) == 1
        assert AuditSeal.objects.get(entry_id=appeared.pk).position == 8
        assert verify().finding is None

    def test_of_everything_finds_one_further_back_than_lately(self, five, enter, monkeypatch):
        monkeypatch.setattr(sealing, "LOOK_BACK", 1)
        enter([7], pk=five[-1].pk + 10)
        seal_new(NINE)
        enter([7], pk=five[-1].pk + 2)

        assert seal_new(NINE) == 0
        assert seal_all(NINE) == 1

    def test_says_when(self, five):
        assert set(AuditSeal.objects.order_by("pk").values_list("sealed_at", flat=True)) == {NINE}


class TestAChain:
    def test_that_nobody_touched_is_whole(self, five):
        verdict = verify()

        assert (verdict.finding, verdict.holding, verdict.unsealed) == (None, 5, 0)

    def test_without_a_link_is_whole(self, db):
        assert verify().finding is None

    def test_tells_what_is_not_sealed_yet(self, five, enter):
        waiting = enter([7], at=NINE + timedelta(hours=1))

        verdict = verify()

        assert (verdict.unsealed, verdict.first_unsealed) == (1, waiting.pk)
        assert verdict.unsealed_since == waiting.at

    def test_is_read_in_batches(self, five, monkeypatch):
        monkeypatch.setattr(verifying, "AT_ONCE", 2)
        heard = []

        assert verify(tell=heard.append).holding == 5
        assert heard == [2, 4, 5]

    def test_tells_that_triggers_are_missing(self, five):
        with lifted():
            assert verify().unguarded == {"accounts_auditentry", "accounts_auditperson", "accounts_auditseal"}

    def test_stands_when_the_secret_key_is_changed_and_the_old_one_kept(self, five, enter, settings):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key, made later", [settings.SECRET_KEY]
        enter([7])
        seal_new(NINE)

        assert verify().finding is None

    def test_does_not_hold_for_another_key(self, five, settings):
        settings.SECRET_KEY = "another key"

        assert found() == (Fault.ALTERED, 1, five[0].pk)


CHANGES = {
    "at": "2026-11-26 07:00:00",
    "user_id": 2,
    "what": "write",
    "where": "elsewhere",
    "roles": "",
    "address": "10.0.0.8",
    "status": 404,
    "search": "abc",
}


class TestVerifying:
    @pytest.mark.parametrize("column", sorted(CHANGES))
    def test_names_an_entry_that_was_changed(self, column, five, tamper):
        tamper(f'UPDATE accounts_auditentry SET "{column}" = %s WHERE id = %s', CHANGES[column], five[2].pk)

        assert found() == (Fault.ALTERED, 3, five[2].pk)

    @pytest.mark.parametrize(("column", "value"), [("person_id", 9), ("ground", "self"), ("what", "export")])
    def test_names_an_entry_one_of_whose_persons_was_changed(self, column, value, five, tamper):
        tamper(
            f'UPDATE accounts_auditperson SET "{column}" = %s WHERE entry_id = %s AND person_id = 8',
            value,
            five[1].pk,
        )

        assert found() == (Fault.ALTERED, 2, five[1].pk)

    def test_names_an_entry_to_which_a_person_was_added(self, five):
        AuditPerson.objects.create(entry=five[3], person_id=99, ground=AuditPerson.Ground.AREA)

        assert found() == (Fault.ALTERED, 4, five[3].pk)

    def test_names_an_entry_from_which_a_person_was_taken(self, five, tamper):
        tamper("DELETE FROM accounts_auditperson WHERE entry_id = %s AND person_id = 7", five[4].pk)

        assert found() == (Fault.ALTERED, 5, five[4].pk)

    def test_names_an_entry_that_is_gone(self, five):
        with lifted(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_auditperson WHERE entry_id = %s", [five[1].pk])
            cursor.execute("DELETE FROM accounts_auditentry WHERE id = %s", [five[1].pk])

        assert found() == (Fault.ENTRY_GONE, 2, five[1].pk)

    def test_names_an_entry_whose_seal_was_changed(self, five, tamper):
        tamper("UPDATE accounts_auditseal SET digest = %s WHERE position = 4", "0" * 64)

        assert found() == (Fault.ALTERED, 4, five[3].pk)

    def test_names_a_link_that_is_gone(self, five, tamper):
        tamper("DELETE FROM accounts_auditseal WHERE position = 3")

        assert found() == (Fault.SEAL_GONE, 3, 0)

    def test_names_the_first_of_several(self, five, tamper):
        tamper("UPDATE accounts_auditentry SET status = 500 WHERE id = %s", five[3].pk)
        tamper("UPDATE accounts_auditentry SET status = 500 WHERE id = %s", five[1].pk)

        assert found() == (Fault.ALTERED, 2, five[1].pk)
        assert verify().holding == 1

    def test_names_entries_that_changed_places(self, five):
        with lifted(), connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_auditseal SET entry_id = -1 WHERE position = 2")
            cursor.execute("UPDATE accounts_auditseal SET entry_id = %s WHERE position = 3", [five[1].pk])
            cursor.execute("UPDATE accounts_auditseal SET entry_id = %s WHERE position = 2", [five[2].pk])

        assert found() == (Fault.ALTERED, 2, five[2].pk)


def cut_after(position: int) -> None:
    """Take the end of the chain away with its entries, without a trace in what is left."""
    gone = list(AuditSeal.objects.filter(position__gt=position).order_by("pk").values_list("entry_id", flat=True))
    with lifted(), connection.cursor() as cursor:
        for entry_id in gone:
            cursor.execute("DELETE FROM accounts_auditperson WHERE entry_id = %s", [entry_id])
            cursor.execute("DELETE FROM accounts_auditentry WHERE id = %s", [entry_id])
        cursor.execute("DELETE FROM accounts_auditseal WHERE position > %s", [position])


class TestAHeadThatWasKept:
    def test_agrees_with_a_chain_that_grew_since(self, five, enter):
        kept = head()
        enter([7])
        seal_new(NINE)

        assert verify(kept=kept).finding is None

    def test_finds_an_end_that_was_cut_off(self, five):
        kept = head()
        cut_after(3)

        assert verify().finding is None
        finding = verify(kept=kept).finding
        assert (finding.fault, finding.position, finding.entry_id) == (Fault.CUT, 5, five[4].pk)
        assert str(finding) == f"The chain ends at link 3; the head that was kept is link 5, entry {five[4].pk}."

    def test_finds_a_chain_that_was_made_anew_with_the_right_key(self, five):
        kept = head()
        with lifted(), connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_auditentry SET user_id = 2 WHERE id = %s", [five[0].pk])
            cursor.execute("DELETE FROM accounts_auditseal")
        seal_all(NINE)

        assert verify().finding is None
        assert verify(kept=kept).finding.fault is Fault.OTHER_CHAIN

    def test_is_read_as_it_was_written(self, five):
        assert Head.from_json(head().as_json()) == head()

    @pytest.mark.parametrize("text", ["", "[]", '{"position": 1}', "null", "7"])
    def test_is_refused_when_it_is_none(self, text):
        with pytest.raises(ValueError, match=r"chain head|Expecting"):
            Head.from_json(text)

    def test_is_nothing_before_anything_is_sealed(self, db):
        assert head() is None
