"""The map: every single body of a branch as one letter, in the order of the organisation."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
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


@dataclass(frozen=True)
class _Asked:
    branch: str
    counted: bool
    letters: str | None
    below: str
    started: datetime


@dataclass(frozen=True)
class _Kept:
    """An answer and its snapshot: each change writes a step, and one not seen there has a transaction at or above `below`."""

    below: str
    started: datetime
    letters: dict[str, str]


MOST_KEPT = 48
_kept: OrderedDict[tuple[object, ...], _Kept] = OrderedDict()
_keeping = Lock()


def map_of(decision: Decision, path: str, *, today: date, sector: str | None = None) -> list[BranchOfMap]:
    """The whole branch, or the bodies of one sector in it. One statement, one snapshot; a byte per body.

    What this process counted before is counted again only where something changed: 1 ms instead of 100 for 300,000 bodies.
    """
    key = (decision.pk, path, sector, today)
    with _keeping:
        kept = _kept.get(key)
    params = {
        "decision_id": decision.pk, "path": path, "end": end_of(path), "answer_by": decision.answer_by, "today": today,
        "sector": sector, "known": kept.below if kept else None, "started": kept.started if kept else None,
        "has": list(kept.letters) if kept else [],
    }  # fmt: skip
    rows = answers("decisions", "map_of", params, _Asked)
    letters = {
        row.branch: (row.letters or "") if row.counted or kept is None else kept.letters[row.branch] for row in rows
    }
    if rows:
        _keep(key, _Kept(rows[0].below, rows[0].started, letters))
    return [BranchOfMap(branch, each) for branch, each in letters.items() if each]


def forget_maps() -> None:
    """Count all anew: transactions are numbered anew, see `begin_anew`."""
    with _keeping:
        _kept.clear()


def _keep(key: tuple[object, ...], answer: _Kept) -> None:
    """The last ones asked for stay."""
    with _keeping:
        _kept[key] = answer
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def body_on_map(decision_id: UUID, branch: str, number: int, *, sector: str | None = None) -> BodyThere | None:
    """The body behind the n-th letter (from 0) of a branch of the map."""
    params = {"decision_id": decision_id, "path": branch, "end": end_of(branch), "n": number, "sector": sector}
    found = answers("decisions", "nth_below", params, BodyThere)
    return found[0] if found else None
