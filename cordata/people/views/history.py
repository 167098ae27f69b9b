from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cordata.accounts.requests import SignedInRequest
from cordata.base.numbers import whole_number
from cordata.people.actions.record import NothingChanged
from cordata.people.actions.restoring import CannotRestore, restore
from cordata.people.forms.history import RestoringForm
from cordata.people.looks import shown
from cordata.people.queries.history import changes_of, history_of
from cordata.people.queries.merge import joined_to
from cordata.people.queries.revisions import told_changes
from cordata.people.queries.seeing import coordinates, is_own, may_edit
from cordata.people.views.access import changed_by, seen_or_404
from cordata.ui.flash import tell


@require_safe
@login_required
def history(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Show what was corrected in a record, by whom and why."""
    at = timezone.now()
    resident = seen_or_404(request, resident_id, at)
    may_restore = may_edit(request.user, resident, at)
    if not (may_restore or is_own(request.user, resident)):
        raise PermissionDenied
    joined = joined_to([resident]) if coordinates(request.user, resident, at) else ()
    shown(request, [resident, *(one.gone_id for one in joined)])
    context = {
        "person": resident,
        "joined": joined,
        "history": history_of(resident, earlier_than=whole_number(request.GET.get("before", ""))),
        "may_restore": may_restore,
    }
    return render(request, "people/rights/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def restoring(request: SignedInRequest, resident_id: int, change_id: int) -> HttpResponse:
    """Put back what stood before a change, with a reason."""
    at = timezone.now()
    resident = changed_by(request, resident_id, at)
    shown(request, [resident])
    change = get_object_or_404(changes_of(resident), pk=change_id)
    form = RestoringForm(request.POST or None)
    if form.is_valid():
        try:
            restore(resident=resident, change=change, reason=form.cleaned_data["reason"], by=request.user, at=at)
        except (CannotRestore, NothingChanged) as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Put back. The history keeps both changes."))
            return redirect("history", resident.pk)
    (told,) = told_changes([change])
    context = {"person": resident, "told": told, "form": form}
    return render(request, "people/rights/restoring.html", context, status=422 if form.errors else 200)
