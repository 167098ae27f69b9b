from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_supported_language_variant
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cordata.accounts import queries
from cordata.accounts.forms.entrance import SignInForm
from cordata.accounts.models import User

YEAR = 365 * 24 * 3600


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = onward_address(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignInForm(request, request.POST or None)
    if form.is_valid() and form.user:
        return welcome(request, form.user, onward)
    demo = {}
    if settings.CORDATA_DEMO:
        demo = {"roles": queries.demo_people(day=timezone.localdate()), "password": settings.CORDATA_DEMO_PASSWORD}
    context = {"form": form, "next": onward, "demo": demo}
    return render(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


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


def welcome(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    """Open the session; the language chosen on the way in wins over the one kept with the person."""
    chosen = request.session.get("language")
    login(request, user)
    if chosen and chosen != user.language:
        user.language = request.session.pop("language")
        user.save(update_fields=["language"])
    return speak(redirect(onward), user.language)


def speak(answer: HttpResponse, code: str) -> HttpResponse:
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def onward_address(request: HttpRequest) -> str:
    """Return where the person wanted to go, if it is a page of ours, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)
