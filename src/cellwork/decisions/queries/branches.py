"""How far one branch has come with each decision in force: the short lines on the page of a body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cellwork.decisions.models import Decision
from cellwork.decisions.queries.overview import Counted, Figures
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of


@dataclass(frozen=True)
class _CountedOf(Counted):
    decision_id: UUID


@dataclass(frozen=True)
class BranchLine:
    """A decision and the figures of all bodies strictly below. Dates are not judged here: the overview does that."""

    decision: Decision
    figures: Figures


def branch_lines(path: str, decisions: Iterable[Decision]) -> list[BranchLine]:
    """Each decision in force that addresses somebody below the path, the newest first. One query."""
    in_force = {decision.pk: decision for decision in decisions if decision.in_force}
    params = {"path": path, "end": end_of(path), "decisions": list(in_force)}
    figures: dict[UUID, Figures] = {}
    for row in answers("decisions", "branch_now", params, _CountedOf):
        figures.setdefault(row.decision_id, Figures()).add(row)
    lines = [BranchLine(in_force[key], found) for key, found in figures.items() if found.reached]
    return sorted(lines, key=lambda line: (line.decision.adopted_at, line.decision.pk), reverse=True)
