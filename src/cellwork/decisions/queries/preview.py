"""Whom a draft would address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from cellwork.decisions.aims import aims_as_parameters, aims_of
from cellwork.decisions.models import Clause, Decision
from cellwork.decisions.states import mask_of
from cellwork.kernel.acting import Act
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of


@dataclass(frozen=True)
class Addressed:
    """How many bodies of a kind, and by which clauses, as bits."""

    kind: str
    bodies: int
    clauses: int


def addressed_by(clauses: Iterable[Clause], *, path: str) -> list[Addressed]:
    """Whom these clauses would address if adopted now, by kind. About 100 ms for 300,000 bodies."""
    params = {"path": path, "end": end_of(path)} | aims_as_parameters(aims_of(clauses))
    return answers("decisions", "addressed", params, Addressed)


Weigh = Callable[[Decision, Sequence[Clause], datetime], list[str]]

weighed_by: list[Weigh] = []
"""What packages above say about a draft before it is adopted, sentence by sentence: what it would ask of people."""


def weighed(draft: Decision, clauses: Sequence[Clause], *, at: datetime) -> list[str]:
    """All that is said about a draft."""
    return [sentence for weigh in weighed_by for sentence in weigh(draft, clauses, at)]


Allow = Callable[[Act, Decision, Sequence[Clause], Sequence[Clause]], None]

allowed_by: list[Allow] = []
"""Asked inside the act before a decision or an amendment is adopted, with its clauses and those in force before; may refuse."""


def must_be_allowed(act: Act, decision: Decision, clauses: Sequence[Clause], *, before: Sequence[Clause] = ()) -> None:
    """Refused where a package above says no."""
    for allow in allowed_by:
        allow(act, decision, clauses, before)


def reached_by(clauses: Sequence[Clause], *, path: str) -> int:
    """Which of these clauses some body below the path would have, as bits."""
    return reduce(or_, (each.clauses for each in addressed_by(clauses, path=path)), 0)


def addressing_nobody(clauses: Iterable[Clause], addressed: Iterable[Addressed]) -> list[int]:
    """The numbers of the clauses that none of the addressed bodies would have."""
    reached = reduce(or_, (each.clauses for each in addressed), 0)
    return [clause.number for clause in clauses if not reached & mask_of([clause.number])]
