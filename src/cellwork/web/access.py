"""Who may come in. Each view carries one of these decorators; `middleware.Access` lets nobody into an undeclared one.

public                  everybody, signed in or not
account_holder          every signed-in account, also an operator's that belongs to no person
any_member              an account that belongs to a person
checked_by_the_action   as `any_member`; who of them may do it is decided below, by `offices.authority`
operators_only          those who keep the installation; they hold no power in the organisation
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.views.generic import RedirectView
from django_htmx.middleware import HtmxDetails

from cellwork.kernel.acting import Actor

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may come in."""

    PUBLIC = "public"
    ACCOUNT_HOLDER = "account holder"
    ANY_MEMBER = "any member"
    CHECKED_BY_THE_ACTION = "checked by the action"
    OPERATORS_ONLY = "operators only"


class PageRequest(HttpRequest):
    """What a view is handed: `at` is the one moment of this request, `actor` who acts in it."""

    at: datetime
    actor: Actor
    htmx: HtmxDetails


def person_of(request: PageRequest) -> UUID:
    """Who looks, on a page that lets in persons alone: `any_member` and `checked_by_the_action`."""
    assert request.actor.person_id is not None
    return request.actor.person_id


Gate = Callable[[PageRequest], HttpResponseBase | None]

gates: list[Gate] = []
"""Asked before every view that is not public; the first answer that is not None is given instead of the page."""

_OPERATORS_ROOMS = (
    "django.contrib.admin.",
    "django.contrib.auth.admin",
    "django.contrib.contenttypes.",
)
_FILES = ("django.contrib.staticfiles.", "django.views.static", "whitenoise.")


def public(view: View) -> View:
    """Everybody may come in."""
    return _declare(view, Access.PUBLIC)


def account_holder(view: View) -> View:
    """Every signed-in account may come in: it is about the account itself."""
    return _declare(view, Access.ACCOUNT_HOLDER)


def any_member(view: View) -> View:
    """Every signed-in person may come in."""
    return _declare(view, Access.ANY_MEMBER)


def checked_by_the_action(view: View) -> View:
    """Every signed-in person may come in; the action or query behind the view decides the rest."""
    return _declare(view, Access.CHECKED_BY_THE_ACTION)


def operators_only(view: View) -> View:
    """Only those who keep the installation may come in."""
    return _declare(view, Access.OPERATORS_ONLY)


def free_of_gates(view: View) -> View:
    """The gates do not stand before this view: it is where they lead to. It still declares its access."""
    view.cellwork_free_of_gates = True  # type: ignore[attr-defined]
    return view


def declared(view: Callable[..., Any]) -> Access | None:
    """What a view declares; None when it was forgotten."""
    access = getattr(view, "cellwork_access", None)
    if isinstance(access, Access):
        return access
    if getattr(view, "view_class", None) is RedirectView:
        return Access.PUBLIC  # shows nothing; where it points to declares for itself
    # Django's own views cannot carry our mark, so their module speaks for them.
    module = f"{getattr(view, '__module__', '')}."
    if module.startswith(_OPERATORS_ROOMS):
        return Access.OPERATORS_ONLY
    return Access.PUBLIC if module.startswith(_FILES) else None


def stands_before_gates(view: Callable[..., Any]) -> bool:
    """False for the views that gates lead to."""
    return not getattr(view, "cellwork_free_of_gates", False)


def _declare(view: View, access: Access) -> View:
    view.cellwork_access = access  # type: ignore[attr-defined]
    return view
