"""`cordata audit` says in words and by its exit code whether the audit is whole."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.utils import timezone

from cordata.accounts.audit.chain import head
from cordata.accounts.audit.guards import TABLES, guarded, unguard
from cordata.accounts.audit.sealing import seal_new
from cordata.accounts.models import AuditSeal
from cordata.config.commands.audit import BROKEN, NOT_SEALED, OTHER_HEAD, UNGUARDED, audit
from cordata.config.commands.worker import worker
from tests.bench.audit import lifted
from tests.clock import NINE


@pytest.fixture
def sealed(enter):
    """Three entries, sealed."""
    found = [enter([7]) for _one in range(3)]
    seal_new(NINE)
    return found


def run(*arguments: str):
    return CliRunner().invoke(audit, [str(one) for one in arguments])


class TestVerify:
    def test_says_that_the_chain_is_whole(self, sealed):
        said = run("verify")

        assert said.exit_code == 0
        assert "The chain is whole: 3 links." in said.output

    def test_names_the_first_altered_entry(self, sealed, tamper):
        tamper("UPDATE accounts_auditentry SET user_id = 2 WHERE id = %s", sealed[1].pk)

        said = run("verify")

        assert said.exit_code == BROKEN
        assert f"Entry {sealed[1].pk} is not as it was sealed" in said.output
        assert "1 links before it hold." in said.output

    def test_tells_what_is_not_sealed_yet(self, sealed, enter):
        waiting = enter([7], at=timezone.now())

        said = run("verify")

        assert said.exit_code == 0
        assert f"Not sealed yet: 1 entries, the first is {waiting.pk}" in said.output

    def test_complains_of_what_nobody_seals(self, sealed, enter):
        enter([7], at=timezone.now() - timedelta(minutes=2))

        assert run("verify").exit_code == NOT_SEALED

    def test_complains_of_missing_triggers(self, sealed):
        with lifted():
            said = run("verify")

        assert said.exit_code == UNGUARDED
        assert "accounts_auditentry may be changed" in said.output

    def test_compares_with_a_head_that_was_kept(self, sealed, tamper, tmp_path):
        kept = tmp_path / "head.json"
        kept.write_text(run("head").output)

        assert run("verify", "--head", kept).exit_code == 0
        tamper("DELETE FROM accounts_auditseal WHERE position = 3")
        said = run("verify", "--head", kept)
        assert said.exit_code == OTHER_HEAD
        assert "The chain ends at link 2" in said.output

    def test_refuses_a_file_that_holds_no_head(self, sealed, tmp_path):
        kept = tmp_path / "head.json"
        kept.write_text("hello")

        said = run("verify", "--head", kept)

        assert said.exit_code == 2
        assert "holds no chain head" in said.output


class TestHead:
    def test_is_printed_as_one_line_of_json(self, sealed):
        said = run("head")

        assert json.loads(said.output)["digest"] == head().digest
        assert said.output.count("\n") == 1

    def test_is_not_there_before_anything_is_sealed(self, db):
        assert run("head").exit_code == 1


class TestSeal:
    def test_seals_whatever_waits(self, enter):
        enter([7])
        enter([8])

        said = run("seal")

        assert "2 entries sealed." in said.output
        assert AuditSeal.objects.count() == 2


class TestGuard:
    def test_sets_missing_triggers_again(self, db):
        unguard(connection)

        run("guard")

        assert guarded(connection) == set(TABLES)


class TestTheWorker:
    @pytest.mark.django_db(transaction=True)
    def test_seals_what_waits_when_it_has_done_its_jobs(self, enter):
        enter([7])

        CliRunner().invoke(worker, ["--once"], catch_exceptions=False)

        assert AuditSeal.objects.count() == 1
