"""The background jobs of an import that is too long to wait for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from cordata.exchange.models import PeopleImport
from cordata.exchange.people import work
from cordata.exchange.tables.faults import Faulty

State = PeopleImport.State


@task()
def compare_people(import_id: int) -> None:
    """Compare a table with the register; whatever ends it early is kept in the import's words."""
    _do(import_id, State.COMPARING, work.compare, fallback=State.MAPPING)


@task()
def store_people(import_id: int) -> None:
    """Take a table in; whatever ends it early leaves the register as it was."""
    _do(import_id, State.STORING, work.take_in, fallback=State.PREVIEW)


def _do(
    import_id: int,
    state: PeopleImport.State,
    piece: Callable[[PeopleImport, datetime], None],
    *,
    fallback: PeopleImport.State,
) -> None:
    found = PeopleImport.objects.select_related("by", "organisation").filter(pk=import_id, state=state).first()
    if found is None:
        return  # given up meanwhile, or done by another worker
    with override(found.by.language):
        try:
            piece(found, timezone.now())
        except Faulty as refusal:
            _fail(found, fallback, "; ".join(map(str, refusal.faults)))
        except (work.NoLongerCoordinates, work.RegisterHasMoved) as refusal:
            _fail(found, fallback, str(refusal))
        except Exception:
            _fail(found, fallback, _("Something went wrong. The register is as it was; please try again."))
            raise


def _fail(people_import: PeopleImport, state: PeopleImport.State, words: str) -> None:
    PeopleImport.objects.filter(pk=people_import.pk).update(state=state, failure=words[:300])
