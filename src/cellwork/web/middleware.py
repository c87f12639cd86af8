"""What happens around every page: headers, refusals, access."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseRedirectBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import resolve_url

from cellwork.kernel import clock
from cellwork.kernel.acting import Actor
from cellwork.kernel.refusals import Forgotten, NotVisible, Refused
from cellwork.kernel.remembering import remembering
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.refusing import missing, refused, speaks_json, too_long, wrong_method

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
DRAFT = "draft_name"
"""The hidden field by which house.js names the draft of a form."""
SENT = "sent_draft"
_PACKED = ("image/jpeg", "application/pdf")
_BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED)
PERMISSIONS_POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class Headers:
    """No code but our own runs in our pages, nobody frames them, and no shared computer keeps what a member saw."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add what a view did not set itself."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if _looked_at_the_account(request):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Compressed(GZipMiddleware):
    """Pages and files compressed on their way; what has no whole body, or is compressed already, stays as it is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave 204, 206 and 304 alone: compressing nothing, or a part, makes a wrong answer of it."""
        if response.status_code in _BODILESS or response.headers.get("Content-Type") in _PACKED:
            return response
        return super().process_response(request, response)


class Whole:
    """Our own few small files are handed over whole: Django would read a stream of this kind in a thread of its own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """A file of the house as one piece; everything else as it is."""
        response = self.get_response(request)
        if not isinstance(response, FileResponse):
            return response
        whole = HttpResponse(b"".join(response), status=response.status_code, headers=dict(response.headers))
        response.close()
        return whole


class Lengths:
    """A request too long is answered politely, before anybody looks into it. Stands before CSRF, which would."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing: what is asked is asked in `process_view`, when the request knows its account."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: object, _args: object, _kwargs: object) -> HttpResponse | None:
        """None when it is short enough."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        return too_long(request) if not length.isdecimal() or int(length) > settings.LONGEST_REQUEST else None


class SentDrafts:
    """Tells the page which draft has arrived, so that the device forgets it then and not before."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """A POST that was followed by going on (a redirect) was accepted."""
        response = self.get_response(request)
        going_on = isinstance(response, HttpResponseRedirectBase) or "HX-Redirect" in response.headers
        if request.method == "POST" and going_on and (draft := request.POST.get(DRAFT)):
            # Read by house.js, hence not HttpOnly; it names a form and holds nothing that was written in it.
            response.set_cookie(SENT, quote(draft[:200]), max_age=300, samesite="Lax", secure=request.is_secure())
        return response


class Refusals:
    """Anticipated answers become a page, a part of a page or JSON. Views contain no try."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give an empty 405 its page."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not getattr(response, "content", b""):
            return wrong_method(request, allowed=response.headers.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The answer to a refusal; None lets a fault be a fault."""
        if isinstance(exception, (Http404, NotVisible)):
            return missing(request)
        return refused(request, exception) if isinstance(exception, Refused) else None


class Access:
    """Lets people in by what the view declares, and sets the one moment (`at`) and the actor of the request."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """One moment for the whole request."""
        page_request = cast("PageRequest", request)
        page_request.at = clock.now()
        page_request.actor = Actor(person_id=None, via="browser")
        with remembering():
            return self.get_response(request)

    def process_view(
        self,
        request: PageRequest,
        view: Callable[..., Any],
        _args: object,
        _kwargs: object,
    ) -> HttpResponseBase | None:
        """None when they may come in, else the answer instead of the page. Forgotten when nothing was declared."""
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
