"""Every single report of a branch, page by page along the paths, and the words beside the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.kernel.sql import answers
from cellwork.organisation.paths import WIDTH, end_of
from cellwork.reports.layout import COUNTED
from cellwork.reports.models import Asking

PAGE = 50

SORTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "asked": ("asked", ("open", "sent", "returned", "accepted")),
    "reported": ("reported", COUNTED),
    "missing": ("not reported", ("open", "returned")),
    "returned": ("returned", ("returned",)),
    "sent": ("waiting to be taken", ("sent",)),
    "accepted": ("accepted", ("accepted",)),
    "closed": ("closed", ("closed",)),
}
"""Key -> what it is called, and which states it holds."""


@dataclass(frozen=True)
class ReportThere:
    """One body's report in a list."""

    body_id: UUID
    name: str
    above: str | None
    path: str
    state: str
    late: bool
    sent_at: datetime | None


def reports_in(asking: Asking, path: str, *, sort: str, after: str = "") -> list[ReportThere]:
    """One page of PAGE reports below a path, one more when there are further ones; `after` is the last path seen."""
    params = _range(asking, path, after) | {"states": list(SORTS[sort][1])}
    return answers("reports", "reports_in", params, ReportThere)


@dataclass(frozen=True)
class WordsThere:
    """What one body wrote."""

    body_id: UUID
    name: str
    path: str
    words: str


def words_in(asking: Asking, path: str, code: str, *, directly_below: bool, after: str = "") -> list[WordsThere]:
    """One page of what was written below a path, of bodies directly below alone or of all; one more when there are more."""
    params = _range(asking, path, after) | {"code": code, "length": len(path) + WIDTH if directly_below else None}
    return answers("reports", "words_in", params, WordsThere)


def _range(asking: Asking, path: str, after: str) -> dict[str, object]:
    begin = after if after.startswith(path) and len(after) > len(path) else path
    return {"asking_id": asking.pk, "after": begin, "end": end_of(path), "limit": PAGE + 1}
