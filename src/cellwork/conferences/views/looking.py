"""The conferences of a body, and the page of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from cellwork.conferences.calendar import ordinal
from cellwork.conferences.models import Conference, ConferenceStep
from cellwork.conferences.permissions import CALL_CONFERENCE, CANCEL_CONFERENCE, CHANGE_DATES, OF_PHASE
from cellwork.conferences.phases import PHASE_WORDS, PHASES, Phase, missing, next_phase
from cellwork.conferences.queries.due import due_conferences
from cellwork.conferences.queries.planning import plan_in_short, steps_of
from cellwork.conferences.queries.seeing import belongs_to_branch, conferences_of, sees_conference, sees_plan
from cellwork.conferences.views.framing import frame, seen
from cellwork.decisions.queries.reading import decisions_visible_to
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.queries import bodies_above_in_sight, body_by_id, is_visible
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.conferences import ConferenceRules
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.decisions.models import Decision
    from cellwork.organisation.models import Body


@access.any_member
def conferences(request: PageRequest, body_id: UUID) -> HttpResponse:
    """What is due, what is under way and what was held: all that whoever looks may see."""
    return every(request, body_seen(request, body_id))


def body_seen(request: PageRequest, body_id: UUID) -> Body:
    """The body, for its branch, for those who see it or one of its conferences; NotVisible for a stranger."""
    body = body_by_id(body_id)
    person_id = person_of(request)
    near = belongs_to_branch(person_id, body.path, at=request.at)
    if near or is_visible(person_id, body.path, at=request.at):
        return body
    if not any(sees_conference(person_id, each, at=request.at) for each in conferences_of(body_id)):
        raise NotVisible("There is no such page.")
    return body


def every(request: PageRequest, body: Body, unfit: Unfit | None = None) -> HttpResponse:
    """The page of them; what did not fit (422) stands in the form for one held before."""
    person_id = person_of(request)
    found = [each for each in conferences_of(body.pk) if sees_conference(person_id, each, at=request.at)]
    statutes = statutes_at(request.at)
    rules = statutes.part(ConferenceRules).of_kind(body.kind)
    return render(
        request,
        "conferences/every.html",
        {
            "body": body,
            "above": bodies_above_in_sight(person_id, body.path, at=request.at),
            "dues": due_conferences(body=body, at=request.at),
            "under_way": [each for each in found if each.is_under_way],
            "over": [each for each in found if not each.is_under_way],
            "phase_words": PHASE_WORDS,
            "ordinal": ordinal,
            "kinds": [(rule.code, rule.title) for rule in rules],
            "may_call": bool(rules) and body.lives and may(person_id, CALL_CONFERENCE, path=body.path, at=request.at),
            "today": day_of(request.at, statutes.time_zone),
            "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
            "typed": request.POST,
        },
        status=422 if unfit else 200,
    )


@dataclass(frozen=True)
class Stage:
    """A phase on the way of a conference: entered when and by whom, or still to come; `is_here`: where it stands."""

    phase: Phase
    words: str
    step: ConferenceStep | None
    is_here: bool


@access.any_member
def conference(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """One conference: when, where, what about, where it stands, and for who prepares it what comes next."""
    found = seen(request, conference_id)
    steps = steps_of(found)
    context: dict[str, Any] = {
        "stages": stages_of(found, steps),
        "changes": [step for step in steps if step.was == step.became],
        "steps": steps,
        "decision": _decision(request, found),
    }
    if sees_plan(person_of(request), found, request.at):
        context |= coming(found, person_of(request), request.at)
    return render(
        request,
        "conferences/conference.html",
        {"plan": None} | context | frame(request, found, here="conference"),
    )


def stages_of(found: Conference, steps: list[ConferenceStep]) -> list[Stage]:
    """The phases in order, each with the last step that entered it, as far as it has come."""
    entered = {step.became: step for step in steps if step.was != step.became}
    reached = PHASES.index(Phase(found.phase)) if found.phase in PHASES else -1
    return [
        Stage(phase, PHASE_WORDS[phase], entered.get(phase.value) if number <= reached or reached < 0 else None,
              number == reached)
        for number, phase in enumerate(PHASES)
    ]  # fmt: skip


def coming(found: Conference, person_id: UUID, at: datetime) -> dict[str, Any]:
    """What comes next, what is missing for it, what of the plan is open, and what the person may do about it."""
    path = found.body.path
    follows = next_phase(found.phase)
    return {
        "follows": follows,
        "follows_words": PHASE_WORDS[follows] if follows else "",
        "missing": missing(found, follows) if follows else [],
        "plan": plan_in_short(found.pk, today=day_of(at, statutes_at(at).time_zone)),
        "may_advance": follows is not None and may(person_id, OF_PHASE[follows], path=path, at=at),
        "may_postpone": found.is_under_way and may(person_id, CHANGE_DATES, path=path, at=at),
        "may_cancel": found.is_under_way
        and found.phase != Phase.OPEN
        and may(person_id, CANCEL_CONFERENCE, path=path, at=at),
    }


def _decision(request: PageRequest, found: Conference) -> Decision | None:
    """What called it, where whoever looks may read it."""
    if found.decision_id is None:
        return None
    readable = decisions_visible_to(person_of(request), at=request.at).select_related("body")
    return readable.filter(pk=found.decision_id).first()
