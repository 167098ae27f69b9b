from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cordata.accounts.models import User
from cordata.accounts.requests import SignedInRequest
from cordata.people.actions.circle import (
    AlreadyInCircle,
    MembershipEnded,
    add_member,
    end_membership,
    extend_membership,
)
from cordata.people.forms.circle import EndForm, ExtensionForm, MemberForm
from cordata.people.looks import shown
from cordata.people.models import CircleMember, Resident
from cordata.people.queries.circle import circle as told_circle
from cordata.people.queries.circle import user_of
from cordata.people.queries.seeing import is_own, may_edit
from cordata.people.views.access import changed_by, posted, read_with_health
from cordata.ui.flash import tell


@require_safe
@login_required
def circle(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Show who looks after a person, why, since and until when, and what each of them reads."""
    at = timezone.now()
    resident = read_with_health(request, resident_id, at)
    shown(request, [resident])
    context = {
        "resident": resident,
        "circle": told_circle(resident, at),
        "is_own": is_own(request.user, resident),
        "keeps": may_edit(request.user, resident, at),
        "reader": request.user,
    }
    return render(request, "people/circle/circle.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def newcomer(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Let somebody into a person's circle."""
    at = timezone.now()
    resident = changed_by(request, resident_id, at)
    shown(request, [resident])
    form = MemberForm(posted(request), resident=resident, today=timezone.localdate(at), by=request.user)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("purpose", "since_on", "until_on")}
        try:
            added = add_member(resident=resident, member=form.member(), by=request.user, **given)
        except AlreadyInCircle as refusal:
            form.add_error("who", str(refusal))
        else:
            tell(request, _("%(name)s is in the circle now.") % {"name": added.professional or added.user})
            return redirect("circle", resident_id)
    context = {"resident": resident, "form": form}
    return render(request, "people/circle/newcomer.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ending(request: SignedInRequest, resident_id: int, member_id: int) -> HttpResponse:
    """Take somebody out of a person's circle, at once and with a reason."""
    at = timezone.now()
    resident = changed_by(request, resident_id, at)
    shown(request, [resident])
    member = get_object_or_404(members(resident), pk=member_id)
    form = EndForm(posted(request))
    if form.is_valid():
        try:
            end_membership(member=member, reason=form.cleaned_data["reason"], by=request.user, at=at)
        except MembershipEnded as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("%(name)s has left the circle.") % {"name": member.professional or member.user})
            return redirect("circle", resident_id)
    context = {"resident": resident, "member": member, "form": form}
    return render(request, "people/circle/ending.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def extension(request: SignedInRequest, resident_id: int, member_id: int) -> HttpResponse:
    """Give a membership another last day; nobody lengthens their own."""
    at = timezone.now()
    resident = changed_by(request, resident_id, at)
    shown(request, [resident])
    member = get_object_or_404(members(resident), pk=member_id)
    refuse_oneself(member, request.user)
    today = timezone.localdate(at)
    first = {"until_on": member.until_on}
    form = ExtensionForm(posted(request), initial=first, first=member.since_on, today=today)
    if form.is_valid():
        try:
            extend_membership(member=member, until_on=form.cleaned_data["until_on"], at=at)
        except MembershipEnded as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Saved."))
            return redirect("circle", resident_id)
    context = {"resident": resident, "member": member, "form": form}
    return render(request, "people/circle/extension.html", context, status=422 if form.is_bound else 200)


def members(resident: Resident) -> QuerySet[CircleMember]:
    """Return a person's circle, past and present."""
    found = CircleMember.objects.filter(resident=resident).select_related("professional__user", "user")
    return found.order_by("pk")


def refuse_oneself(member: CircleMember, user: User) -> None:
    """
    Let nobody lengthen their own sight of a record.

    :raises PermissionDenied: if the membership is the user's own
    """
    if user_of(member) == user:
        raise PermissionDenied
