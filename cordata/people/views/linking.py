from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts.auditing import note_search
from cordata.accounts.models import Role, User
from cordata.accounts.queries.holders import governed
from cordata.accounts.requests import SignedInRequest
from cordata.people.actions import linking
from cordata.people.forms.search import WordsField
from cordata.people.looks import shown
from cordata.people.models import Carer, Resident
from cordata.people.queries.linking import Linkable, link_of, linkable, linkable_by_key, linked_with
from cordata.ui.flash import tell, warn
from cordata.workforce.models import Professional

LINKED_KINDS = (Role.Kind.PROFESSIONAL, Role.Kind.DOCTOR, Role.Kind.RESIDENT)


def linked_role(request: SignedInRequest, role_id: int) -> Role:
    """
    Return a role of the coordinator's own, of a kind that somebody of the register may hold.

    :raises Http404: for any other
    """
    ours = governed(request.user, on=timezone.localdate()).filter(kind__in=LINKED_KINDS)
    return get_object_or_404(ours, pk=role_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def role_person(request: SignedInRequest, role_id: int) -> HttpResponse:
    """Say who the holder of a role is in the register: a professional, a resident or a carer."""
    role, at = linked_role(request, role_id), timezone.now()
    if request.method == "POST":
        return link(request, role)
    words = WordsField(required=False).clean(request.GET.get("words", ""))
    note_search(request, words)
    links = [link_of(one) for one in linked_with(role, request.user, at)]
    found = [link_of(one) for one in linkable(role, request.user, words=words, at=at)]
    shown(request, {one.resident_id for one in (*links, *found) if one.resident_id})
    context = {"role": role, "links": links, "found": found, "words": words}
    return render(request, "people/linking/role_person.html", context)


def link(request: SignedInRequest, role: Role) -> HttpResponse:
    """Link the holder of a role with whom the form names."""
    chosen = named(request, role)
    try:
        link_with(role.user, chosen, by=request.user)
    except linking.AlreadyLinked as refusal:
        warn(request, str(refusal))
    else:
        tell(request, _("%(user)s is %(name)s.") % {"user": role.user, "name": chosen})
    return redirect("role_person", role.pk)


def named(request: SignedInRequest, role: Role) -> Linkable:
    """
    Return whom the form names.

    :raises Http404: for somebody unseen, or of another kind than the role
    """
    chosen = linkable_by_key(role, request.user, request.POST.get("who", ""), timezone.now())
    if chosen is None:
        raise Http404
    if not isinstance(chosen, Professional):
        shown(request, [chosen.pk if isinstance(chosen, Resident) else chosen.resident_id])
    return chosen


def link_with(user: User, chosen: Linkable, *, by: User) -> None:
    """Store the link, by what was chosen."""
    at = timezone.now()
    if isinstance(chosen, Professional):
        linking.link_professional(user=user, professional=chosen)
    elif isinstance(chosen, Carer):
        linking.link_carer(user=user, carer=chosen, by=by, at=at)
    else:
        linking.link_resident(user=user, resident=chosen, by=by, at=at)


@require_POST
@login_required
def role_person_removal(request: SignedInRequest, role_id: int) -> HttpResponse:
    """Take a link away."""
    role = linked_role(request, role_id)
    chosen = named(request, role)
    if chosen.user_id != role.user_id:
        raise Http404
    linking.unlink(linked=chosen, by=request.user, at=timezone.now())
    tell(request, _("The link was taken away."))
    return redirect("role_person", role_id)
