from __future__ import annotations

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_supported_language_variant
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cordata.accounts import queries
from cordata.accounts.events import record_event
from cordata.accounts.forms.entrance import SignInForm
from cordata.accounts.forms.factors import CodeForm
from cordata.accounts.identities import providers, way_out
from cordata.accounts.languages import speak
from cordata.accounts.limits import limited
from cordata.accounts.models import AuditEntry, User
from cordata.accounts.onward import onward_address
from cordata.accounts.sessions import WANTS_SHARED


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@limited("sign_in", methods=("POST",))
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = onward_address(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignInForm(request, request.POST or None)
    if form.is_valid() and form.user:
        request.session[WANTS_SHARED] = form.cleaned_data["shared"]
        login = Login(user=form.user, redirect_url=onward)
        answer: HttpResponse = perform_password_login(request, {"email": form.user.email}, login)
        return answer
    if form.is_bound and form.non_field_errors():
        whose = User.objects.filter(email=form.cleaned_data.get("email", "").lower()).order_by("pk").first()
        record_event(request, what=AuditEntry.What.REFUSE, where="sign_in", user=whose, status=422)
    demo = {}
    if settings.CORDATA_DEMO:
        demo = {"people": queries.demo_people(day=timezone.localdate()), "password": settings.CORDATA_DEMO_PASSWORD}
    context = {"form": form, "next": onward, "demo": demo, "providers": providers()}
    return render(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="sign_in")  # type: ignore[untyped-decorator]
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of somebody whose password was right."""
    stage = request._login_stage  # type: ignore[attr-defined]
    user, forms = stage.login.user, {"code": CodeForm, "credential": AuthenticateWebAuthnForm}
    sent = next((name for name in forms if name in request.POST), "")
    form = forms[sent or "code"](user=user, data=request.POST if sent else None)
    if form.is_valid():
        form.save()
        answer: HttpResponse = stage.exit()
        return answer
    if form.is_bound:
        record_event(request, what=AuditEntry.What.REFUSE, where="second_factor", user=user, status=422)
    has_passkey = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists()
    context = {
        "form": form if sent != "credential" else CodeForm(user=user),
        "passkey_failed": form.is_bound and sent == "credential",
        "options": webauthn.begin_authentication(user) if has_passkey else None,
        "has_app": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
    }
    return render(request, "accounts/second_factor.html", context, status=422 if form.is_bound else 200)


@require_GET
@limited("passkey")
def passkey_options(request: HttpRequest) -> HttpResponse:
    """Return the question that a passkey answers, for a module of the sign-in page."""
    return JsonResponse(webauthn.begin_authentication(user=None))


@require_POST
@limited("passkey")
def passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone: holding the device and opening it are two factors."""
    onward = onward_address(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = LoginWebAuthnForm(data=request.POST)
    if form.is_valid():
        request.session[WANTS_SHARED] = "shared" in request.POST
        found = form.cleaned_data["credential"]
        answer: HttpResponse = perform_passwordless_login(request, found, Login(user=found.user, redirect_url=onward))
        return answer
    record_event(request, what=AuditEntry.What.REFUSE, where="passkey", status=422)
    context = {
        "form": SignInForm(request),
        "next": onward,
        "demo": {},
        "providers": providers(),
        "passkey_failed": True,
    }
    return render(request, "accounts/sign_in.html", context, status=422)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session, and the one at the provider by which somebody came."""
    back = reverse(settings.LOGOUT_REDIRECT_URL)
    outward = way_out(request, back)
    logout(request)
    answer: HttpResponse = redirect(back)
    if outward != back:
        answer = render(request, "accounts/leaving.html", {"address": outward})
    answer["Clear-Site-Data"] = '"cache"'  # not "storage": a phone keeps there what it has not sent yet
    return answer


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language from here on; kept with the person, or until they sign in."""
    answer = HttpResponseRedirect(onward_address(request))
    try:
        code = get_supported_language_variant(request.POST.get("language", ""))
    except LookupError:
        return answer
    if isinstance(request.user, User):
        request.user.language = code
        request.user.save(update_fields=["language"])
    else:
        request.session["language"] = code
    return speak(answer, code)
