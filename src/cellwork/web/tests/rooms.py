"""The real addresses and a few rooms of which each answers in its own way."""

from __future__ import annotations

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from cellwork.config.urls import handler400, handler403, handler404, handler500
from cellwork.config.urls import urlpatterns as real
from cellwork.kernel.refusals import NotAllowed, NotVisible, Refused, Unfit
from cellwork.web.access import PageRequest, any_member, checked_by_the_action, operators_only, public

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class AlreadyAccepted(Refused):
    """For the tests."""


@public
def open_room(request: PageRequest) -> HttpResponse:
    return HttpResponse(f"{request.at.isoformat()} {request.actor.person_id} {request.actor.via}")


@any_member
def members_room(request: PageRequest) -> HttpResponse:
    return HttpResponse(str(request.actor.person_id))


@checked_by_the_action
def action_room(request: PageRequest) -> HttpResponse:
    return HttpResponse("in")


@operators_only
def operators_room(request: PageRequest) -> HttpResponse:
    return HttpResponse("in")


def forgotten_room(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody may ever read this")


@public
def refusing(request: PageRequest, how: str) -> HttpResponse:
    raise {
        "conflict": AlreadyAccepted("It was accepted on 3 May.", "Read the <plan> there is."),
        "not-allowed": NotAllowed("To accept here, one must be secretary of Dock 4."),
        "unfit": Unfit("31 November does not exist.", "Choose a day of the calendar.", field="by"),
        "invisible": NotVisible("never shown"),
        "missing": Http404("never shown"),
        "broken": RuntimeError("never shown"),
        "closed": OperationalError("never shown"),
    }[how]


@public
@require_POST
def letter_box(request: PageRequest) -> HttpResponse:
    return redirect("/rooms/open/")


urlpatterns = [
    *real,
    path("rooms/open/", open_room),
    path("rooms/members/", members_room),
    path("rooms/action/", action_room),
    path("rooms/operators/", operators_room),
    path("rooms/forgotten/", forgotten_room),
    path("rooms/letter-box/", letter_box),
    path("rooms/refusing/<str:how>/", refusing),
    path("api/refusing/<str:how>/", refusing),
]
