from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts.requests import SignedInRequest
from cordata.people.actions.restriction import AlreadyRestricted, NotRestricted, lift_restriction, restrict
from cordata.people.forms.restriction import LiftingForm, RestrictionForm
from cordata.people.looks import shown
from cordata.people.models import Resident
from cordata.people.queries.seeing import coordinates
from cordata.people.views.rights import coordinated, own_or_coordinated
from cordata.ui.flash import tell


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def restriction(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Show whether a record is set aside, and set it aside."""
    at = timezone.now()
    if request.method != "POST":
        return page(request, own_or_coordinated(request, resident_id, at), RestrictionForm())
    resident = coordinated(request, resident_id, at)
    form = RestrictionForm(request.POST)
    if not form.is_valid():
        return page(request, resident, form)
    try:
        restrict(resident=resident, reason=form.cleaned_data["reason"], by=request.user, at=at)
    except AlreadyRestricted as refusal:
        form.add_error(None, str(refusal))
        return page(request, resident, form)
    tell(request, _("The record is restricted: the circle no longer reads it."))
    return redirect("restriction", resident.pk)


@require_POST
@login_required
def lifting(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Open a record to its circle again."""
    at = timezone.now()
    resident = coordinated(request, resident_id, at)
    form = LiftingForm(request.POST)
    if not form.is_valid():
        return page(request, resident, form)
    try:
        lift_restriction(resident=resident, reason=form.cleaned_data["reason"], by=request.user, at=at)
    except NotRestricted as refusal:
        form.add_error(None, str(refusal))
        return page(request, resident, form)
    tell(request, _("The restriction is lifted: the circle reads the record again."))
    return redirect("restriction", resident.pk)


def page(request: SignedInRequest, resident: Resident, form: RestrictionForm | LiftingForm) -> HttpResponse:
    """Answer with the state of things and the form that changes it."""
    shown(request, [resident])
    told = resident.restrictions.select_related("by", "lifted_by").order_by("-at", "-pk")
    standing = next((one for one in told if one.lifted_at is None), None)
    if standing and not form.is_bound:
        form = LiftingForm()
    context = {
        "person": resident,
        "standing": standing,
        "earlier": [one for one in told if one.lifted_at],
        "form": form,
        "may_change": coordinates(request.user, resident, timezone.now()),
    }
    return render(request, "people/rights/restriction.html", context, status=422 if form.errors else 200)
