"""Adding and removing a second factor."""

from __future__ import annotations

from base64 import b32encode
from typing import Any
from urllib.parse import urlencode

import django_otp
import segno
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from cellwork.kernel.refusals import Refused
from cellwork.people import second_factor as rule
from cellwork.people.actions import (
    begin_second_factor,
    confirm_second_factor,
    end_other_sessions,
    remove_second_factor,
)
from cellwork.people.forms import Code
from cellwork.people.queries import device_of, device_under_way
from cellwork.people.views.account import account_in
from cellwork.people.views.entering import enter, where_to
from cellwork.web.access import PageRequest, account_holder, free_of_gates

_DOES_NOT_FIT = "This code does not fit. Look that the clock of your phone is right, and type the next code it shows."


class StillRequired(Refused):
    """An office of this person requires a second factor."""

    status = 403


class NotVerified(Refused):
    """Only a session that gave a code may take the second factor away."""

    status = 403


@account_holder
@free_of_gates
@require_http_methods(["GET", "POST"])
def second_factor(request: PageRequest) -> HttpResponse:
    """Scan, type the first code, done."""
    own: Any = account_in(request)
    back = where_to(request, request.POST.get("next") or request.GET.get("next"))
    if device_of(own) is not None:
        # Signed in before the phone was added: this session owes the code.
        return redirect("account") if own.is_verified() else enter(request, own, back=back)
    form = Code(request.POST or None)
    if form.is_valid():
        device = confirm_second_factor(own, code=form.cleaned_data["code"])
        if device is not None:
            django_otp.login(request, device)
            end_other_sessions(own, keep=request.session.session_key)
            messages.success(request, "From now on you sign in with your password and your phone.")
            return HttpResponseRedirect(back if back != "/" else reverse("account"))
        form.add_error("code", _DOES_NOT_FIT)
    return _enrolment(request, form, back)


@account_holder
@free_of_gates
@require_POST
def begin(request: PageRequest) -> HttpResponse:
    """Make a fresh secret to scan."""
    begin_second_factor(account_in(request))
    back = where_to(request, request.POST.get("next"))
    return HttpResponseRedirect(f"{reverse('second_factor')}?{urlencode({'next': back})}")


@account_holder
@free_of_gates
@require_POST
def remove(request: PageRequest) -> HttpResponse:
    """Sign in without a phone again, unless an office forbids it."""
    own: Any = account_in(request)
    if rule.required_of(own.person_id, request.at):
        raise StillRequired(
            "Your office requires a second factor.", "To change phones, ask those who keep the installation."
        )
    if device_of(own) is not None and not own.is_verified():
        raise NotVerified("This session has not given a code.", "Sign out and in again, then remove it.")
    remove_second_factor(own)
    messages.success(request, "You sign in without a second factor from now on.")
    return redirect("account")


def _enrolment(request: PageRequest, form: Code, back: str) -> HttpResponse:
    own = account_in(request)
    device = device_under_way(own)
    told = {
        "form": form,
        "next": back,
        "required": rule.required_of(own.person_id, request.at),
        "picture": _picture(device.config_url) if device else None,
        "secret": _in_fours(b32encode(device.bin_key).decode()) if device else "",
    }
    return render(request, "people/second_factor.html", told, status=422 if form.is_bound else 200)


def _picture(address: str) -> Markup:
    """A QR code as SVG inside the page: no file, no script, nothing leaves the house."""
    drawn = segno.make(address, error="m").svg_inline(border=2, omitsize=True, title="QR code to scan with your phone")
    return Markup(drawn)  # noqa: S704 -- drawn by us


def _in_fours(secret: str) -> str:
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
