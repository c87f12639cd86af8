"""Every single body of a branch, in a state, page by page along the paths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.decisions.models import Decision
from cellwork.decisions.states import DONE, OPEN, STATES, TAKEN_UP, UNANSWERED, State
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of

PAGE = 50

SORTS: dict[str, tuple[str, frozenset[State]]] = {
    "all": ("all", frozenset(STATES)),
    "reached": ("reached", frozenset(STATES) - {State.CLOSED}),
    "unread": ("not read yet", frozenset({State.RECEIVED})),
    "read": ("read", frozenset(STATES) - {State.RECEIVED, State.CLOSED}),
    "unanswered": ("not answered yet", UNANSWERED),
    "silent": ("silent", UNANSWERED),
    "objected": ("objected", frozenset({State.OBJECTED})),
    "accepted": ("accepted", TAKEN_UP),
    "under_way": ("under way", TAKEN_UP - {State.ACCEPTED}),
    "discussed": ("discussed at a meeting", frozenset(STATES) - {State.CLOSED}),
    "amended": ("yet to accept what was amended", TAKEN_UP),
    "returned": ("sent back", frozenset({State.RETURNED})),
    "done": ("reported done", DONE),
    "reported": ("waiting for verification", frozenset({State.REPORTED})),
    "verified": ("verified", frozenset({State.VERIFIED})),
    "overdue": ("overdue", OPEN - {State.REPORTED}),
    "closed": ("closed", frozenset({State.CLOSED})),
}
"""Key -> what it is called, and which states it holds."""


@dataclass(frozen=True)
class BodyThere:
    """A body and where it stands."""

    body_id: UUID
    name: str
    above: str
    path: str
    state: str
    state_since: datetime
    accepted_by: str


def bodies_in(
    decision: Decision, path: str, *, sort: str, after: str, today: date, sector: str | None = None
) -> list[BodyThere]:
    """One page of PAGE bodies below a path, one more when there are further ones; `after` is the last path seen.

    Silent and overdue only hold bodies whose date has passed. `sector` names one, empty: the bodies without; None: all.
    Cost: reads along the index until the page is full.
    """
    params = {
        "decision_id": decision.pk,
        "path": max(path, after) if after.startswith(path) else path,
        "end": end_of(path),
        "states": sorted(state.value for state in SORTS[sort][1]),
        "silent_before": today if sort == "silent" else None,
        "sector": sector,
        "overdue_before": today if sort == "overdue" else None,
        "amended": sort == "amended",
        "discussed": sort == "discussed",
        "answer_by": decision.answer_by,
        "limit": PAGE + 1,
    }
    return answers("decisions", "bodies_in", params, BodyThere)
