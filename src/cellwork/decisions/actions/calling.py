"""Calls for help: opened, changed and closed by what a body tells about a clause."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.actions.passing import note_pass
from cellwork.decisions.facts import HelpCalledFor
from cellwork.decisions.models import Directive, HelpCall, HelpPass
from cellwork.kernel.acting import Act
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import Unfit
from cellwork.organisation.queries import bodies_above, body_by_id
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


def follow_obstacle(
    act: Act, directive: Directive, clause: int, obstacle: str, *, by: str, to_id: UUID | None = None
) -> None:
    """Something is in the way: a body above is called (`to_id`; None: the one directly above). Nothing any more: the call
    closes. A call that is open stays where it lies. The directive is locked."""
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
        _open(act, directive, clause, obstacle, by, to_id)


def _was_answered(directive: Directive, clause: int, obstacle: str) -> bool:
    """The same words again are not a new call: a form that is sent twice must not wake anybody twice."""
    return HelpCall.objects.filter(
        body_id=directive.body_id, decision_id=directive.decision_id, clause=clause, text=obstacle
    ).exists()


def _open(act: Act, directive: Directive, clause: int, obstacle: str, by: str, to_id: UUID | None) -> None:
    body = body_by_id(directive.body_id)
    called = _called(body, to_id)
    if called is None:
        return
    statutes = statutes_at(act.at)
    days = timedelta(days=statutes.deadlines.question_days)
    call = HelpCall.objects.create(
        body_id=body.pk, decision_id=directive.decision_id, clause=clause, text=obstacle, asked_at=act.at,
        asked_by=by, with_id=called.pk, answer_by=day_of(act.at, statutes.time_zone) + days,
    )  # fmt: skip
    if called.pk != body.parent_id:
        note_pass(act, call, HelpPass.How.CALLED, body, called, by=by)
    act.record(
        HelpCalledFor(
            body_id=body.pk, call_id=call.id, decision_id=call.decision_id, clause=clause, text=obstacle,
            to_id=called.pk,
        )
    )  # fmt: skip


def _called(body: Body, to_id: UUID | None) -> Body | None:
    """The body above that was chosen, or the one directly above; None at the top."""
    bodies = bodies_above(body.path)
    if to_id is None:
        return bodies[-1] if bodies else None
    chosen = next((each for each in bodies if each.pk == to_id), None)
    if chosen is None:
        raise Unfit("Help is called for from above.", "Choose a body that stands above yours.", field="call")
    return chosen
