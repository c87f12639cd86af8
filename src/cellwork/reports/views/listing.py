"""All reports that concern somebody, and those of one body."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may, spans_of
from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.queries import bodies_above_in_sight, body_at, body_by_id, cell_of
from cellwork.reports.permissions import ASK_MORE, FILE_REPORT, SEE_REPORTS
from cellwork.reports.queries.listing import askings_lately
from cellwork.reports.queries.seeing import sees_reports_of
from cellwork.reports.queries.waiting import own_reports, reports_of, reports_to_take
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

MOST_DESKS = 3
"""Bodies whose lists stand on one page; whoever sees more from above opens them one by one."""


@access.any_member
def reports(request: PageRequest) -> HttpResponse:
    """For each body where the person has something to do with reports: what is owed, what is to be taken, what there is."""
    person_id = person_of(request)
    spans = spans_of(person_id, SEE_REPORTS, at=request.at)
    paths = list(dict.fromkeys(span.path for span in spans))[:MOST_DESKS]
    desks = [
        {
            "body": body,
            "owed": own_reports(body.pk),
            "to_take": reports_to_take(body.pk) if not body.is_cell else [],
            "askings": askings_lately(body) if not body.is_cell else [],
            "may_file": may(person_id, FILE_REPORT, path=body.path, at=request.at),
            "may_ask": not body.is_cell and may(person_id, ASK_MORE, path=body.path, at=request.at),
        }
        for path in paths
        if (body := body_at(path)) is not None
    ]
    context = {"desks": desks, "own_cell": cell_of(person_id), "today": _today(request)}
    return render(request, "reports/list.html", context)


@access.any_member
def of_body(request: PageRequest, body_id: UUID) -> HttpResponse:
    """All reports of one body, the newest first."""
    person_id = person_of(request)
    body = body_by_id(body_id)
    if not sees_reports_of(person_id, body, at=request.at):
        raise NotVisible("There is no such page.")
    above = bodies_above_in_sight(person_id, body.path, at=request.at)
    context = {"body": body, "above": above, "found": reports_of(body), "today": _today(request)}
    return render(request, "reports/of_body.html", context)


def _today(request: PageRequest) -> object:
    return day_of(request.at, statutes_at(request.at).time_zone)
