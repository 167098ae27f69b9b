"""Changing a section of somebody's record; what others changed meanwhile is shown beside one's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts.requests import SignedInRequest
from cordata.base.numbers import whole_number
from cordata.people.actions.record import (
    CannotUndo,
    NothingChanged,
    RecordHasMoved,
    RowIsNeeded,
    change_record,
    undo_change,
)
from cordata.people.forms.meeting import meeting_of
from cordata.people.forms.record import RecordForm, with_another_row
from cordata.people.looks import shown
from cordata.people.models import Condition, Resident
from cordata.people.queries.doubts import doubts
from cordata.people.queries.isolation import isolation
from cordata.people.queries.places import housemates
from cordata.people.queries.record import editable_sections, record_of
from cordata.people.queries.sections import HOME, SECTIONS, Section
from cordata.people.views.access import seen_or_404
from cordata.ui.flash import tell, warn


@dataclass(frozen=True, slots=True)
class Opened:
    """A section that a user opened to change it."""

    resident: Resident
    section: Section
    sections: list[Section]

    @property
    def is_whole(self) -> bool:
        """Whether the user changes the whole record, and not only what one may correct of one's own."""
        return len(self.sections) == len(SECTIONS)


def opened(request: SignedInRequest, resident_id: int, slug: str) -> Opened:
    """
    Return a section that the signed-in user may change.

    :raises Http404: for strangers, and for a section that does not exist
    :raises PermissionDenied: for those who see the person and may not change this
    """
    at = timezone.now()
    resident = seen_or_404(request, resident_id, at)
    if slug not in SECTIONS:
        raise Http404
    sections = editable_sections(request.user, resident, at)
    if SECTIONS[slug] not in sections:
        raise PermissionDenied
    shown(request, [resident])
    return Opened(resident, SECTIONS[slug], sections)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def record(request: SignedInRequest, resident_id: int, section: str) -> HttpResponse:
    """Change a section of a person's record."""
    now = opened(request, resident_id, section)
    data: QueryDict | None = request.POST if request.method == "POST" else None
    adds = data.get("add", "") if data else ""
    if data and adds:
        data = with_another_row(data, adds)
    form = RecordForm(now.section, now.resident, record_of(now.resident, now.section), user=request.user, data=data)
    if data is None:
        return screen(request, now, form)
    if adds:
        form.begin_row(adds)
        return screen(request, now, form)
    if not form.is_valid():
        return screen(request, now, form, status=422)
    return saved(request, now, form)


def saved(request: SignedInRequest, now: Opened, form: RecordForm) -> HttpResponse:
    """Save a section and say so, or show what stands in its way."""
    try:
        stands = change_record(
            resident=now.resident,
            section=now.section,
            rows=form.rows(),
            version=whole_number(request.POST.get("version", "")) or 0,
            by=request.user,
            at=timezone.now(),
        )
    except RecordHasMoved as moved:
        meeting = meeting_of(moved, form)
        context = {"now": now, "meeting": meeting, "version": moved.version}
        return render(request, "people/record/meeting.html", context, status=409)
    except RowIsNeeded as refusal:
        form.refuse(str(refusal))
        return screen(request, now, form, status=422)
    except NothingChanged as nothing:
        for note in (str(nothing), *form.notes()):
            warn(request, note)
        return redirect("person", now.resident.pk)
    undo = reverse("record_undo", args=[stands.pk, now.section.slug])
    said = _("%(section)s of %(person)s: saved.") % {"section": now.section.title, "person": stands}
    tell(request, said, undo=f"{undo}?version={stands.version}")
    notes = form.notes() + [one.sentence for one in doubts(stands) if now.section.slug == "identifiers"]
    for note in notes:
        warn(request, note)
    return redirect("person", stands.pk)


@require_POST
@login_required
def record_undo(request: SignedInRequest, resident_id: int, section: str) -> HttpResponse:
    """Take back the change that made a version."""
    now = opened(request, resident_id, section)
    try:
        undo_change(
            resident=now.resident,
            section=now.section,
            version=whole_number(request.GET.get("version", "")) or 0,
            by=request.user,
            at=timezone.now(),
        )
    except CannotUndo as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("%(section)s: as before.") % {"section": now.section.title})
    return redirect("person", now.resident.pk)


def screen(request: SignedInRequest, now: Opened, form: RecordForm, *, status: int = 200) -> HttpResponse:
    """Print a section to change."""
    at_home = now.section.slug == HOME
    others = housemates(now.resident, request.user, timezone.now()) if at_home else []
    shown(request, (*form.people_told(), *(one.pk for one in others)))
    context = {
        "others": others,
        "isolation": isolation(now.resident, timezone.now()) if at_home else None,
        "now": now,
        "form": form,
        "doubts": doubts(now.resident) if now.section.slug == "identifiers" else [],
        "conditions": Condition.Code.choices if now.section.slug == "health" else [],
        "version": request.POST.get("version", now.resident.version),
    }
    return render(request, "people/record/section.html", context, status=status)
