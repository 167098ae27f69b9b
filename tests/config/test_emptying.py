"""`cordata demo --fresh` empties a demo, its audit too, and nothing but a demo."""

import pytest
from django.db import connection

from cordata.accounts.audit.guards import TABLES, guarded
from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry
from cordata.config.demo import build
from cordata.people.models import Resident
from tests.clock import NINE

pytestmark = pytest.mark.django_db(transaction=True)


class TestEmptying:
    def test_takes_made_up_people_and_their_audit_away_and_sets_the_guard_again(self, claudio, skills):
        record_job("demo", [claudio.pk], what=AuditEntry.What.WRITE, at=NINE)

        build.empty()

        assert not Resident.objects.exists()
        assert not AuditEntry.objects.exists()
        assert guarded(connection) == set(TABLES)

    def test_leaves_real_people_and_their_audit_alone(self, claudio):
        Resident.objects.update(is_synthetic=False)
        record_job("import", [claudio.pk], what=AuditEntry.What.WRITE, at=NINE)

        with pytest.raises(build.RealPeopleHere):
            build.empty()

        assert Resident.objects.exists()
        assert AuditEntry.objects.exists()

    def test_of_an_empty_database_does_nothing(self):
        build.empty()

        assert guarded(connection) == set(TABLES)
