"""Patterns: one cause in many bodies, and making it a matter where it lies."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.kernel.refusals import Unfit
from cellwork.shortcomings.actions.gathering import gather
from cellwork.shortcomings.forms import weight_choices
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.queries.patterns import patterns_in
from cellwork.shortcomings.views.register import frame, seen
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt


@access.any_member
def patterns(request: PageRequest, body_id: UUID) -> HttpResponse:
    """The causes that stand in the register of many bodies of the branch."""
    return _page(request, body_id, None)


@require_POST
@access.checked_by_the_action
def gather_them(request: PageRequest, body_id: UUID) -> HttpResponse:
    """One matter of the body, with all its instances."""
    made: list[Shortcoming] = []
    unfit = attempt(
        lambda: made.append(
            gather(
                actor=request.actor, body_id=body_id, cause=request.POST.get("cause", ""),
                what=request.POST.get("what", ""), weight=request.POST.get("weight", ""), at=request.at,
            )
        )
    )  # fmt: skip
    if unfit:
        return _page(request, body_id, unfit)
    messages.success(request, "It is one matter now, and yours. Its instances wait for it.")
    return redirect("shortcoming", body_id, made[0].id)


def _page(request: PageRequest, body_id: UUID, unfit: Unfit | None) -> HttpResponse:
    body = seen(request, body_id)
    rules = statutes_at(request.at).part(ShortcomingRules)
    context = {
        "found": patterns_in(body, at=request.at),
        "terms": rules.terms,
        "weight_choices": weight_choices(rules),
        "typed": request.POST,
        "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
    }
    page = context | frame(request, body)
    return render(request, "shortcomings/patterns.html", page, status=422 if unfit else 200)
