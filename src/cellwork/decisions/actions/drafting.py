"""The text before it is adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max

from cellwork.decisions.facts import DecisionDrafted, DraftDiscarded, DraftRevised
from cellwork.decisions.models import Clause, Decision
from cellwork.decisions.permissions import DRAFT_DECISION
from cellwork.decisions.states import MOST_CLAUSES
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.queries import lock_body


class NoLongerADraft(Refused):
    """An adopted text is fixed."""


@dataclass(frozen=True, kw_only=True)
class ClauseText:
    """A clause as somebody wrote it; its place in the list is its number."""

    text: str
    kind: str = "task"
    audience: str = "cells"
    codes: list[str] = field(default_factory=list)
    due_on: date | None = None
    measure: str = "done"
    target: Decimal | None = None
    unit: str = ""


def draft_decision(
    *, actor: Actor, body_id: UUID, title: str, preamble: str, clauses: Sequence[ClauseText], at: datetime
) -> Decision:
    """Begin a decision that the body may adopt. Unfit names the clause and what is missing."""
    with acting(actor, at=at) as act:
        require(act, DRAFT_DECISION, body_id=body_id)
        _must_be_writable(title, clauses)
        lock_body(body_id)  # two drafts at once must not take the same number
        last = Decision.objects.filter(body_id=body_id).aggregate(Max("number"))["number__max"] or 0
        decision = Decision.objects.create(
            body_id=body_id, number=last + 1, title=title.strip(), preamble=preamble.strip(),
            drafted_by=actor.person_id, revised_at=at,
        )  # fmt: skip
        _write_clauses(decision, clauses)
        act.record(DecisionDrafted(body_id=body_id, decision_id=decision.pk))
    return decision


def revise_draft(
    *, actor: Actor, decision_id: UUID, title: str, preamble: str, clauses: Sequence[ClauseText], at: datetime
) -> Decision:
    """Give a draft other words."""
    with acting(actor, at=at) as act:
        decision = locked_draft(decision_id)
        require(act, DRAFT_DECISION, body_id=decision.body_id)
        _must_be_writable(title, clauses)
        decision.title, decision.preamble, decision.revised_at = title.strip(), preamble.strip(), at
        decision.save(update_fields=["title", "preamble", "revised_at"])
        Clause.objects.filter(decision=decision).delete()
        _write_clauses(decision, clauses)
        act.record(DraftRevised(body_id=decision.body_id, decision_id=decision.pk))
    return decision


def discard_draft(*, actor: Actor, decision_id: UUID, at: datetime) -> None:
    """Throw a draft away; the journal keeps that it was there."""
    with acting(actor, at=at) as act:
        decision = locked_draft(decision_id)
        require(act, DRAFT_DECISION, body_id=decision.body_id)
        Clause.objects.filter(decision=decision).delete()
        act.record(DraftDiscarded(body_id=decision.body_id, decision_id=decision.pk, title=decision.title))
        decision.delete()


def locked_draft(decision_id: UUID) -> Decision:
    """The draft, locked; NoLongerADraft once it is adopted."""
    decision = Decision.objects.select_for_update().filter(pk=decision_id).first()
    if decision is None:
        raise NotVisible("There is no such decision.")
    if decision.stage != Decision.Stage.DRAFT:
        raise NoLongerADraft("This decision is adopted: its text is fixed.", "Draft a new decision that changes it.")
    return decision


def _must_be_writable(title: str, clauses: Sequence[ClauseText]) -> None:
    if not title.strip():
        raise Unfit("A decision needs a title.", "Say in a few words what it is about.", field="title")
    if not clauses:
        raise Unfit(
            "A decision needs at least one clause.", "Write what is to be done, by whom and by when.", field="clauses"
        )
    if len(clauses) > MOST_CLAUSES:
        raise Unfit(f"A decision can have {MOST_CLAUSES} clauses, not {len(clauses)}.", "Make two decisions of it.")
    for number, clause in enumerate(clauses, start=1):
        must_be_whole(number, clause)


def must_be_whole(number: int, clause: ClauseText) -> None:
    """Unfit when the clause could not be carried out as it stands; names its place."""
    place = f"clause-{number}"
    if not clause.text.strip():
        raise Unfit(f"Clause {number} is empty.", "Write it, or take it out.", field=place)
    if clause.audience != "cells" and not clause.codes:
        raise Unfit(f"Clause {number} does not say for whom.", "Choose the sectors, kinds or bodies.", field=place)
    if clause.kind != "task":
        return
    if clause.due_on is None:
        raise Unfit(f"Clause {number} is a task without a date.", "Say by when it is to be done.", field=place)
    if clause.measure == "number" and (clause.target is None or clause.target <= 0):
        raise Unfit(f"Clause {number} is measured by a number.", "Give a target above zero.", field=place)


def _write_clauses(decision: Decision, clauses: Sequence[ClauseText]) -> None:
    Clause.objects.bulk_create(
        Clause(
            decision=decision,
            number=number,
            kind=clause.kind,
            text=clause.text.strip(),
            audience=clause.audience,
            codes=clause.codes,
            due_on=clause.due_on if clause.kind == "task" else None,
            measure=clause.measure,
            target=clause.target if clause.measure == "number" else None,
            unit=clause.unit.strip() if clause.measure == "number" else "",
        )
        for number, clause in enumerate(clauses, start=1)
    )
