"""The conferences of a body, and the page of one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from cellwork.conferences.queries.seeing import conferences_of, sees_conference
from cellwork.conferences.views.framing import frame, seen
from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.queries import body_by_id, is_visible
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of


@access.any_member
def conferences(request: PageRequest, body_id: UUID) -> HttpResponse:
    """All conferences of a body that whoever looks may see."""
    body = body_by_id(body_id)
    person_id = person_of(request)
    found = [each for each in conferences_of(body_id) if sees_conference(person_id, each, at=request.at)]
    if not found and not is_visible(person_id, body.path, at=request.at):
        raise NotVisible("There is no such page.")
    return render(request, "conferences/every.html", {"body": body, "found": found})


@access.any_member
def conference(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """One conference: when, where, what about, and where it stands."""
    found = seen(request, conference_id)
    return render(request, "conferences/conference.html", frame(request, found, here="conference"))
