from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cordata.accounts.models import AuditEntry
from cordata.accounts.requests import SignedInRequest
from cordata.people.actions.consent import AlreadyWithdrawn, record_decision, withdraw_decision
from cordata.people.forms.consent import DecisionForm, RecordedDecisionForm, WithdrawalForm
from cordata.people.looks import shown
from cordata.people.models import Consent, ConsentText, Purpose, Resident
from cordata.people.queries.consent import current_text, decided, decisions, with_recipients
from cordata.people.rules.consent import is_minor
from cordata.people.views.access import decided_with, posted
from cordata.ui.flash import tell


@require_safe
@login_required
def consents(request: SignedInRequest, resident_id: int) -> HttpResponse:
    """Show what a person has decided about their record, purpose by purpose, and what they decided before."""
    at = timezone.now()
    resident, is_own = decided_with(request, resident_id, at)
    shown(request, [resident])
    context = {"resident": resident, "is_own": is_own, "decisions": decisions(resident, at)}
    return render(request, "people/consents/consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decision(request: SignedInRequest, resident_id: int, purpose: str) -> HttpResponse:
    """Read a person the text of a purpose, and record what they decide."""
    at = timezone.now()
    resident, is_own = decided_with(request, resident_id, at)
    if purpose not in Purpose.values:
        raise Http404
    today = timezone.localdate(at)
    if is_own and is_minor(resident.born_on, resident.born_in_year, today):
        raise PermissionDenied
    shown(request, [resident])
    asked = request.GET.get("language", "")
    text = text_shown(purpose, asked if asked in dict(settings.LANGUAGES) else resident.language)
    kind = DecisionForm if is_own else RecordedDecisionForm
    form = kind(posted(request), initial=wanted(request), resident=resident, purpose=purpose, today=today)
    if form.is_valid():
        record_decision(consent=form.consent(text), by=request.user, at=at)
        tell(request, _("Recorded. It holds from now on."))
        return redirect("consents", resident_id)
    context = {
        "resident": resident,
        "is_own": is_own,
        "purpose": purpose,
        "title": Purpose(purpose).label,
        "text": text,
        "form": form,
    }
    return render(request, "people/consents/decision.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def consent(request: SignedInRequest, resident_id: int, consent_id: int) -> HttpResponse:
    """Show one decision as a sheet to print and keep, in the language it was made in."""
    at = timezone.now()
    resident, _is_own = decided_with(request, resident_id, at)
    found = get_object_or_404(decisions_of(resident), pk=consent_id)
    shown(request, [resident], what=AuditEntry.What.PRINT)
    with override(found.text.language):
        told = {"consent": found, "decided": decided(found, at), "resident": resident, "purpose": found.purpose}
        sheet = render_to_string("people/consents/sheet.html", told)
    context = {"resident": resident, "consent": found, "sheet": sheet}
    return render(request, "people/consents/consent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawal(request: SignedInRequest, resident_id: int, consent_id: int) -> HttpResponse:
    """Take a decision back, from this moment on."""
    at = timezone.now()
    resident, is_own = decided_with(request, resident_id, at)
    found = get_object_or_404(decisions_of(resident), pk=consent_id)
    shown(request, [resident])
    form = WithdrawalForm(posted(request))
    if form.is_valid():
        try:
            withdraw_decision(consent=found, reason=form.cleaned_data["reason"], by=request.user, at=at)
        except AlreadyWithdrawn as refusal:
            form.add_error(None, str(refusal))
        else:
            tell(request, _("Taken back. From this moment it no longer holds."))
            return redirect("consents", resident_id)
    context = {"resident": resident, "is_own": is_own, "decided": decided(found, at), "form": form}
    return render(request, "people/consents/withdrawal.html", context, status=422 if form.is_bound else 200)


def decisions_of(resident: Resident) -> QuerySet[Consent]:
    """Return a person's decisions with all that they name."""
    return with_recipients(Consent.objects.filter(resident=resident)).order_by("pk")


def text_shown(purpose: str, language: str) -> ConsentText:
    """
    Return the text to read out: in the language asked for, or in the reader's where it was not written in that one.

    :raises Http404: if nobody has written the text of this purpose yet
    """
    spoken = current_text(purpose, language) or current_text(purpose, (get_language() or "en")[:2])
    if spoken is None:
        raise Http404
    return spoken


def wanted(request: SignedInRequest) -> dict[str, str]:
    """Return what the link that led here wants decided, for the form to begin with."""
    person = request.GET.get("person", "")
    found = {"recipient": f"person-{person}" if person else "", "decision": request.GET.get("decision", "")}
    return {name: value for name, value in found.items() if value}
