"""Pages on which nobody can be recognised: whoever asks for them has no session, no address and no device here.

Everything by which a request could be tied to a person is taken off before any other part of the house sees it, and nothing is
put on the answer by which the browser could be recognised later. A view under `/say/` cannot touch the session even by mistake.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

PATHS = ("/say/",)
_TELLING = (
    "HTTP_COOKIE", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA",
    "HTTP_AUTHORIZATION", "HTTP_ACCEPT_LANGUAGE", "HTTP_ORIGIN", "HTTP_SEC_CH_UA", "HTTP_SEC_CH_UA_PLATFORM",
    "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "REMOTE_HOST", "REMOTE_PORT", "REMOTE_USER",
)  # fmt: skip


def is_nameless(path: str) -> bool:
    """Is this an address at which nobody is recognised?"""
    return path.startswith(PATHS)


def told_path(path: str) -> str:
    """An address as a log may have it: the rest of a nameless one says which cell somebody wrote to."""
    return next((beginning for beginning in PATHS if path.startswith(beginning)), path)


class Nameless:
    """Stands before everything else, so that nothing behind it can know more."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Take off what tells who asks; let no cookie, no copy and no way back go out."""
        if not is_nameless(request.path):
            return self.get_response(request)
        for name in _TELLING:
            request.META.pop(name, None)
        request.META["REMOTE_ADDR"] = ""
        request.COOKIES = {}
        response = self.get_response(request)
        response.cookies.clear()
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response


class LeaveOut(logging.Filter):
    """Nothing is logged of requests for these pages except a fault of ours, and of that not who met it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """False for whatever is no fault."""
        path = getattr(getattr(record, "request", None), "path", "")
        if not is_nameless(path):
            return True
        record.msg, record.args = f"{record.levelname.lower()} at {told_path(path)}", None
        return record.levelno >= logging.ERROR
