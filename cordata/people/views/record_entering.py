"""A new person in the register, in under a minute, and only once."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cordata.accounts.models import AuditPerson
from cordata.accounts.requests import SignedInRequest
from cordata.people.actions.entering import enter_person
from cordata.people.forms.entering import EnteringForm
from cordata.people.forms.similar import SimilarForm
from cordata.people.looks import shown
from cordata.people.queries.doubts import doubts
from cordata.people.queries.places import may_enter_people
from cordata.people.queries.similar import Lookalikes, similar_people
from cordata.ui.flash import tell, warn

ALREADY = gettext_lazy(
    "Somebody very like this is in the register. Open their record or say that it is another person."
)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_person(request: SignedInRequest) -> HttpResponse:
    """Enter a person who was not in the register; somebody very like them has to be told apart first."""
    at = timezone.now()
    if not may_enter_people(request.user, timezone.localdate(at)):
        raise PermissionDenied
    form = EnteringForm(request.POST or None, user=request.user, initial={"language": request.user.language})
    facts = form.facts() if form.is_valid() else SimilarForm(request.POST).facts()
    alike = similar_people(facts, request.user, at) if facts else Lookalikes()
    if form.is_valid():
        if alike.is_strong and not form.cleaned_data["is_another"]:
            form.add_error("is_another", str(ALREADY))
        else:
            return entered(request, form)
    told = (*alike.seen_ids, *alike.hinted_ids, *form.people_told)
    shown(request, told, otherwise=AuditPerson.Ground.MATCH)
    context = {"form": form, "alike": alike}
    return render(request, "people/record/new.html", context, status=422 if form.is_bound else 200)


def entered(request: SignedInRequest, form: EnteringForm) -> HttpResponse:
    """Enter the person and go to their page."""
    resident = enter_person(entry=form.entry(), by=request.user, at=timezone.now())
    shown(request, [resident])
    tell(request, _("%(person)s is in the register.") % {"person": resident})
    for note in form.notes + [one.sentence for one in doubts(resident)]:
        warn(request, note)
    return redirect("person", resident.pk)
