from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cordata.accounts.auditing import roles_now
from cordata.accounts.models import AuditPerson, Role
from cordata.accounts.requests import SignedInRequest
from cordata.people.actions.doubles import DecidedAlready, doubt_again, tell_apart
from cordata.people.forms.doubles import PageForm
from cordata.people.looks import shown
from cordata.people.models import DoubleCandidate
from cordata.people.queries.doubles import candidates_of, worklist
from cordata.ui.flash import tell, warn

MATCH = AuditPerson.Ground.MATCH


@require_safe
@login_required
def doubles(request: SignedInRequest) -> HttpResponse:
    """Show a coordinator the pairs of records that may be one person, side by side."""
    coordinators_only(request)
    form = PageForm(request.GET)
    status = 200 if form.is_valid() else 422
    page = form.cleaned_data.get("page") or 1
    found = worklist(request.user, timezone.now(), page)
    shown(request, found.seen_ids)
    shown(request, found.hinted_ids, otherwise=MATCH)
    return render(request, "people/doubles/worklist.html", {"found": found}, status=status)


@require_POST
@login_required
def difference(request: SignedInRequest, candidate_id: int) -> HttpResponse:
    """Keep that a pair are two persons."""
    candidate = candidate_of(request, candidate_id)
    try:
        tell_apart(candidate=candidate, by=request.user, at=timezone.now())
    except DecidedAlready:
        warn(request, _("Somebody has decided about these two meanwhile."))
    else:
        shown(request, [candidate.first_id, candidate.second_id], otherwise=MATCH)
        tell(
            request,
            _("They are two persons and will not be asked about again."),
            undo=reverse("difference_withdrawal", args=[candidate_id]),
        )
    return redirect("doubles")


@require_POST
@login_required
def difference_withdrawal(request: SignedInRequest, candidate_id: int) -> HttpResponse:
    """Take back that a pair are two persons."""
    candidate = candidate_of(request, candidate_id)
    doubt_again(candidate=candidate)
    shown(request, [candidate.first_id, candidate.second_id], otherwise=MATCH)
    return redirect("doubles")


def candidate_of(request: SignedInRequest, candidate_id: int) -> DoubleCandidate:
    """
    Return a pair of which the user coordinates at least one.

    :raises PermissionDenied: for who coordinates nobody
    :raises Http404: for a pair elsewhere
    """
    coordinators_only(request)
    return get_object_or_404(candidates_of(request.user, timezone.now()), pk=candidate_id)


def coordinators_only(request: SignedInRequest) -> None:
    """
    Let nobody pass but coordinators.

    :raises PermissionDenied: for others
    """
    if all(role.kind != Role.Kind.COORDINATOR for role in roles_now(request)):
        raise PermissionDenied
