from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cordata.accounts.requests import SignedInRequest
from cordata.desk.queries.mine import my_page, people_of
from cordata.people.looks import shown


@require_safe
@login_required
def me(request: SignedInRequest, resident_id: int | None = None) -> HttpResponse:
    """Show somebody their own page, or that of a person who lets them read it."""
    now = timezone.now()
    known = people_of(request.user, now)
    chosen = [one for one in known if resident_id in (None, one.pk)]
    if resident_id and not chosen:
        raise Http404
    if not chosen:
        return render(request, "desk/me/nobody.html")
    shown(request, known)
    return render(request, "desk/me/me.html", {"page": my_page(request.user, chosen[0], known, now)})
