"""Calls for help: opened, changed and closed by what a body tells about a clause."""

from __future__ import annotations

from datetime import timedelta

from cellwork.decisions.facts import HelpCalledFor
from cellwork.decisions.models import Directive, HelpCall
from cellwork.kernel.acting import Act
from cellwork.kernel.clock import day_of
from cellwork.organisation.queries import body_by_id
from cellwork.statutes.queries import statutes_at


def follow_obstacle(act: Act, directive: Directive, clause: int, obstacle: str, *, by: str) -> None:
    """Something is in the way: the body above is called. Nothing any more: the call closes. The directive is locked."""
    call = HelpCall.objects.filter(
        body_id=directive.body_id, decision_id=directive.decision_id, clause=clause, closed_at__isnull=True
    ).first()
    if call is not None and not obstacle:
        HelpCall.objects.filter(body_id=call.body_id, id=call.id).update(
            closed_at=act.at, closed_by=by, answer="No longer in the way."
        )
    elif call is not None and obstacle != call.text:
        HelpCall.objects.filter(body_id=call.body_id, id=call.id).update(text=obstacle)
    elif call is None and obstacle and not _was_answered(directive, clause, obstacle):
        _open(act, directive, clause, obstacle, by)


def _was_answered(directive: Directive, clause: int, obstacle: str) -> bool:
    """The same words again are not a new call: a form that is sent twice must not wake anybody twice."""
    return HelpCall.objects.filter(
        body_id=directive.body_id, decision_id=directive.decision_id, clause=clause, text=obstacle
    ).exists()


def _open(act: Act, directive: Directive, clause: int, obstacle: str, by: str) -> None:
    parent_id = body_by_id(directive.body_id).parent_id
    if parent_id is None:
        return
    statutes = statutes_at(act.at)
    days = timedelta(days=statutes.deadlines.question_days)
    call = HelpCall.objects.create(
        body_id=directive.body_id, decision_id=directive.decision_id, clause=clause, text=obstacle, asked_at=act.at,
        asked_by=by, with_id=parent_id, answer_by=day_of(act.at, statutes.time_zone) + days,
    )  # fmt: skip
    act.record(
        HelpCalledFor(
            body_id=directive.body_id, call_id=call.id, decision_id=directive.decision_id, clause=clause, text=obstacle
        )
    )
