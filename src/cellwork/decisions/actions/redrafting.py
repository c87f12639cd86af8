"""The draft of an amendment: written on the words in force, one at a time, thrown away or adopted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from cellwork.decisions.actions.adopting import NotInForce, locked_decision
from cellwork.decisions.actions.drafting import ClauseText, must_be_whole
from cellwork.decisions.differences import changed_mask, clause_differences, struck_mask
from cellwork.decisions.facts import AmendmentDiscarded, AmendmentDrafted
from cellwork.decisions.fingerprints import words_of
from cellwork.decisions.models import Amendment, Clause, Decision, Wording
from cellwork.decisions.permissions import DRAFT_DECISION
from cellwork.decisions.states import MOST_CLAUSES, mask_of
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit


class NoAmendmentDrafted(Refused):
    """Somebody adopted the amendment or threw it away before, or nobody drafted one."""


@dataclass(frozen=True, kw_only=True)
class ClauseAmended:
    """A clause as the amendment leaves it. `number` 0: a new one; `struck`: it goes.

    `keeps`: what bodies told done under the earlier words counts under these.
    """

    text: ClauseText
    number: int = 0
    struck: bool = False
    keeps: bool = False


@dataclass(frozen=True, kw_only=True)
class Amended:
    """A decision as an amendment would leave it. The masks are clauses as bits, see `Wording`; `tasks`: all that are tasks."""

    clauses: list[Clause]
    changed: int
    struck: int
    again: int
    tasks: int
    new: list[int] = field(default_factory=list)

    def concerned(self) -> list[Clause]:
        """The clauses with other words, and the new ones."""
        return [each for each in self.clauses if each.number in self.new or self.changed & mask_of([each.number])]


def draft_amendment(
    *, actor: Actor, decision_id: UUID, because: str, clauses: Sequence[ClauseAmended], at: datetime
) -> Amendment:
    """Write down how a decision in force is to be amended, or write it anew. Unfit names the clause and what is missing."""
    with acting(actor, at=at) as act:
        decision = locked_in_force(decision_id)
        require(act, DRAFT_DECISION, body_id=decision.body_id)
        numbered = _numbered(decision, clauses)
        _must_be_amendable(decision, because, numbered)
        amendment, _ = Amendment.objects.update_or_create(
            decision=decision,
            defaults={
                "amends": decision.wording, "because": because.strip(), "clauses": [_kept(each) for each in numbered],
                "drafted_by": actor.person_id, "revised_at": at,
            },
        )  # fmt: skip
        act.record(AmendmentDrafted(body_id=decision.body_id, decision_id=decision.pk, amends=decision.wording))
    return amendment


def discard_amendment(*, actor: Actor, decision_id: UUID, at: datetime) -> None:
    """Throw the draft of an amendment away; the journal keeps that it was there."""
    with acting(actor, at=at) as act:
        decision = locked_decision(decision_id)
        require(act, DRAFT_DECISION, body_id=decision.body_id)
        drafted_amendment(decision).delete()
        act.record(AmendmentDiscarded(body_id=decision.body_id, decision_id=decision.pk))


def amended_by(amendment: Amendment) -> Amended:
    """The decision as the draft would leave it, against the words in force."""
    decision = amendment.decision
    drafts = clauses_drafted(amendment)
    before = list(Clause.objects.filter(decision=decision).order_by("number"))
    since = {clause.number: clause.since for clause in before}
    after = [_clause(decision, each, since) for each in drafts if not each.struck]
    differences = clause_differences(_said(decision, before), _said(decision, after))
    changed = changed_mask(differences)
    for clause in after:
        if changed & mask_of([clause.number]) or clause.number not in since:
            clause.since = decision.wording + 1
    tasks = mask_of(clause.number for clause in after if clause.kind == Clause.Kind.TASK)
    keeps = mask_of(each.number for each in drafts if each.keeps)
    return Amended(
        clauses=after, changed=changed, struck=struck_mask(differences), again=changed & tasks & ~keeps, tasks=tasks,
        new=[each.number for each in differences if each.sort == "new"],
    )  # fmt: skip


def clauses_drafted(amendment: Amendment) -> list[ClauseAmended]:
    """The clauses of a draft, as they were typed."""
    return [_read(each) for each in amendment.clauses]


def locked_in_force(decision_id: UUID) -> Decision:
    """The decision, locked; NotInForce for a draft and for what is withdrawn."""
    decision = locked_decision(decision_id)
    if decision.stage != Decision.Stage.ADOPTED:
        raise NotInForce("This decision is not in force.", "Only an adopted decision can be amended.")
    return decision


def drafted_amendment(decision: Decision) -> Amendment:
    """The draft of a decision's amendment; NoAmendmentDrafted when it is gone. Call with the decision locked."""
    amendment = Amendment.objects.filter(decision=decision).first()
    if amendment is None or amendment.amends != decision.wording:
        raise NoAmendmentDrafted(
            "There is no draft of an amendment any more: it was adopted or thrown away.", "Look at the text as it is."
        )
    amendment.decision = decision
    return amendment


def _said(decision: Decision, clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = words_of(decision, clauses, body_code="")["clauses"]
    return said


def _numbered(decision: Decision, clauses: Sequence[ClauseAmended]) -> list[ClauseAmended]:
    """New clauses get numbers that no clause of this decision ever had."""
    ever = [
        clause["number"]
        for words in Wording.objects.filter(decision=decision).values_list("words", flat=True)
        for clause in words["clauses"]
    ]
    in_force = set(Clause.objects.filter(decision=decision).values_list("number", flat=True))
    known = [each for each in clauses if each.number in in_force]
    new = [each for each in clauses if each.number not in in_force]
    numbers = range(max(ever) + 1, max(ever) + 1 + len(new))
    return sorted(known, key=lambda each: each.number) + [
        ClauseAmended(text=each.text, number=number) for number, each in zip(numbers, new, strict=True)
    ]


def _must_be_amendable(decision: Decision, because: str, clauses: Sequence[ClauseAmended]) -> None:
    if not because.strip():
        raise Unfit("Say why the decision is amended.", "Every addressed body reads this.", field="because")
    in_force = set(Clause.objects.filter(decision=decision).values_list("number", flat=True))
    given = [each.number for each in clauses]
    if len(set(given)) != len(given) or not in_force <= set(given):
        raise Unfit("A clause is missing, or is there twice.", "Begin again from the words in force.", field="clauses")
    if given[-1] > MOST_CLAUSES:
        raise Unfit(
            f"A decision can have {MOST_CLAUSES} clauses in all.", "Adopt a decision of its own for what is new."
        )
    if all(each.struck for each in clauses):
        raise Unfit("Every clause is struck.", "Withdraw the decision instead.", field="clauses")
    for each in clauses:
        if not each.struck:
            must_be_whole(each.number, each.text)
    amended = amended_by(Amendment(decision=decision, clauses=[_kept(each) for each in clauses]))
    if not (amended.changed or amended.struck or amended.new):
        raise Unfit("Nothing is different yet.", "Change, strike or add a clause.", field="clauses")


def _kept(each: ClauseAmended) -> dict[str, Any]:
    typed = asdict(each.text)
    typed["due_on"] = each.text.due_on.isoformat() if each.text.due_on else ""
    typed["target"] = "" if each.text.target is None else f"{each.text.target:f}"
    return {"number": each.number, "struck": each.struck, "keeps": each.keeps, "text": typed}


def _read(kept: dict[str, Any]) -> ClauseAmended:
    return ClauseAmended(text=_text(kept["text"]), number=kept["number"], struck=kept["struck"], keeps=kept["keeps"])


def _clause(decision: Decision, each: ClauseAmended, since: dict[int, int]) -> Clause:
    text, task = each.text, each.text.kind == "task"
    by_number = task and text.measure == "number"
    return Clause(
        decision=decision, number=each.number, kind=text.kind, text=text.text.strip(), audience=text.audience,
        codes=text.codes, due_on=text.due_on if task else None, measure=text.measure,
        target=text.target if by_number else None, unit=text.unit.strip() if by_number else "",
        since=since.get(each.number, 1),
    )  # fmt: skip


def _text(typed: dict[str, Any]) -> ClauseText:
    due_on = date.fromisoformat(typed["due_on"]) if typed["due_on"] else None
    return ClauseText(**typed | {"due_on": due_on, "target": Decimal(typed["target"]) if typed["target"] else None})
