"""Two records joined, by a coordinator of both; and parted again."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts.auditing import note_search
from cordata.accounts.limits import limited
from cordata.accounts.requests import SignedInRequest
from cordata.people.actions.merge import CannotMerge, RecordsHaveMoved, merge_people
from cordata.people.actions.merge_undone import CannotUndoMerge, undo_merge
from cordata.people.forms.merge import MergeForm, OtherRecordForm
from cordata.people.looks import shown
from cordata.people.models import Merge, Resident
from cordata.people.queries.merge import counts, permits_left
from cordata.people.queries.namesakes import others_like
from cordata.people.queries.seeing import coordinates
from cordata.people.views.access import seen_or_404
from cordata.ui.flash import tell, warn


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("costly", methods=("POST",))
def merge(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Join another record to a person's; first say which one, then what stays."""
    at = timezone.now()
    kept = coordinated_or_refused(request, resident_id, at)
    asked = OtherRecordForm(request.GET)
    if not asked.is_valid() or not asked.cleaned_data["other"]:
        return other_record(request, kept, asked, at)
    gone = coordinated_or_refused(request, asked.cleaned_data["other"], at)
    if gone == kept:
        raise Http404
    form = MergeForm(request.POST or None, kept=kept, gone=gone)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            kept.version, gone.version = form.cleaned_data["kept_version"], form.cleaned_data["gone_version"]
            try:
                return joined(request, kept, gone, form, at)
            except CannotMerge as refusal:
                form.add_error(None, str(refusal))
                status = 409 if isinstance(refusal, RecordsHaveMoved) else 422
    shown(request, [kept, gone])
    context = {
        "kept": kept,
        "gone": gone,
        "form": form,
        "counts": counts(gone),
        "permits": permits_left(kept, gone, at),
    }
    return render(request, "people/doubles/merge.html", context, status=status)


def joined(request: SignedInRequest, kept: Resident, gone: Resident, form: MergeForm, at: datetime) -> HttpResponse:
    """
    Join the records and go to the one that stays.

    :raises CannotMerge: if they cannot be joined
    """
    merge = merge_people(
        kept=kept, gone=gone, takes=form.takes(), by=request.user, at=at, reason=form.cleaned_data["reason"]
    )
    shown(request, [kept, gone])
    tell(
        request,
        _("The two records are one: %(person)s.") % {"person": merge.kept},
        undo=reverse("merge_undoing", args=[kept.pk, merge.pk]),
    )
    return redirect("person", kept.pk)


@require_POST
@login_required
def merge_undoing(request: SignedInRequest, resident_id: int, merge_id: int) -> HttpResponse:
    """Part two records that were joined."""
    at = timezone.now()
    kept = coordinated_or_refused(request, resident_id, at)
    done = get_object_or_404(Merge.objects.filter(kept=kept), pk=merge_id)
    shown(request, [kept, done.gone_id])
    try:
        staying = undo_merge(merge=done, by=request.user, at=at)
    except CannotUndoMerge as refusal:
        warn(request, str(refusal))
        return redirect("person", kept.pk)
    tell(request, _("The records are two again. What was entered since stays with the one that was kept."))
    if staying:
        words = ngettext(
            "%(count)d field was changed since and stays as it is.",
            "%(count)d fields were changed since and stay as they are.",
            staying,
        )
        warn(request, words % {"count": staying})
    return redirect("person", kept.pk)


def other_record(request: SignedInRequest, kept: Resident, asked: OtherRecordForm, at: datetime) -> HttpResponse:
    """Ask which other record is the same person: those who look alike, or those whom words find."""
    words = asked.cleaned_data.get("words", "")
    note_search(request, words)
    others = others_like(kept, request.user, words, at)
    shown(request, [kept, *(one.resident_id for one in others)])
    context = {"kept": kept, "form": asked, "others": others, "words": words}
    return render(request, "people/doubles/other.html", context, status=200 if asked.is_valid() else 422)


def coordinated_or_refused(request: SignedInRequest, resident_id: int, at: datetime) -> Resident:
    """
    Return a person whose area the user coordinates.

    :raises Http404: for strangers
    :raises PermissionDenied: for those who see the record and coordinate something else
    """
    found = seen_or_404(request, resident_id, at)
    if not coordinates(request.user, found, at):
        raise PermissionDenied
    return found
