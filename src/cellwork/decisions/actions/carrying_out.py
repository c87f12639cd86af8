"""What the addressed body does: read, accept with a plan, object, ask, tell how far it is, report done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from cellwork.decisions.actions.calling import follow_obstacle
from cellwork.decisions.actions.judging import note_who_reported
from cellwork.decisions.actions.meeting import NamedMeeting, hold_meetings, note_meeting
from cellwork.decisions.actions.steps import (
    AmendedMeanwhile,
    clause_step,
    decision_in_force,
    locked_directive,
    marking,
    must_be_open,
    step,
)
from cellwork.decisions.facts import (
    DecisionAccepted,
    DecisionRead,
    DoneReported,
    ObjectionRaised,
    ProgressRecorded,
    QuestionAsked,
)
from cellwork.decisions.models import Clause, Directive, Objection, PlanItem, Progress, Question
from cellwork.decisions.permissions import ACCEPT_DECISION, CARRY_OUT
from cellwork.decisions.states import DONE, TAKEN_UP, UNANSWERED, WORKING, State, numbers_in
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at


class AlreadyAccepted(Refused):
    """The body accepted this decision before."""


class ObjectionWaits(Refused):
    """The body objected and waits for the answer."""


class NotAcceptedYet(Refused):
    """Work is told about only after acceptance."""


class AlreadyReported(Refused):
    """The whole is reported done; it waits for those above, or is verified."""


class NotAskedOfYou(Unfit):
    """The clause does not address this body, or is no task."""


class NotAllDone(Refused):
    """Something is still open."""


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """What, who, by when; for one clause, or for the whole (`clause` None)."""

    what: str
    who: str = ""
    by_when: date | None = None
    clause: int | None = None


def read_directive(*, actor: Actor, decision_id: UUID, body_id: UUID, at: datetime) -> Directive:
    """Somebody who may answer for the body opened the text. Repeating it changes nothing."""
    with acting(actor, at=at) as act:
        directive = locked_directive(decision_id, body_id)
        require(act, ACCEPT_DECISION, body_id=body_id)
        if directive.state == State.RECEIVED:
            step(act, directive, State.READ, by=act.signed(name_of(actor.person_id)))
        act.record(DecisionRead(body_id=body_id, decision_id=decision_id))
    return directive


def accept_decision(
    *,
    actor: Actor,
    decision_id: UUID,
    body_id: UUID,
    plan: str,
    lines: Sequence[PlanLine] = (),
    wording: int | None = None,
    meeting: NamedMeeting = None,
    at: datetime,
) -> Directive:
    """A body takes a decision up and says how it will carry it out.

    `wording` is the one it had before it (None: the one it received): AmendedMeanwhile when there is a newer one.
    `meeting`: at which of its meetings it was discussed.
    """
    with acting(actor, at=at) as act:
        hold_meetings(body_id, meeting)
        directive = locked_directive(decision_id, body_id)
        note_meeting(act, directive, meeting)
        require(act, ACCEPT_DECISION, body_id=body_id)
        decision = decision_in_force(decision_id)
        must_be_open(directive)
        if directive.state in TAKEN_UP:
            raise AlreadyAccepted(f"{directive.accepted_by or 'Your body'} has already accepted this decision.")
        if directive.state == State.OBJECTED:
            raise ObjectionWaits("Your objection is not answered yet.", "Accept once you have read the answer.")
        if (wording or directive.wording) < decision.wording:
            raise AmendedMeanwhile("The words were amended.", "Read what changed, then accept them as they are now.")
        kept = [line for line in lines if line.what.strip()]
        if not plan.strip() and not kept:
            raise Unfit("Say how you will carry it out.", "One sentence is enough: what, who, by when.", field="plan")
        tasks_here(directive, [line.clause for line in kept if line.clause is not None])

        name = act.signed(name_of(actor.person_id))
        directive.plan, directive.accepted_at, directive.accepted_by = plan.strip(), at, name
        directive.wording = decision.wording
        step(
            act, directive, State.ACCEPTED, by=name, words=plan.strip(),
            changed=["plan", "accepted_at", "accepted_by", "wording"],
        )  # fmt: skip
        _write_plan(directive, kept)
        act.record(
            DecisionAccepted(
                body_id=body_id, decision_id=decision_id, plan=plan.strip(), meeting_id=directive.meeting_id
            )
        )
    return directive


def raise_objection(*, actor: Actor, decision_id: UUID, body_id: UUID, text: str, at: datetime) -> Objection:
    """A body says, with reasons, why it cannot accept; the body that decided must answer by a date.

    Also one that had accepted and is asked to accept an amendment: after the answer it accepts, or objects, anew.
    """
    statutes = statutes_at(at)
    with acting(actor, at=at) as act:
        directive = locked_directive(decision_id, body_id)
        require(act, ACCEPT_DECISION, body_id=body_id)
        decision_in_force(decision_id)
        must_be_open(directive)
        if directive.state == State.OBJECTED:
            raise ObjectionWaits("Your body has objected already.", "The answer will appear here.")
        if directive.state not in UNANSWERED and directive.amend_by is None:
            raise AlreadyAccepted(
                "Your body has already accepted this decision.", "Ask a question, or tell of an obstacle."
            )
        if not text.strip():
            raise Unfit(
                "An objection needs its reasons.", "Say what stands in the way and what you propose.", field="text"
            )

        name = act.signed(name_of(actor.person_id))
        answer_by = day_of(at, statutes.time_zone) + timedelta(days=statutes.deadlines.objection_days)
        objection = Objection.objects.create(
            body_id=body_id,
            decision_id=decision_id,
            text=text.strip(),
            raised_at=at,
            raised_by=name,
            answer_by=answer_by,
        )
        with marking(act, directive):
            directive.amend_by = None
            step(act, directive, State.OBJECTED, by=name, words=text.strip(), changed=["amend_by"])
        act.record(ObjectionRaised(body_id=body_id, decision_id=decision_id, objection_id=objection.id))
    return objection


def ask_question(
    *, actor: Actor, decision_id: UUID, body_id: UUID, clause: int | None, text: str, at: datetime
) -> Question:
    """A body asks what a clause means; the answer is there for all who are addressed."""
    statutes = statutes_at(at)
    with acting(actor, at=at) as act:
        directive = locked_directive(decision_id, body_id)
        require(act, ACCEPT_DECISION, body_id=body_id)
        decision_in_force(decision_id)
        must_be_open(directive)
        if not text.strip():
            raise Unfit("What would you like to know?", "Write your question.", field="text")
        answer_by = day_of(at, statutes.time_zone) + timedelta(days=statutes.deadlines.question_days)
        question = Question.objects.create(
            body_id=body_id, decision_id=decision_id, clause=clause, text=text.strip(), asked_at=at,
            asked_by=act.signed(name_of(actor.person_id)), answer_by=answer_by,
        )  # fmt: skip
        act.record(QuestionAsked(body_id=body_id, decision_id=decision_id, question_id=question.id))
    return question


def record_progress(
    *,
    actor: Actor,
    decision_id: UUID,
    body_id: UUID,
    clause: int,
    at: datetime,
    done: bool = False,
    number: Decimal | None = None,
    words: str = "",
    obstacle: str = "",
    help_from: UUID | None = None,
) -> Progress:
    """A body tells how far it is with one clause: done or not, a number, words, what stands in the way.

    `help_from`: which body above is called when something newly stands in the way; None: the one directly above.
    """
    with acting(actor, at=at) as act:
        directive = locked_directive(decision_id, body_id)
        require(act, CARRY_OUT, body_id=body_id)
        decision_in_force(decision_id)
        must_be_open(directive)
        must_be_working(directive)
        task = task_here(directive, clause)
        must_know_the_words(directive, task.since)
        _must_fit(task, done=done, number=number, words=words)

        name = act.signed(name_of(actor.person_id))
        progress = Progress.objects.filter(decision_id=decision_id, body_id=body_id, clause=clause).first()
        was = progress.state if progress else ""
        progress = Progress(
            decision_id=decision_id, body_id=body_id, clause=clause, number=number, words=words.strip(),
            obstacle=obstacle.strip(), state=State.REPORTED if done else State.UNDER_WAY, updated_at=at, updated_by=name,
        )  # fmt: skip
        _put(progress, first_time=not was)
        clause_step(act, directive, progress, was=was, by=name)
        follow_obstacle(act, directive, clause, progress.obstacle, by=name, to_id=help_from)
        if directive.state == State.ACCEPTED:
            step(act, directive, State.UNDER_WAY, by=name)
        act.record(
            ProgressRecorded(
                body_id=body_id, decision_id=decision_id, clause=clause, state=progress.state,
                number="" if number is None else str(number), words=progress.words, obstacle=progress.obstacle,
            )
        )  # fmt: skip
    return progress


def report_done(*, actor: Actor, decision_id: UUID, body_id: UUID, report: str, at: datetime) -> Directive:
    """A body reports the whole decision as carried out; it now waits for the body directly above."""
    with acting(actor, at=at) as act:
        directive = locked_directive(decision_id, body_id)
        power = require(act, CARRY_OUT, body_id=body_id)
        decision_in_force(decision_id)
        must_be_open(directive)
        must_be_working(directive)
        if directive.amend_by is not None:
            raise AmendedMeanwhile("The words were amended.", "Accept what changed first.")
        if still_open := _open_tasks(directive):
            listed = ", ".join(str(number) for number in still_open)
            raise NotAllDone(f"Not yet reported done: clause {listed}.", "Tell of each clause first.")

        note_who_reported(act, directive, power)
        directive.report, directive.reported_at = report.strip(), at
        step(
            act, directive, State.REPORTED, by=act.signed(name_of(actor.person_id)), words=report.strip(),
            changed=["report", "reported_at"],
        )  # fmt: skip
        act.record(DoneReported(body_id=body_id, decision_id=decision_id, report=report.strip()))
    return directive


def must_know_the_words(directive: Directive, since: int) -> None:
    """Refuse to tell of words that the body is asked to accept first; `since`: the wording that gave the clause its words."""
    if directive.amend_by is not None and since > directive.wording:
        raise AmendedMeanwhile("This clause was amended.", "Accept its new words first, then tell how far it is.")


def must_not_be_reported(directive: Directive) -> None:
    """Refuse after the whole was reported done."""
    if directive.state in DONE:
        raise AlreadyReported("The whole decision is reported done.", "It is with the body above now.")


def must_be_working(directive: Directive) -> None:
    """Refuse before acceptance, and after the whole was reported done."""
    must_not_be_reported(directive)
    if directive.state not in WORKING:
        raise NotAcceptedYet("Your body has not accepted this decision yet.", "Accept it with a plan first.")


def task_here(directive: Directive, number: int) -> Clause:
    """The clause, when it is a task that addresses the directive's body; NotAskedOfYou otherwise."""
    return tasks_here(directive, [number])[0]


def tasks_here(directive: Directive, numbers: Sequence[int]) -> list[Clause]:
    """Several of them, each once, in order. One query, or none for no numbers."""
    tasks = Clause.objects.filter(decision_id=directive.decision_id, number__in=numbers, kind=Clause.Kind.TASK)
    asked = numbers_in(directive.clauses)
    found = {each.number: each for each in tasks if each.number in asked} if numbers else {}
    for number in numbers:
        if number not in found:
            raise NotAskedOfYou(
                f"Clause {number} asks nothing of this body.", "Choose among the tasks that it has.", field="clause"
            )
    return [found[number] for number in sorted(found)]


def _must_fit(task: Clause, *, done: bool, number: Decimal | None, words: str) -> None:
    if task.measure == Clause.Measure.NUMBER and number is None:
        raise Unfit(f"Clause {task.number} is measured by a number.", "How many is it by now?", field="number")
    if number is not None and number < 0:
        raise Unfit("The number cannot be below zero.", "Give the whole number reached so far.", field="number")
    if task.measure == Clause.Measure.WORDS and done and not words.strip():
        raise Unfit(f"Clause {task.number} asks for an account in words.", "A few sentences are enough.", field="words")


def _open_tasks(directive: Directive) -> list[int]:
    tasks = Clause.objects.filter(decision_id=directive.decision_id, kind=Clause.Kind.TASK).values_list(
        "number", flat=True
    )
    done = set(
        Progress.objects.filter(
            decision_id=directive.decision_id, body_id=directive.body_id, state=State.REPORTED
        ).values_list("clause", flat=True)
    )
    asked = set(numbers_in(directive.clauses))
    return sorted(number for number in tasks if number in asked and number not in done)


def _put(progress: Progress, *, first_time: bool) -> None:
    if first_time:
        progress.save(force_insert=True)
    else:
        Progress.objects.filter(
            decision_id=progress.decision_id, body_id=progress.body_id, clause=progress.clause
        ).update(
            number=progress.number, words=progress.words, obstacle=progress.obstacle, state=progress.state,
            updated_at=progress.updated_at, updated_by=progress.updated_by,
        )  # fmt: skip


def _write_plan(directive: Directive, lines: Sequence[PlanLine]) -> None:
    # A body that left and came back accepts a second time; the journal keeps the first plan.
    PlanItem.objects.filter(decision_id=directive.decision_id, body_id=directive.body_id).delete()
    PlanItem.objects.bulk_create(
        PlanItem(
            decision_id=directive.decision_id, body_id=directive.body_id, position=position, clause=line.clause,
            what=line.what.strip(), who=line.who.strip(), by_when=line.by_when,
        )
        for position, line in enumerate(lines, start=1)
    )  # fmt: skip
