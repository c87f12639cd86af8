"""What a draft of a decision would ask of those it addresses: shown to whoever drafts it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from cellwork.reports.queries.burden import burden_below
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Kind
from cellwork.statutes.sections.burden import written_minutes
from cellwork.statutes.sections.reports import ReportRules

if TYPE_CHECKING:
    from cellwork.decisions.models import Clause, Decision


def minutes_of_a_draft(draft: Decision, clauses: Sequence[Clause], at: datetime) -> list[str]:
    """A sentence per kind of body: what the draft asks in a month, and what is asked already. Three queries a kind."""
    statutes = statutes_at(at)
    rules = statutes.part(ReportRules)
    sentences = []
    for kind in statutes.kinds.values():
        tasks = sum(_addresses(clause, kind) for clause in clauses)
        if tasks and kind.code != draft.body.kind:
            minutes = rules.efforts.accept_minutes + tasks * rules.efforts.task_minutes
            sentences.append(_sentence(kind, minutes, draft.body.path, at))
    return sentences


def _addresses(clause: Clause, kind: Kind) -> bool:
    if clause.kind != "task":
        return False
    if clause.audience in ("cells", "sectors"):
        return kind.is_cell
    return clause.audience == "kinds" and kind.code in clause.codes


def _sentence(kind: Kind, minutes: int, path: str, at: datetime) -> str:
    already = burden_below(path, kind.code, at=at)
    total = already.minutes + minutes
    said = f"{kind.title}: about {minutes} minutes a month beside {already.written} asked already"
    if already.lines:
        said += f" ({already.arithmetic()})"
    if already.ceiling is None:
        return f"{said}."
    if total > already.ceiling:
        return f"{said}. That is {written_minutes(total - Fraction(already.ceiling))} above the ceiling of {already.ceiling}."
    return f"{said}; the ceiling is {already.ceiling}."
