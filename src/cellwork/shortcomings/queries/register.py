"""The register of a body and of its branch: every single one, page by page, and its counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from cellwork.kernel.clock import day_of, start_of
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import names_of
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.queries.seeing import Sight, sight_at
from cellwork.shortcomings.states import ENDS, TO_CHECK, WORKING, State
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

PAGE = 50

SORTS: dict[str, tuple[str, frozenset[State]]] = {
    "open": ("open", frozenset(State) - ENDS),
    "late": ("late", frozenset(State) - ENDS),
    "working": ("to be corrected", WORKING),
    "check": ("to be checked", TO_CHECK),
    "closed": ("closed", frozenset({State.CLOSED})),
    "not_so": ("were not so", frozenset({State.NOT_SO})),
    "all": ("all", frozenset(State)),
}
"""Key -> what it is called, and which states it holds."""


@dataclass(frozen=True)
class Asked:
    """Which shortcomings of a branch: `sort` of SORTS, and further only those of a cause, source, kind of body or weight."""

    sort: str = "open"
    cause: str = ""
    source: str = ""
    kind: str = ""
    weight: str = ""
    levels: int = 0
    """At least so many levels climbed; `late` means one."""


@dataclass(frozen=True)
class Line:
    """A line of the register. Without `words`, `what` is empty, or what the statutes call it: cause and state are seen."""

    body_id: UUID
    id: UUID
    path: str
    body_name: str
    above: str
    what: str
    cause: str
    weight: str
    source: str
    state: str
    turn_by: date | None
    late: int
    repeats: int
    gathers: bool
    words: bool = False


@dataclass(frozen=True)
class _Row:
    body_id: UUID
    id: UUID
    late: int
    body_name: str
    above: str


def register_of(body: Body, asked: Asked, *, person_id: UUID, at: datetime, after: str = "") -> list[Line]:
    """One page of the shortcomings of a body and its branch, one line more when there are further ones.

    `after` is the key of the last line seen (`key_of`). Not a permission check: for callers that made one; the words are
    blanked here for those who do not read them. Cost: along the paths until the page is full.
    """
    statutes = statutes_at(at)
    today = day_of(at, statutes.time_zone)
    path, _, last = after.partition(".")
    params = {
        "path": body.path,
        "end": end_of(body.path),
        "after_path": path if path.startswith(body.path) else "",
        "after_id": last or None,
        "states": sorted(state.value for state in SORTS[asked.sort][1]),
        "cause": asked.cause,
        "source": asked.source,
        "kind": asked.kind,
        "weight": asked.weight,
        "levels": max(asked.levels, 1 if asked.sort == "late" else 0),
        "today": today,
        "climb_days": statutes.part(ShortcomingRules).terms.climb_days,
        "limit": PAGE + 1,
    }
    rows = answers("shortcomings", "register", params, _Row)
    return _lines(rows, sight_at(person_id, today=today, at=at))


def key_of(line: Line) -> str:
    """What `after` takes."""
    return f"{line.path}.{line.id}"


def instances_of(matter: Shortcoming, *, person_id: UUID, at: datetime, most: int = 200) -> list[Line]:
    """The instances of a matter, those not at their end first; `most` at most."""
    sight = sight_at(person_id, today=day_of(at, statutes_at(at).time_zone), at=at)
    found = list(Shortcoming.objects.filter(matter_id=matter.id).order_by("state", "path", "id")[:most])
    names = names_of({each.body_id for each in found})
    return [_line(one, names.get(one.body_id, ""), "", len(sight.climbed_to(one)), sight) for one in found]


def _lines(rows: list[_Row], sight: Sight) -> list[Line]:
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= Q(body_id=row.body_id, id=row.id)
    found = {(one.body_id, one.id): one for one in Shortcoming.objects.filter(wanted)} if rows else {}
    lines = []
    for row in rows:
        one = found.get((row.body_id, row.id))
        if one is not None:
            lines.append(_line(one, row.body_name, row.above, row.late, sight))
    return lines


def _line(one: Shortcoming, name: str, above: str, late: int, sight: Sight) -> Line:
    line = Line(
        one.body_id, one.id, one.path, name, above, "", one.cause, one.weight, one.source, one.state, one.turn_by, late,
        one.repeats, one.gathers,
    )  # fmt: skip
    if sight.reads(one):
        return replace(line, what=one.what, words=True)
    # What a detector calls its findings are the statutes' words and nobody's own.
    return replace(line, what=one.what) if one.detector else line


@dataclass(frozen=True)
class Counted:
    """How many of one cause at bodies of one kind, raised in one way."""

    cause: str
    kind: str
    source: str
    open: int
    to_check: int
    late: int
    very_late: int
    closed: int
    raised: int


@dataclass
class Counts:
    """Sums of `Counted`."""

    open: int = 0
    to_check: int = 0
    late: int = 0
    very_late: int = 0
    closed: int = 0
    raised: int = 0

    def add(self, row: Counted) -> None:
        """One row more."""
        self.open += row.open
        self.to_check += row.to_check
        self.late += row.late
        self.very_late += row.very_late
        self.closed += row.closed
        self.raised += row.raised


def counted_in(path: str, *, at: datetime) -> list[Counted]:
    """What stands in the register of a branch, and what was raised and closed in the period of patterns. One query."""
    statutes = statutes_at(at)
    terms = statutes.part(ShortcomingRules).terms
    today = day_of(at, statutes.time_zone)
    params = {
        "path": path,
        "end": end_of(path),
        "today": today,
        "since": start_of(today - timedelta(days=terms.pattern_days), statutes.time_zone),
        "climb_days": terms.climb_days,
    }
    return answers("shortcomings", "counts", params, Counted)


def summed(rows: Iterable[Counted], by: str) -> dict[str, Counts]:
    """Sums by one column (`cause`, `kind`, `source`), or over all for ""."""
    sums: dict[str, Counts] = {}
    for row in rows:
        sums.setdefault(str(getattr(row, by)) if by else "", Counts()).add(row)
    return sums
