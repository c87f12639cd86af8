"""By name and password, by one-time link, by code; and out again."""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.helpers import get_cool_off
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cellwork.kernel import clock
from cellwork.people.actions import check_code, end_session, use_link, want_link
from cellwork.people.forms import AskForLink, Code, SignIn
from cellwork.people.models import Account
from cellwork.people.queries import called, code_locked_until, device_of, link_standing
from cellwork.people.views.entering import enter, let_in, where_to, who_waits
from cellwork.web.access import PageRequest, public

_NOT_TOGETHER = "Name and password do not belong together. Look at capital letters in the password, and try once more."
_CODE_DOES_NOT_FIT = "This code does not fit. Each works once and for half a minute: wait for the next one and type it."


@public
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
def sign_in(request: PageRequest) -> HttpResponse:
    """By name and password. An unknown name and a wrong password get the same answer after the same work."""
    back = where_to(request, request.POST.get("next") or request.GET.get("next"))
    if request.method == "GET" and request.user.is_authenticated:
        return HttpResponseRedirect(back)
    form = SignIn(request.POST or None)
    if form.is_valid():
        # The one `authenticate` that counts tries (axes); its lock answers through `too_many_tries`.
        account = authenticate(request, **form.cleaned_data)
        if isinstance(account, Account):
            return enter(request, account, back=back)
        form.add_error(None, _NOT_TOGETHER)
    status = 422 if form.is_bound else 200
    return render(request, "people/sign_in.html", {"form": form, "next": back}, status=status)


@public
@require_POST
def sign_out(request: PageRequest) -> HttpResponse:
    """End this session, here and in the list of sessions."""
    if isinstance(request.user, Account) and request.session.session_key:
        end_session(request.user, session_key=request.session.session_key)
    logout(request)
    messages.success(request, "You have signed out on this device.")
    return redirect("sign_in")


@public
@require_http_methods(["GET", "POST"])
def ask_for_link(request: PageRequest) -> HttpResponse:
    """Ask for a one-time link by e-mail. The answer never tells whether there is such an account."""
    form = AskForLink(request.POST or None)
    if not form.is_valid():
        return render(request, "people/ask_for_link.html", {"form": form}, status=422 if form.is_bound else 200)
    want_link(form.cleaned_data["address"], origin=request.build_absolute_uri("/"), at=request.at)
    return redirect("link_asked")


@public
@require_http_methods(["GET"])
def link_asked(request: PageRequest) -> HttpResponse:
    """What to do while the letter is on its way."""
    return render(request, "people/link_asked.html")


@public
@require_http_methods(["GET", "POST"])
def by_link(request: PageRequest, token: str) -> HttpResponse:
    """GET shows whom the link signs in and uses nothing up (letter boxes open links by themselves); POST signs in."""
    if request.method == "POST":
        return enter(request, use_link(token, at=request.at), back="/")
    standing = link_standing(token, at=request.at)
    told = {"standing": standing, "name": called(standing.account) if standing.account else ""}
    return render(request, "people/by_link.html", told, status=200 if standing.state == "good" else 410)


@public
@require_http_methods(["GET", "POST"])
def code(request: PageRequest) -> HttpResponse:
    """The second factor: six digits from the phone, asked for after the password and before anything else."""
    waiting = who_waits(request)
    device = device_of(waiting[0]) if waiting else None
    if waiting is None or device is None:
        messages.info(request, "Please sign in again: the code was not given within ten minutes.")
        return redirect("sign_in")
    account, back = waiting
    form = Code(request.POST or None)
    locked_until = code_locked_until(device)
    if form.is_valid() and locked_until is None:
        fitting = check_code(account, code=form.cleaned_data["code"])
        if fitting is not None:
            return let_in(request, account, back=back, device=fitting)
        form.add_error("code", _CODE_DOES_NOT_FIT)
    return _ask_for_code(request, form, locked_until if form.is_bound else None)


def _ask_for_code(request: PageRequest, form: Code, locked_until: datetime | None) -> HttpResponse:
    if locked_until is not None:
        seconds = max(1, round((locked_until - request.at) / timedelta(seconds=1)))
        form.add_error("code", f"After wrong codes each try waits a little longer: try again in {seconds} seconds.")
    status = 429 if locked_until is not None else 422 if form.is_bound else 200
    return render(request, "people/code.html", {"form": form}, status=status)


def too_many_tries(request: HttpRequest, _response: object = None, _credentials: object = None) -> HttpResponse:
    """429: when to come back, what to do meanwhile. Called by axes, for names that exist and names that do not."""
    lasts = get_cool_off(request) or timedelta(minutes=15)
    until = clock.now() + lasts
    told = {"until": until, "minutes": round(lasts / timedelta(minutes=1))}
    response = render(request, "people/too_many_tries.html", told, status=429)
    response.headers["Retry-After"] = str(round(lasts / timedelta(seconds=1)))
    return response
