"""One's own account: password, sessions, who looked."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cellwork.people import second_factor
from cellwork.people.actions import (
    address_in,
    confirm_address,
    end_other_sessions,
    end_session,
    move_session,
    set_password,
    want_address,
)
from cellwork.people.forms import ChangeAddress, ChangePassword
from cellwork.people.models import Account
from cellwork.people.queries import device_of, looks_at, sessions_of, wanted_address_of
from cellwork.web.access import PageRequest, account_holder, free_of_gates
from cellwork.web.attempts import attempt


def account_in(request: PageRequest) -> Account:
    """The signed-in account; views that need one have declared it."""
    return cast("Account", request.user)


@account_holder
@free_of_gates
@require_http_methods(["GET"])
def account(request: PageRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    own = account_in(request)
    told = {
        "own": own,
        "sessions": sessions_of(own, at=request.at),
        "this_session": request.session.session_key,
        "device": device_of(own),
        "wanted": wanted_address_of(own),
        "required": second_factor.required_of(own.person_id, request.at),
        "looks": looks_at(own.person_id) if own.person_id else [],
    }
    return render(request, "people/account.html", told)


@account_holder
@free_of_gates
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("current", "new")
def change_password(request: PageRequest) -> HttpResponse:
    """A new password. All other sessions end; this one goes on."""
    own = account_in(request)
    form = ChangePassword(request.POST or None, account=own)
    if not form.is_valid():
        return render(request, "people/password.html", {"form": form}, status=422 if form.is_bound else 200)
    before = request.session.session_key or ""
    set_password(own, new=form.cleaned_data["new"])
    update_session_auth_hash(request, own)
    move_session(before=before, after=request.session.session_key or "")
    ended = end_other_sessions(own, keep=request.session.session_key)
    messages.success(request, f"Your password has changed. {_others(ended)}")
    return redirect("account")


@account_holder
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("current")
def change_address(request: PageRequest) -> HttpResponse:
    """Write an address of one's own; a letter goes there first."""
    own = account_in(request)
    form = ChangeAddress(request.POST or None, account=own)
    if form.is_valid():
        address, origin = form.cleaned_data["address"], request.build_absolute_uri("/")
        unfit = attempt(lambda: want_address(own, address=address, origin=origin, at=request.at))
        if unfit:
            form.add_error("address", f"{unfit.sentence} {unfit.remedy}")
    if not form.is_valid():
        return render(request, "people/address.html", {"form": form}, status=422 if form.is_bound else 200)
    messages.success(request, f"A letter goes to {address}. Open the link in it; until then nothing changes.")
    return redirect("account")


@account_holder
@require_http_methods(["GET", "POST"])
def confirm(request: PageRequest, token: str) -> HttpResponse:
    """The link in the letter. GET changes nothing (letter boxes open links by themselves); POST confirms."""
    own = account_in(request)
    if request.method != "POST":
        return render(request, "people/confirm_address.html", {"address": address_in(token, own)})
    address = confirm_address(own, token)
    messages.success(request, f"{address} is your address now. Links to sign in go there.")
    return redirect("account")


@account_holder
@free_of_gates
@require_POST
def end_one(request: PageRequest) -> HttpResponse:
    """End one session of one's own, such as that of a lost phone."""
    ended = end_session(account_in(request), session_key=request.POST.get("session", ""))
    messages.success(request, "That session has ended." if ended else "That session had ended already.")
    return redirect("account")


@account_holder
@free_of_gates
@require_POST
def end_others(request: PageRequest) -> HttpResponse:
    """End every session but this one."""
    messages.success(request, _others(end_other_sessions(account_in(request), keep=request.session.session_key)))
    return redirect("account")


def _others(ended: int) -> str:
    if ended == 0:
        return "You were signed in nowhere else."
    return "One other session has ended." if ended == 1 else f"{ended} other sessions have ended."
