"""The live report: by category, unit and sector, how many are chosen, invited, coming, admitted, against target."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from cellwork.kernel.sql import answers

Admitted = Callable[[UUID], Collection[UUID]]
"""Who was let in at the door of a conference: ids of persons."""

_admitted: list[Admitted] = []


def admitted_by(asked: Admitted) -> None:
    """The package at the door says whom it let in. Once, at start."""
    _admitted[:] = [asked]


@dataclass(frozen=True)
class Counted:
    """People of one category, unit and sector. `declined`: gave the place up in whatever way; a seat may count several."""

    category: str
    unit_id: UUID | None
    sector: str
    chosen: int
    invited: int
    accepted: int
    silent: int
    declined: int
    admitted: int


@dataclass(frozen=True)
class Line:
    """One line of the report. `seats` None: no number of seats was set."""

    key: str
    title: str
    seats: int | None
    chosen: int
    invited: int
    accepted: int
    silent: int
    declined: int
    admitted: int

    @property
    def free(self) -> int | None:
        """Seats that nobody has; below zero: more have a place than there are seats."""
        return None if self.seats is None else self.seats - self.chosen


@dataclass(frozen=True)
class Credentials:
    """The report: every count there is, to be looked at by category, unit or sector."""

    counted: Sequence[Counted]


def credentials(conference_id: UUID) -> Credentials:
    """How it stands at this moment. One query, and one of the door's."""
    admitted = [person_id for asked in _admitted for person_id in asked(conference_id)]
    params = {"conference_id": conference_id, "admitted": admitted}
    return Credentials(answers("participants", "credentials", params, Counted))


_SUMS = tuple(field.name for field in fields(Counted))[3:]


def summed(counted: Iterable[Counted]) -> dict[str, int]:
    """Chosen, invited, accepted, silent, declined and admitted, added up."""
    rows = list(counted)
    return {name: sum(getattr(row, name) for row in rows) for name in _SUMS}
