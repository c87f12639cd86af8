"""The page of one decision at one body, and what the body's own officers do there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.decisions.actions.amending import accept_amendment
from cellwork.decisions.actions.carrying_out import (
    accept_decision,
    ask_question,
    raise_objection,
    read_directive,
    record_progress,
    report_done,
)
from cellwork.decisions.actions.evidence import MOST_OF_A_CLAUSE
from cellwork.decisions.forms import ProgressForm, about_meeting, meeting_typed, plan_lines
from cellwork.decisions.permissions import ACCEPT_DECISION, ANSWER, CARRY_OUT, HELP, VERIFY
from cellwork.decisions.queries.judging import made_above, may_judge
from cellwork.decisions.queries.reading import (
    DirectiveHere,
    addressed_visible_to,
    directive_visible_to,
    everything_about,
)
from cellwork.decisions.states import DONE, MOST_CLAUSES, UNANSWERED, WORKING, State
from cellwork.decisions.views.amending import shown
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may, spans_of
from cellwork.kernel.refusals import Unfit
from cellwork.meetings.permissions import CONVENE
from cellwork.meetings.queries import held_lately
from cellwork.offices.authority import acts_in_place_of
from cellwork.offices.queries import InPlaceOf
from cellwork.organisation.paths import parent_of
from cellwork.organisation.queries import bodies_above, is_visible, paths_of
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt


@access.any_member
def directive(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """One decision at one body. Opened by an officer who may answer for it, it counts as read."""
    person_id = person_of(request)
    body, found = addressed_visible_to(person_id, decision_id, body_id, at=request.at)
    if found.state == State.RECEIVED and may(person_id, ACCEPT_DECISION, path=body.path, at=request.at):
        found = read_directive(actor=request.actor, decision_id=decision_id, body_id=body_id, at=request.at)
    return page_of(request, everything_about(body, found))


@require_POST
@access.checked_by_the_action
def accept(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """The body accepts with its plan."""
    lines = plan_lines(request.POST, list(range(1, MOST_CLAUSES + 1)))
    unfit = attempt(
        lambda: accept_decision(
            actor=request.actor, decision_id=decision_id, body_id=body_id, plan=request.POST.get("plan", ""), lines=lines,
            wording=_wording_read(request), meeting=meeting_typed(request.POST), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return page_of(request, here_of(request, decision_id, body_id), unfit=about_meeting(unfit))
    messages.success(request, "Accepted. Now tell of each clause as it moves.")
    return redirect("directive", decision_id, body_id)


@require_POST
@access.checked_by_the_action
def accept_anew(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """A body that had accepted accepts what changed."""
    unfit = attempt(
        lambda: accept_amendment(
            actor=request.actor, decision_id=decision_id, body_id=body_id, wording=_wording_read(request) or 0,
            plan=request.POST.get("plan", ""), meeting=meeting_typed(request.POST), at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return page_of(request, here_of(request, decision_id, body_id), unfit=about_meeting(unfit))
    messages.success(request, "Accepted as it is now. Your plan stays; go on telling of each clause.")
    return redirect("directive", decision_id, body_id)


@require_POST
@access.checked_by_the_action
def object_(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """The body objects, with reasons."""
    unfit = attempt(
        lambda: raise_objection(
            actor=request.actor,
            decision_id=decision_id,
            body_id=body_id,
            text=request.POST.get("text", ""),
            at=request.at,
        )
    )
    if unfit:
        return page_of(request, here_of(request, decision_id, body_id), unfit=unfit)
    messages.success(request, "Your objection is with the body that decided. The answer will stand here.")
    return redirect("directive", decision_id, body_id)


@require_POST
@access.checked_by_the_action
def ask(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """The body asks what a clause means."""
    clause = request.POST.get("clause", "")
    unfit = attempt(
        lambda: ask_question(
            actor=request.actor, decision_id=decision_id, body_id=body_id, text=request.POST.get("question", ""),
            clause=int(clause) if clause.isdigit() else None, at=request.at,
        )
    )  # fmt: skip
    if unfit:
        return page_of(request, here_of(request, decision_id, body_id), unfit=unfit)
    messages.success(request, "Your question is asked. The answer will stand here, for all who have the decision.")
    return redirect("directive", decision_id, body_id)


@require_POST
@access.checked_by_the_action
def progress(request: PageRequest, decision_id: UUID, body_id: UUID, clause: int) -> HttpResponse:
    """How far one clause is. Asked by htmx, the answer is the clause's card alone."""
    form = ProgressForm(request.POST)
    unfit = None
    if form.is_valid():
        unfit = _record(request, decision_id, body_id, clause, form.cleaned_data)
    else:
        field, faults = next(iter(form.errors.items()))
        unfit = Unfit(str(faults[0]), field=f"{field}-{clause}")
    here = here_of(request, decision_id, body_id)
    if request.htmx:
        card = _context(request, here, unfit) | {"only": clause}
        return render(request, "decisions/_clause.html", card, status=422 if unfit else 200)
    if unfit:
        return page_of(request, here, unfit=unfit)
    messages.success(request, f"Clause {clause} is noted.")
    return redirect("directive", decision_id, body_id)


def _record(request: PageRequest, decision_id: UUID, body_id: UUID, clause: int, typed: dict[str, Any]) -> Unfit | None:
    unfit = attempt(
        lambda: record_progress(
            actor=request.actor, decision_id=decision_id, body_id=body_id, clause=clause, done=typed["done"],
            number=typed["number"], words=typed["words"], obstacle=typed["obstacle"], help_from=typed["call"], at=request.at,
        )
    )  # fmt: skip
    return Unfit(unfit.sentence, unfit.remedy, field=f"{unfit.field}-{clause}") if unfit else None


@require_POST
@access.checked_by_the_action
def done(request: PageRequest, decision_id: UUID, body_id: UUID) -> HttpResponse:
    """The whole is reported done."""
    report_done(
        actor=request.actor,
        decision_id=decision_id,
        body_id=body_id,
        report=request.POST.get("report", ""),
        at=request.at,
    )
    messages.success(request, "Reported. The body above verifies it, or sends it back with a reason.")
    return redirect("directive", decision_id, body_id)


def _wording_read(request: PageRequest) -> int | None:
    """The wording that was on the page when the form was sent; None on the page of a decision that was not amended."""
    wording = request.POST.get("wording", "")
    return int(wording) if wording.isdigit() else None


def here_of(request: PageRequest, decision_id: UUID, body_id: UUID) -> DirectiveHere:
    """The directive for the person who asks; NotVisible for a stranger."""
    return directive_visible_to(person_of(request), decision_id, body_id, at=request.at)


def _may(request: PageRequest, here: DirectiveHere, permission: Any, *, path: str = "") -> bool:
    return may(person_of(request), permission, path=path or here.body.path, at=request.at)


def _judges_in_place(request: PageRequest, here: DirectiveHere) -> InPlaceOf | None:
    """The vacant post above in whose place the person verifies."""
    spans = spans_of(person_of(request), VERIFY, at=request.at)
    if any(span.covers(here.body.path) for span in spans):
        return None
    return acts_in_place_of(person_of(request), parent_of(here.body.path), at=request.at)


def _may_help(request: PageRequest, here: DirectiveHere) -> set[UUID]:
    """The bodies for which the person may answer calls, among those with which this body's open calls lie."""
    lie_with = {each.call.with_id for one in here.clauses for each in one.calls if each.call.closed_at is None}
    return (
        {body_id for body_id, path in paths_of(lie_with).items() if _may(request, here, HELP, path=path)}
        if lie_with
        else set()
    )


def _meetings(request: PageRequest, here: DirectiveHere) -> dict[str, Any]:
    """The body's meetings since the words before it were adopted: at one of them they may have been discussed."""
    adopted_at = here.decision.amended_at if here.directive.amend_by else here.decision.adopted_at
    assert adopted_at is not None
    adopted_on = day_of(adopted_at, statutes_at(request.at).time_zone)
    lately = held_lately(here.body.pk)
    return {
        "meetings": [each for each in lately if each.day >= adopted_on],
        "members_now": lately[0].members if lately else 0,
    }


def page_of(request: PageRequest, here: DirectiveHere, *, unfit: Unfit | None = None) -> HttpResponse:
    """The page, with what did not fit (422) if anything."""
    context = _context(request, here, unfit)
    return render(request, "decisions/directive.html", context, status=422 if unfit else 200)


def _context(request: PageRequest, here: DirectiveHere, unfit: Unfit | None) -> dict[str, Any]:
    state = here.directive.state
    above = [body for body in bodies_above(here.body.path) if is_visible(person_of(request), body.path, at=request.at)]
    carries_out = _may(request, here, CARRY_OUT)
    made = made_above(here.decision.pk, here.body.pk) if state == State.REPORTED else None
    may_answer = state in UNANSWERED and _may(request, here, ACCEPT_DECISION)
    may_accept_anew = here.directive.amend_by is not None and _may(request, here, ACCEPT_DECISION)
    meetings = _meetings(request, here) if may_answer or may_accept_anew else {}
    return meetings | {
        "sheet": here,
        "above": above,
        "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
        "typed": request.POST,
        "may_answer": may_answer,
        "may_accept_anew": may_accept_anew,
        "amended": shown(here.amended.differences, statutes_at(request.at)) if here.amended else [],
        "may_enter_meeting": _may(request, here, CONVENE),
        "may_ask": state != State.CLOSED and _may(request, here, ACCEPT_DECISION),
        "may_work": state in WORKING and carries_out,
        "may_take_back": state not in DONE and carries_out,
        "may_verify": state == State.REPORTED and may_judge(person_of(request), here.body.path, made, at=request.at),
        "made_above": made,
        "in_place": acts_in_place_of(person_of(request), here.body.path, at=request.at),
        "above_in_place": _judges_in_place(request, here) if state == State.REPORTED else None,
        "offices": statutes_at(request.at).offices,
        "most_evidence": MOST_OF_A_CLAUSE,
        "may_help": _may_help(request, here),
        "may_reply": _may(request, here, ANSWER, path=here.decision.body.path),
        "today": day_of(request.at, statutes_at(request.at).time_zone),
        "only": None,
    }
