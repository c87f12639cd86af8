"""What every way of signing in has in common: the session, the second factor, and what pages say about who is in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

import django_otp
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp.plugins.otp_totp.models import TOTPDevice

from cellwork.people import second_factor
from cellwork.people.actions import note_session
from cellwork.people.models import Account
from cellwork.people.queries import account_by_id, called, device_of
from cellwork.web.access import PageRequest

_WAITING = "waits_for_code"
_WAITS = timedelta(minutes=10)
_BACKEND = "django.contrib.auth.backends.ModelBackend"

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung browser"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def enter(request: PageRequest, account: Account, *, back: str) -> HttpResponse:
    """Sign in, or ask for the code first when the account has a second factor. Nobody is half signed in."""
    if device_of(account) is None:
        return let_in(request, account, back=back)
    request.session[_WAITING] = {"account": str(account.pk), "back": back, "since": request.at.isoformat()}
    return HttpResponseRedirect(reverse("code"))


def who_waits(request: PageRequest) -> tuple[Account, str] | None:
    """The account that gave its password and still owes a code, and where it wanted to go; None when nobody does."""
    waiting = request.session.get(_WAITING)
    if not waiting or request.at - datetime.fromisoformat(waiting["since"]) > _WAITS:
        return None
    account = account_by_id(UUID(waiting["account"]))
    return (account, waiting["back"]) if account else None


def let_in(request: PageRequest, account: Account, *, back: str, device: TOTPDevice | None = None) -> HttpResponse:
    """Open the session under a fresh key and go where the person wanted to go."""
    request.session.pop(_WAITING, None)
    login(request, account, backend=_BACKEND)
    if device is not None:
        django_otp.login(request, device)
    if request.session.session_key is None:
        request.session.save()
    key = cast("str", request.session.session_key)
    note_session(account, session_key=key, device=device_name(request), at=request.at)
    return HttpResponseRedirect(back)


def where_to(request: HttpRequest, wanted: str | None) -> str:
    """A page of this house, never somebody else's address."""
    own = wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own and wanted else "/"


def device_name(request: HttpRequest) -> str:
    """`Firefox on Android`: enough to recognise one's own phone, no more."""
    told = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in _BROWSERS if re.search(rf"\b{mark}/", told)), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in told), "an unknown system")
    return f"{browser} on {system}"


def second_factor_gate(request: PageRequest) -> HttpResponseBase | None:
    """Leads to the enrolment when an office requires a second factor and this session has none."""
    account: Any = request.user
    if account.is_verified() or not second_factor.required_of(request.actor.person_id, request.at):
        return None
    address = f"{reverse('second_factor')}?{urlencode({'next': request.get_full_path()})}"
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def who_is_signed_in(request: HttpRequest) -> dict[str, Any]:
    """For the header of every page; costs its one key read only where it is shown."""
    account = request.user
    return {"signed_in_name": SimpleLazyObject(lambda: called(account)) if isinstance(account, Account) else ""}
