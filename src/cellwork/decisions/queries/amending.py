"""Wordings, what differs between them, whom an amendment concerns, and who has still to accept one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cellwork.decisions.aims import aims_as_parameters, aims_of
from cellwork.decisions.differences import ClauseDifference, clause_differences
from cellwork.decisions.models import Acceptance, Amendment, Clause, Decision, Directive, Wording
from cellwork.decisions.states import mask_of, numbers_in
from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of


@dataclass(frozen=True)
class Reach:
    """How many bodies an amendment concerns, and how; see sql/amendment_reach.sql."""

    accept: int
    again: int
    unanswered: int
    new: int
    gone: int
    untouched: int

    @property
    def addressed(self) -> int:
        """Addressed once it is adopted."""
        return self.accept + self.unanswered + self.new + self.untouched

    @property
    def concerned(self) -> int:
        """For whom anything is different."""
        return self.accept + self.unanswered + self.new + self.gone


def reach_of(decision_id: UUID, clauses: Sequence[Clause], *, changed: int, again: int, path: str) -> Reach:
    """Whom a decision of the body on a path would concern with these clauses. `changed`, `again`: clauses as bits."""
    tasks = mask_of(clause.number for clause in clauses if clause.kind == Clause.Kind.TASK)
    params = {
        "decision_id": decision_id, "path": path, "end": end_of(path), "changed": changed, "again": again, "tasks": tasks,
    } | aims_as_parameters(aims_of(clauses))  # fmt: skip
    return answers("decisions", "amendment_reach", params, Reach)[0]


def wordings_of(decision_id: UUID) -> list[Wording]:
    """Every wording, the first one first. One query."""
    return list(Wording.objects.filter(decision_id=decision_id).order_by("number"))


def amendment_of(decision: Decision) -> Amendment | None:
    """The draft of the decision's next wording."""
    amendment = Amendment.objects.filter(decision=decision).first()
    if amendment is not None:
        amendment.decision = decision
    return amendment


def amendment_of_or_not_there(decision: Decision) -> Amendment:
    """The same; NotVisible when there is none."""
    amendment = amendment_of(decision)
    if amendment is None:
        raise NotVisible("There is no draft of an amendment of this decision.")
    return amendment


def differences_between(before: Wording, after: Wording) -> list[ClauseDifference]:
    """Clause by clause, those that are the same among them."""
    return clause_differences(before.words["clauses"], after.words["clauses"])


def clauses_in(words: Mapping[str, Any], decision: Decision) -> list[Clause]:
    """The clauses of a wording as they were, not kept: for reading and reckoning."""
    return [
        Clause(
            decision=decision,
            **dict(said) | {
                "due_on": date.fromisoformat(said["due_on"]) if said["due_on"] else None,
                "target": said["target"] or None,
            },
        )
        for said in words["clauses"]
    ]  # fmt: skip


def clauses_at(decision: Decision, moment: datetime) -> list[Clause]:
    """The clauses in force at a past moment. One query."""
    wording = Wording.objects.filter(decision=decision, adopted_at__lt=moment).order_by("-number").first()
    return clauses_in(wording.words, decision) if wording else []


@dataclass(frozen=True)
class AmendedHere:
    """What became of a decision since a body had it before it: the wordings since, and how its own clauses differ."""

    since: list[Wording]
    differences: list[ClauseDifference]

    @property
    def newest(self) -> Wording:
        """The words in force."""
        return self.since[-1]


def amended_since(directive: Directive, *, wordings: Sequence[Wording]) -> AmendedHere | None:
    """What a body has still to read; None when it knows the words in force. Clauses that never were for it are left out."""
    known = next((each for each in wordings if each.number == directive.wording), None)
    since = [each for each in wordings if each.number > directive.wording]
    if known is None or not since:
        return None
    differences = differences_between(known, since[-1])
    theirs = set(numbers_in(directive.clauses))
    shown = [each for each in differences if each.sort != "same" and (each.number in theirs or each.for_others)]
    return AmendedHere(since, shown)


def acceptances_of(decision_id: UUID, body_id: UUID) -> list[Acceptance]:
    """Which amended wordings a body accepted, the first one first."""
    return list(Acceptance.objects.filter(decision_id=decision_id, body_id=body_id).order_by("wording"))
