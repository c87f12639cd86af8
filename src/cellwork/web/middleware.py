"""What happens around every page: headers, refusals, access."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import resolve_url

from cellwork.kernel import clock
from cellwork.kernel.acting import Actor
from cellwork.kernel.refusals import Forgotten, NotVisible, Refused
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.refusing import missing, refused, speaks_json, wrong_method

Answer = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data: blob:; "
    "object-src 'none'; "
    "base-uri 'none'; "
    "form-action 'self'; "
    "frame-ancestors 'none'"
)
PERMISSIONS_POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class Headers:
    """No code but our own runs in our pages, nobody frames them, and no shared computer keeps what a member saw."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if _looked_at_the_account(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Refusals:
    """Anticipated answers become a page, a part of a page or JSON. Views contain no try."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b""):
            return wrong_method(request, allowed=response.headers.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, (Http404, NotVisible)):
            return missing(request)
        return refused(request, exception) if isinstance(exception, Refused) else None


class Access:
    """Lets people in by what the view declares, and sets the one moment (`at`) and the actor of the request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        page_request = cast(PageRequest, request)
        page_request.at = clock.now()
        page_request.actor = Actor(person_id=None, via="browser")
        return self.get_response(request)

    def process_view(
        self,
        request: PageRequest,
        view: Callable[..., Any],
        _args: object,
        _kwargs: object,
    ) -> HttpResponseBase | None:
        wanted = access.declared(view)
        if wanted is None:
            raise Forgotten(f"{view.__module__}.{getattr(view, '__qualname__', view)} does not declare who may come in")
        if wanted is access.Access.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return _ask_to_sign_in(request)
        person_id = getattr(request.user, "person_id", None)
        request.actor = Actor(person_id=person_id, via="browser")
        if not _fits(request, wanted):
            return missing(request)
        return _first_gate(request) if access.stands_before_gates(view) else None


def _fits(request: PageRequest, wanted: access.Access) -> bool:
    if wanted is access.Access.OPERATORS_ONLY:
        return bool(getattr(request.user, "is_operator", False))
    if wanted is access.Access.ACCOUNT_HOLDER:
        return True
    return request.actor.person_id is not None


def _first_gate(request: PageRequest) -> HttpResponseBase | None:
    for gate in access.gates:
        answer = gate(request)
        if answer is not None:
            return answer
    return None


def _ask_to_sign_in(request: PageRequest) -> HttpResponseBase:
    if speaks_json(request):
        told = {
            "refused": "NotSignedIn",
            "sentence": "You are not signed in.",
            "remedy": "Sign in first.",
            "field": "",
        }
        return JsonResponse(told, status=401)
    sign_in = resolve_url(settings.LOGIN_URL)
    if request.htmx:
        # The part of the page that asked cannot become a sign-in page: the whole page goes there and comes back.
        back = request.htmx.current_url_abs_path or "/"
        return HttpResponse(
            status=204,
            headers={"HX-Redirect": f"{sign_in}?{urlencode({'next': back})}"},
        )
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return HttpResponseRedirect(f"{sign_in}?{urlencode({'next': back})}")


def _looked_at_the_account(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return session is not None and (session.accessed or settings.SESSION_COOKIE_NAME in request.COOKIES)
