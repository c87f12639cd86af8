"""How a refusal is shown: a page of its own, a message inside the page that asked (htmx), or JSON for scripts.

The JSON is always `{"refused": name, "sentence": why, "remedy": what to do instead, "field": where}`.
"""

from __future__ import annotations

import sys
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from cellwork.kernel.refusals import Refused
from cellwork.web.nameless import told_path

log = structlog.get_logger()

TITLES = {
    400: "This request could not be understood",
    403: "This is not open to you",
    404: "There is nothing here for you",
    405: "This page cannot be used that way",
    409: "This was not done",
    413: "This is too much at once",
    422: "Something entered does not fit",
    429: "Too many tries",
    500: "Something broke on our side",
    503: "Closed for a moment",
}

_MISSING = "Either this page never existed, or it is not one that you may see."
_MISSING_REMEDY = "Begin again from your first page, or ask your secretary where to look."


def speaks_json(request: HttpRequest) -> bool:
    """True for scripts: addresses under /api/, and whoever prefers JSON to a page."""
    if request.path.startswith("/api/"):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The answer to a refusal, in the shape that the asker can use."""
    return answer(
        request,
        status=refusal.status,
        name=type(refusal).__name__,
        sentence=refusal.sentence,
        remedy=refusal.remedy,
        field=getattr(refusal, "field", ""),
    )


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django hands it over
    """404. What does not exist and what somebody may not see look the same."""
    return answer(
        request,
        status=404,
        name="NotVisible",
        sentence=_MISSING,
        remedy=_MISSING_REMEDY,
    )


def wrong_method(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """405."""
    remedy = "Go back and use the buttons of the page you came from."
    response = answer(
        request,
        status=405,
        name="WrongMethod",
        sentence=f"It answers {allowed} only.",
        remedy=remedy,
    )
    response.headers["Allow"] = allowed
    return response


def too_long(request: HttpRequest) -> HttpResponse:
    """413."""
    remedy = "Go back and send less: one smaller file at a time, or a shorter text. What was here before is unchanged."
    return answer(
        request,
        status=413,
        name="TooLong",
        sentence="What you sent is larger than can be taken.",
        remedy=remedy,
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, for what no honest browser sends; 413 for text of more than Django takes."""
    if isinstance(exception, RequestDataTooBig):
        return too_long(request)
    remedy = "Go back, reload the page and try once more."
    return answer(
        request,
        status=400,
        name="BadRequest",
        sentence="It arrived incomplete or altered.",
        remedy=remedy,
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django hands it over
    """403 of Django's own making."""
    return answer(
        request,
        status=403,
        name="NotAllowed",
        sentence="Your account may not do this.",
        remedy="",
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django hands it over
    """403: the form carried no valid token (CSRF). Nearly always an old page or blocked cookies, so it says so."""
    sentence = "This form was opened too long ago, or in a browser that keeps no cookies, so it was not accepted."
    remedy = "Reload the page and send it again. What you wrote is kept on your device if the page said so."
    return answer(request, status=403, name="StaleForm", sentence=sentence, remedy=remedy)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database cannot be reached. Uses no database: it may be what is broken."""
    fault = sys.exc_info()[1]
    closed = isinstance(fault, (OperationalError, InterfaceError))
    status = 503 if closed else 500
    if closed:
        log.error("the database could not answer", path=told_path(request.path), exc_info=fault)
    sentence = (
        "The records cannot be reached just now. Nothing you sent before was lost."
        if closed
        else "The fault is ours, it has been written down, and nothing was half done."
    )
    remedy = (
        "Wait a minute and try again."
        if closed
        else "Try again; if it comes back, tell those who keep the installation."
    )
    response = answer(
        request,
        status=status,
        name=TITLES[status],
        sentence=sentence,
        remedy=remedy,
        bare=True,
    )
    if closed:
        response.headers["Retry-After"] = "30"
    return response


def answer(
    request: HttpRequest,
    *,
    status: int,
    name: str,
    sentence: str,
    remedy: str,
    field: str = "",
    bare: bool = False,
) -> HttpResponse:
    """One refusal in one of its three shapes. `bare` leaves out everything that needs the database."""
    if speaks_json(request):
        problem = {
            "refused": name,
            "sentence": sentence,
            "remedy": remedy,
            "field": field,
        }
        return JsonResponse(problem, status=status)
    told: dict[str, Any] = {
        "status": status,
        "title": TITLES.get(status, TITLES[409]),
        "sentence": sentence,
    }
    told |= {"remedy": remedy, "name": name, "field": field}
    if getattr(request, "htmx", False):
        return _as_message(told, status)
    # A request refused before anybody could be recognised (a foreign host name, say) gets the page without a header.
    bare = bare or not hasattr(request, "user")
    layout = "web/refused_bare.html" if bare else "web/refused.html"
    return HttpResponse(render_to_string(layout, told, request=None if bare else request), status=status)


def _as_message(told: dict[str, Any], status: int) -> HttpResponse:
    headers = {"HX-Retarget": "#message", "HX-Reswap": "innerHTML show:top"}
    return HttpResponse(
        render_to_string("web/refused_message.html", told),
        status=status,
        headers=headers,
    )
