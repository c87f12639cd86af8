"""The map of a branch: one square for every single body."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from cellwork.decisions.queries.mapping import LETTERS, body_on_map, map_of
from cellwork.decisions.views.overview import seen
from cellwork.decisions.views.restricting import asked_sector, restriction
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible
from cellwork.live.topics import stream_url
from cellwork.organisation.queries import children_of
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest


@access.any_member
def map_(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """The page; the squares come as letters, so that three hundred thousand weigh a few kilobytes."""
    decision, body = seen(request, decision_id, body_id)
    return render(
        request,
        "decisions/map.html",
        {
            "decision": decision,
            "body": body,
            "branches": list(children_of(body_id)),
            "letters": LETTERS,
            "only": restriction(request, asked_sector(request)),
            "stream": stream_url(f"decision:{decision_id}"),
        },
    )


@access.any_member
def letters(request: PageRequest, decision_id: UUID, body_id: UUID) -> JsonResponse:
    """The letters of each body directly below, by path."""
    decision, body = seen(request, decision_id, body_id)
    today = day_of(request.at, statutes_at(request.at).time_zone)
    rows = map_of(decision, body.path, today=today, sector=asked_sector(request))
    return JsonResponse({row.branch: row.letters for row in rows})


@access.any_member
def one(request: PageRequest, decision_id: UUID, body_id: UUID, number: int) -> HttpResponse:
    """The body behind one square of a branch. Followed as a link it leads to the body; asked by the page it is named."""
    decision, body = seen(request, decision_id, body_id)
    branch = request.GET.get("branch", "")
    sector = asked_sector(request)
    found = body_on_map(decision.pk, branch, number, sector=sector) if branch.startswith(body.path) else None
    if found is None:
        raise NotVisible("There is no such square.")
    if request.GET.get("say"):
        return JsonResponse({"name": found.name, "above": found.above, "state": found.state})
    return redirect("directive", decision_id, found.body_id)
