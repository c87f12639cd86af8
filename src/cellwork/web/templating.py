"""The Jinja2 environment of every page, and what every page is told.

Upper packages add to `page_context` (functions from the request to names that every template may use) and `navigation`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_bidi
from markupsafe import Markup

from cellwork.web import drawing, wording
from cellwork.web.assets import asset

PageContext = Callable[[HttpRequest], dict[str, Any]]


@dataclass(frozen=True)
class Place:
    """A line of the main navigation. `count` stands beside it when it is not None."""

    label: str
    url: str
    count: int | None = None


page_context: list[PageContext] = []
"""Asked on every page; later ones win. Values that cost a query should be lazy: most pages use few of them."""

navigation: list[Callable[[HttpRequest], list[Place]]] = []
"""Asked on every whole page of a signed-in account, in order."""


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor: what every template is told."""
    told: dict[str, Any] = {
        "organisation_name": "Cellwork",
        "search_url": "",
        "search_label": "Search",
        "here": request.path,
        "signed_in_name": "",
        "navigation_of": _navigation,
    }
    for tell in page_context:
        told |= tell(request)
    return told


def environment(**options: Any) -> jinja2.Environment:
    """Called once by Django with its own options."""
    options |= {
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    env = jinja2.Environment(**options, bytecode_cache=_compiled())  # noqa: S701 -- Django's options turn escaping on
    env.globals |= {
        "url": _url,
        "asset": asset,
        "static": static,
        "csrf": _csrf,
        "messages_of": get_messages,
        "language": get_language,
        "right_to_left": get_language_bidi,
    }
    env.globals |= drawing.GLOBALS
    env.filters |= wording.FILTERS
    return env


def _url(name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(name, args=args, kwargs=kwargs)


@jinja2.pass_context
def _csrf(context: jinja2.runtime.Context) -> Markup:
    """The hidden field of a form that changes something."""
    return Markup(context["csrf_input"])  # noqa: S704 -- made and escaped by Django


def _navigation(request: HttpRequest) -> list[Place]:
    return [place for ask in navigation for place in ask(request)]


def known(name: str) -> bool:
    """Whether an address of that name exists in this installation."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def _compiled() -> jinja2.FileSystemBytecodeCache | None:
    """Compiled templates survive a restart; a folder that cannot be written costs only time."""
    folder = Path(settings.HOME) / "templates"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return jinja2.FileSystemBytecodeCache(str(folder))
