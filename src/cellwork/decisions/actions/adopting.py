"""Adoption with its cascade, and withdrawal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from cellwork.decisions.actions.drafting import locked_draft
from cellwork.decisions.actions.meeting import NamedMeeting, adopting_meeting
from cellwork.decisions.actions.wording import write_first_wording
from cellwork.decisions.aims import Aims, aims_as_parameters, aims_of
from cellwork.decisions.facts import DecisionAdopted, DecisionWithdrawn
from cellwork.decisions.fingerprints import fingerprint_of
from cellwork.decisions.models import Clause, Decision, Tally
from cellwork.decisions.permissions import ADOPT_DECISION, WITHDRAW_DECISION
from cellwork.decisions.queries.preview import must_be_allowed
from cellwork.decisions.states import mask_of
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.kernel.sql import run
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import body_by_id, hold_hierarchy_still
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at


class AddressesNobody(Refused):
    """A decision, or a clause of it, that reaches no body."""


class DateHasPassed(Refused):
    """A clause is due before the decision could be known."""


class NotInForce(Refused):
    """Only a decision in force can be withdrawn."""


def adopt_decision(*, actor: Actor, decision_id: UUID, meeting: NamedMeeting = None, at: datetime) -> Decision:
    """A body adopts a draft: its words are fixed and every addressed body has it before it, at once.

    `meeting`: at which of its meetings it did; one without a quorum is refused.
    Cost: 2-4 s for 620,000 cells, one transaction: killed half-way, nothing of it remains.
    """
    statutes = statutes_at(at)
    today = day_of(at, statutes.time_zone)
    with acting(actor, at=at) as act:
        hold_hierarchy_still()  # a cell that moves meanwhile would be counted where it no longer stands
        decision = locked_draft(decision_id)
        decision.meeting_id = adopting_meeting(act, decision.body_id, meeting)
        require(act, ADOPT_DECISION, body_id=decision.body_id)
        body = body_by_id(decision.body_id)
        clauses = list(Clause.objects.filter(decision=decision).order_by("number"))
        dates_must_lie_ahead(clauses, today)
        must_be_allowed(act, decision, clauses)

        decision.stage = Decision.Stage.ADOPTED
        decision.adopted_at = at
        decision.adopted_by = act.signed(name_of(actor.person_id))
        decision.answer_by = today + timedelta(days=statutes.deadlines.accept_days)
        decision.fingerprint = fingerprint_of(decision, clauses, body_code=body.code)
        decision.save(update_fields=["stage", "adopted_at", "adopted_by", "answer_by", "fingerprint", "meeting_id"])
        write_first_wording(decision, clauses, body_code=body.code, at=at)
        addressed = put_before_all(decision, path=body.path, aims=aims_of(clauses), at=at, day=today)
        if not addressed:
            raise AddressesNobody("No body below is addressed by this decision.", "Look at whom each clause names.")
        each_must_address_somebody(clauses, _reached_by(decision, body.path))
        act.record(
            DecisionAdopted(
                body_id=body.pk, decision_id=decision.pk, fingerprint=decision.fingerprint, addressed=addressed,
                meeting_id=decision.meeting_id,
            )
        )  # fmt: skip
    return decision


def put_before_all(decision: Decision, *, path: str, aims: Aims, at: datetime, day: date) -> int:
    """The cascade itself, two statements; returns how many bodies are addressed. Called inside an act."""
    params: dict[str, Any] = {"decision_id": decision.pk, "path": path, "end": end_of(path), "at": at, "day": day}
    addressed = run("decisions", "cascade", params | aims_as_parameters(aims))
    run("decisions", "first_tally", params)
    return addressed


def each_must_address_somebody(clauses: Iterable[Clause], reached: int) -> None:
    """Refuse clauses that no body has. `reached`: the clauses that some body has, as bits."""
    for clause in clauses:
        if not reached & mask_of([clause.number]):
            raise AddressesNobody(
                f"Clause {clause.number} addresses no body below.",
                "Look at whom it names, and change that or leave the clause out.",
            )


def _reached_by(decision: Decision, path: str) -> int:
    """The clauses that some body below has, as bits: the cascade has just been counted by them."""
    masks = Tally.objects.filter(decision_id=decision.pk, path=path, clause=0).values_list("clauses", flat=True)
    return reduce(or_, masks, 0)


def withdraw_decision(*, actor: Actor, decision_id: UUID, because: str, at: datetime) -> Decision:
    """A decision is no longer in force: whatever is open about it closes, with the reason."""
    today = day_of(at, statutes_at(at).time_zone)
    with acting(actor, at=at) as act:
        hold_hierarchy_still()  # a cell founded meanwhile would receive what is no longer in force
        decision = locked_decision(decision_id)
        require(act, WITHDRAW_DECISION, body_id=decision.body_id)
        if decision.stage != Decision.Stage.ADOPTED:
            raise NotInForce("This decision is not in force.", "Only an adopted decision can be withdrawn.")
        if not because.strip():
            raise Unfit("Say why the decision is withdrawn.", "Every addressed body reads this.", field="because")

        decision.stage = Decision.Stage.WITHDRAWN
        decision.withdrawn_at, decision.withdrawn_because = at, because.strip()
        decision.save(update_fields=["stage", "withdrawn_at", "withdrawn_because"])
        run("decisions", "hold_open", {"decision_id": decision.pk})
        run(
            "decisions",
            "close_open",
            {
                "decisions": [decision.pk], "path": "0", "end": "~", "out_of_reach": False,
                "because": f"withdrawn: {because.strip()}", "at": at, "day": today,
            },
        )  # fmt: skip
        words = f"withdrawn: {because.strip()}"
        run("decisions", "end_calls", {"decisions": [decision.pk], "because": words, "at": at})
        act.record(DecisionWithdrawn(body_id=decision.body_id, decision_id=decision.pk, because=because.strip()))
    return decision


def locked_decision(decision_id: UUID) -> Decision:
    """A decision or draft, locked until the end of the act; NotVisible when there is none."""
    decision = Decision.objects.select_for_update().filter(pk=decision_id).first()
    if decision is None:
        raise NotVisible("There is no such decision.")
    return decision


def dates_must_lie_ahead(clauses: list[Clause], today: date) -> None:
    """DateHasPassed when one of these clauses is due before today."""
    for clause in clauses:
        if clause.due_on is not None and clause.due_on < today:
            raise DateHasPassed(
                f"Clause {clause.number} was due on {clause.due_on}, before anybody could know of it.",
                "Give it a later date.",
            )
