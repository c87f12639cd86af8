"""What those above do: verify, send back, answer objections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cellwork.decisions.actions.carrying_out import tasks_here
from cellwork.decisions.actions.judging import require_to_judge
from cellwork.decisions.actions.steps import clause_step, decision_in_force, locked_directive, must_be_open, step
from cellwork.decisions.facts import ObjectionAnswered, ReportSentBack, ReportVerified
from cellwork.decisions.models import Decision, Directive, Objection, Progress
from cellwork.decisions.permissions import ANSWER
from cellwork.decisions.states import State
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import name_of


class NotReported(Refused):
    """There is no report to judge."""


class AlreadyAnswered(Refused):
    """Somebody answered before."""


def verify_report(*, actor: Actor, decision_id: UUID, body_id: UUID, at: datetime) -> Directive:
    """The body directly above found the report true; somebody else there than the person who reported."""
    with acting(actor, at=at) as act:
        directive = locked_directive(decision_id, body_id)
        require_to_judge(act, directive)
        decision_in_force(decision_id)
        _must_be_reported(directive)
        name = act.signed(name_of(actor.person_id))
        _turn_clauses(act, directive, None, State.VERIFIED, name)
        step(act, directive, State.VERIFIED, by=name)
        act.record(ReportVerified(body_id=body_id, decision_id=decision_id))
    return directive


def send_back(
    *, actor: Actor, decision_id: UUID, body_id: UUID, because: str, clauses: Sequence[int] = (), at: datetime
) -> Directive:
    """The body directly above sends a report back with a reason; the named clauses (none: all) are open again."""
    with acting(actor, at=at) as act:
        directive = locked_directive(decision_id, body_id)
        require_to_judge(act, directive)
        decision_in_force(decision_id)
        _must_be_reported(directive)
        if not because.strip():
            raise Unfit("Say what is missing.", "The body reads this and mends it.", field="because")
        tasks_here(directive, clauses)
        name = act.signed(name_of(actor.person_id))
        _turn_clauses(act, directive, list(clauses) or None, State.RETURNED, name)
        directive.remark = because.strip()
        step(act, directive, State.RETURNED, by=name, words=because.strip(), changed=["remark"])
        act.record(
            ReportSentBack(
                body_id=body_id, decision_id=decision_id, clauses=sorted(set(clauses)), because=because.strip()
            )
        )
    return directive


def answer_objection(*, actor: Actor, body_id: UUID, objection_id: UUID, answer: str, at: datetime) -> Objection:
    """The body that decided answers; the objecting body has the decision before it again, with the answer."""
    with acting(actor, at=at) as act:
        objection = Objection.objects.filter(body_id=body_id, id=objection_id).first()
        if objection is None:
            raise NotVisible("There is no such objection.")
        directive = locked_directive(objection.decision_id, body_id)
        objection = Objection.objects.select_for_update().get(body_id=body_id, id=objection_id)
        decision = Decision.objects.get(pk=objection.decision_id)
        require(act, ANSWER, body_id=decision.body_id)
        if objection.answered_at is not None:
            raise AlreadyAnswered(f"{objection.answered_by} has answered this objection.")
        if not answer.strip():
            raise Unfit("An answer needs words.", "Say what follows from the objection, and why.", field="answer")
        must_be_open(directive)
        name = act.signed(name_of(actor.person_id))
        Objection.objects.filter(body_id=body_id, id=objection_id).update(
            answer=answer.strip(), answered_at=at, answered_by=name
        )
        step(act, directive, State.READ, by=name, words=answer.strip())
        act.record(ObjectionAnswered(body_id=decision.body_id, decision_id=decision.pk, objection_id=objection_id))
    return Objection.objects.get(body_id=body_id, id=objection_id)


def _must_be_reported(directive: Directive) -> None:
    must_be_open(directive)
    if directive.state != State.REPORTED:
        raise NotReported(
            "Nothing is reported done here that could be judged.", "Look again when the body has reported."
        )


def _turn_clauses(act: Act, directive: Directive, numbers: Sequence[int] | None, to: State, by: str) -> None:
    found = Progress.objects.filter(decision_id=directive.decision_id, body_id=directive.body_id, state=State.REPORTED)
    if numbers is not None:
        found = found.filter(clause__in=numbers)
    for progress in list(found.order_by("clause")):
        was, progress.state = progress.state, to
        progress.save(update_fields=["state"])
        clause_step(act, directive, progress, was=was, by=by)
