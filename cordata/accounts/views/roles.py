from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cordata.accounts.actions import holding
from cordata.accounts.auditing import roles_now
from cordata.accounts.events import record_event
from cordata.accounts.forms.roles import PersonForm, RoleForm, TermForm
from cordata.accounts.models import AuditEntry, DataProtectionOfficer, Role, User
from cordata.accounts.queries.holders import (
    Post,
    governed,
    history_of,
    holder,
    holders,
    latest_changes,
    officers_named,
    posts_of,
)
from cordata.accounts.requests import SignedInRequest
from cordata.ui.flash import tell, warn


def own_posts(request: SignedInRequest) -> list[Post]:
    """
    Return where the signed-in user gives roles; first where the top of the page says that they work.

    :raises PermissionDenied: if they coordinate nowhere
    """
    posts = posts_of(request.user, on=timezone.localdate())
    if not posts:
        raise PermissionDenied
    role = roles_now(request)[0]
    here = (role.organisation_id, role.area_id)
    return sorted(posts, key=lambda post: (post.organisation.pk, post.area.pk) != here)


def own_role(request: SignedInRequest, role_id: int) -> Role:
    """
    Return a role that the signed-in user may change.

    :raises PermissionDenied: if they coordinate nowhere
    :raises Http404: if it is of another organisation or area
    """
    own_posts(request)
    return get_object_or_404(governed(request.user, on=timezone.localdate()), pk=role_id)


@require_safe
@login_required
def roles(request: SignedInRequest) -> HttpResponse:
    """List who holds which role, or with `?show=ended` who held one."""
    own_posts(request)
    today, show = timezone.localdate(), request.GET.get("show", "")
    context = {
        "holders": holders(request.user, on=today, wanted=show),
        "show": show,
        "officers": officers_named(request.user, on=today),
        "changes": latest_changes(request.user, on=today),
    }
    return render(request, "accounts/roles/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_role(request: SignedInRequest) -> HttpResponse:
    """Give somebody a role; whoever is new is written down, and gets a one-time link from there."""
    form = RoleForm(own_posts(request), timezone.localdate(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        term = (given["starts_on"], given["ends_on"])
        try:
            with transaction.atomic():
                user, is_new = who(given)
                role = holding.give_role(
                    user=user, kind=given["kind"], post=given["post"], term=term, by=request.user, at=timezone.now()
                )
        except (holding.AlreadyHeld, holding.WatchesThemself) as refusal:
            form.add_error(None, str(refusal))
        else:
            record_event(request, what=AuditEntry.What.WRITE, where=f"role_given {role.pk}")
            tell(request, said_of_new(user, is_new=is_new))
            return redirect("role", role.pk)
    return render(request, "accounts/roles/new.html", {"form": form}, status=422 if form.is_bound else 200)


def who(given: dict[str, Any]) -> tuple[User, bool]:
    """Return whom a form means, and whether they are new."""
    return holding.invited_user(
        email=given["email"],
        given_name=given["given_name"],
        family_name=given["family_name"],
        language=given["language"],
    )


def said_of_new(user: User, *, is_new: bool) -> str:
    if is_new:
        return _("%(name)s has the role. Make the one-time link with which they choose a password.") % {"name": user}
    return _("%(name)s has the role.") % {"name": user}


@require_safe
@login_required
def role(request: SignedInRequest, role_id: int) -> HttpResponse:
    """Show a role, what was done with it, and what can be."""
    found = own_role(request, role_id)
    return show_role(request, found, TermForm(found, timezone.localdate()))


def show_role(request: SignedInRequest, found: Role, form: TermForm) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "holder": holder(found, on=today),
        "form": form,
        "history": history_of(found),
        "links": found.kind in (Role.Kind.PROFESSIONAL, Role.Kind.DOCTOR, Role.Kind.RESIDENT),
        "is_self": found.user_id == request.user.pk,
        "needs_link": not found.user.has_usable_password() and found.user.last_login is None,
    }
    return render(request, "accounts/roles/role.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
def role_term(request: SignedInRequest, role_id: int) -> HttpResponse:
    """Give a role another end."""
    found = own_role(request, role_id)
    form = TermForm(found, timezone.localdate(), request.POST)
    if form.is_valid():
        try:
            holding.change_term(role=found, ends_on=form.cleaned_data["ends_on"], by=request.user, at=timezone.now())
        except holding.LastCoordinator as refusal:
            form.add_error("ends_on", str(refusal))
        else:
            record_event(request, what=AuditEntry.What.WRITE, where=f"role_term {found.pk}")
            tell(request, _("The end of the role was changed."))
            return redirect("role", role_id)
    return show_role(request, found, form)


@require_POST
@login_required
def role_ending(request: SignedInRequest, role_id: int) -> HttpResponse:
    """End a role at once."""
    found = own_role(request, role_id)
    try:
        holding.end_role(role=found, by=request.user, at=timezone.now())
    except holding.LastCoordinator as refusal:
        warn(request, str(refusal))
        return redirect("role", role_id)
    record_event(request, what=AuditEntry.What.WRITE, where=f"role_ended {role_id}")
    tell(request, _("The role of %(name)s has ended. It opens nothing any more.") % {"name": found.user})
    return redirect("roles" if found.user_id != request.user.pk else "home")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_officer(request: SignedInRequest) -> HttpResponse:
    """Name the data-protection officer of one's organisation."""
    form = PersonForm(own_posts(request), timezone.localdate(), request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                user, _is_new = who(given)
                officer = holding.name_officer(
                    user=user, post=given["post"], starts_on=given["starts_on"], by=request.user, at=timezone.now()
                )
        except (holding.AlreadyHeld, holding.WatchesThemself) as refusal:
            form.add_error(None, str(refusal))
        else:
            record_event(request, what=AuditEntry.What.WRITE, where=f"officer_named {officer.pk}")
            tell(request, _("%(name)s watches over how records are looked at.") % {"name": user})
            return redirect("roles")
    return render(request, "accounts/roles/officer.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@login_required
def officer_ending(request: SignedInRequest, officer_id: int) -> HttpResponse:
    """Let an officer no longer watch."""
    own = {post.organisation.pk for post in own_posts(request)}
    found = get_object_or_404(DataProtectionOfficer.objects.filter(organisation__in=own), pk=officer_id)
    holding.end_officer(officer=found, by=request.user, at=timezone.now())
    record_event(request, what=AuditEntry.What.WRITE, where=f"officer_ended {officer_id}")
    tell(request, _("%(name)s no longer watches.") % {"name": found.user})
    return redirect("roles")
