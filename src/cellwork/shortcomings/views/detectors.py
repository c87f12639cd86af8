"""The detectors of the statutes, and how often each was right: for those who see the whole, and so can judge thresholds."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.queries import top_body
from cellwork.shortcomings.permissions import SEE
from cellwork.shortcomings.queries.measuring import rightness
from cellwork.shortcomings.views.saying import spoken
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import DETECTOR_MEANINGS, ShortcomingRules
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of


@access.any_member
def detectors(request: PageRequest) -> HttpResponse:
    """Thresholds, findings, and the share that was right."""
    person_id = person_of(request)
    top = top_body()
    if top is None or not may(person_id, SEE, path=top.path, at=request.at):
        raise NotVisible("There is no such page.")
    statutes = statutes_at(request.at)
    since = day_of(request.at, statutes.time_zone) - timedelta(days=365)
    told = {each.detector: each for each in rightness(since=since, at=request.at)}
    rules = statutes.part(ShortcomingRules).detectors
    context = {"rules": rules, "told": told, "meanings": DETECTOR_MEANINGS, "since": since, "top": top}
    return render(request, "shortcomings/detectors.html", context | spoken(request.at))
