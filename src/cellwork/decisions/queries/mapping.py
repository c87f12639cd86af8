"""The map: every single body of a branch as one letter, in the order of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.decisions.models import Decision
from cellwork.decisions.queries.every import BodyThere
from cellwork.decisions.states import State
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of

LETTERS: dict[str, str] = {
    "a": State.RECEIVED, "b": State.READ, "c": State.OBJECTED, "d": State.ACCEPTED, "e": State.UNDER_WAY,
    "f": State.REPORTED, "g": State.RETURNED, "h": State.VERIFIED, "i": State.CLOSED, "j": "silent",
}  # fmt: skip
"""What each letter of a map means."""


@dataclass(frozen=True)
class BranchOfMap:
    """A body directly below, by its path: its own letter and one for each addressed body below it."""

    branch: str
    letters: str


def map_of(decision: Decision, path: str, *, today: date, sector: str | None = None) -> list[BranchOfMap]:
    """The whole branch, or the bodies of one sector in it. One statement; a byte per body."""
    params = {
        "decision_id": decision.pk, "path": path, "end": end_of(path), "answer_by": decision.answer_by, "today": today,
        "sector": sector,
    }  # fmt: skip
    return answers("decisions", "map_of", params, BranchOfMap)


def body_on_map(decision_id: UUID, branch: str, number: int, *, sector: str | None = None) -> BodyThere | None:
    """The body behind the n-th letter (from 0) of a branch of the map."""
    params = {"decision_id": decision_id, "path": branch, "end": end_of(branch), "n": number, "sector": sector}
    found = answers("decisions", "nth_below", params, BodyThere)
    return found[0] if found else None
