"""What a draft of a decision would ask of those it addresses: shown to whoever drafts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from cellwork.reports.queries.burden import Burden, burdens_below
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Kind
from cellwork.statutes.sections.burden import Efforts, written_minutes
from cellwork.statutes.sections.reports import ReportRules

if TYPE_CHECKING:
    from cellwork.decisions.models import Clause, Decision


def minutes_of_a_draft(draft: Decision, clauses: Sequence[Clause], at: datetime) -> list[str]:
    """A sentence per kind of body: what the draft asks in a month, and what is asked already. As `burdens_below` asks."""
    statutes = statutes_at(at)
    efforts = statutes.part(ReportRules).efforts
    more = {kind.code: minutes_more(efforts, kind, clauses) for kind in statutes.kinds.values()}
    asked = [kind for kind in statutes.kinds.values() if more[kind.code] and kind.code != draft.body.kind]
    already = burdens_below(draft.body.path, [kind.code for kind in asked], at=at)
    return [_sentence(kind, more[kind.code], burden) for kind, burden in zip(asked, already, strict=True)]


def minutes_more(efforts: Efforts, kind: Kind, clauses: Iterable[Clause], before: Iterable[Clause] = ()) -> int:
    """What these clauses ask of a body of this kind in a month beyond those `before`; 0 when nothing is to be done."""
    now, then = (sum(_addresses(clause, kind) for clause in each) for each in (clauses, before))
    if not now:
        return 0
    return (0 if then else efforts.accept_minutes) + (now - then) * efforts.task_minutes


def _addresses(clause: Clause, kind: Kind) -> bool:
    if clause.kind != "task":
        return False
    if clause.audience in ("cells", "sectors"):
        return kind.is_cell
    return clause.audience == "kinds" and kind.code in clause.codes


def _sentence(kind: Kind, minutes: int, already: Burden) -> str:
    total = already.minutes + minutes
    said = f"{kind.title}: about {minutes} minutes a month beside {already.written} asked already"
    if already.lines:
        said += f" ({already.arithmetic()})"
    if already.ceiling is None:
        return f"{said}."
    if total > already.ceiling:
        return f"{said}. That is {written_minutes(total - Fraction(already.ceiling))} above the ceiling of {already.ceiling}."
    return f"{said}; the ceiling is {already.ceiling}."
