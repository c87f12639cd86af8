"""Where those who fit a category stand: from the unit down, and names only for those who are near."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.powers import may
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of
from cellwork.organisation.permissions import SEE_MEMBERS
from cellwork.organisation.queries import cell_of
from cellwork.seats.models import Eligible

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MOST_NAMES = 200


@dataclass(frozen=True)
class Below:
    """A body directly below, and how many on the list stand there or below it."""

    body_id: UUID
    name: str
    is_cell: bool
    people: int


def fitting_below(conference_id: UUID, category: str, path: str) -> list[Below]:
    """How many stand at or below each body directly below. One query over that range of the list."""
    params = {"conference_id": conference_id, "category": category, "path": path, "end": end_of(path)}
    return answers("seats", "fitting_below", params, Below)


def fitting_at(conference_id: UUID, category: str, path: str) -> int:
    """How many stand at the body itself. One query."""
    return Eligible.objects.filter(conference_id=conference_id, category=category, path=path).count()


def names_at(person_id: UUID, conference_id: UUID, category: str, body: Body, *, at: datetime) -> list[Eligible] | None:
    """Those who stand at the body itself, by name; None where the viewer is not near: own cell, or by office."""
    own = cell_of(person_id)
    if not (own is not None and own.path == body.path) and not may(person_id, SEE_MEMBERS, path=body.path, at=at):
        return None
    found = Eligible.objects.filter(conference_id=conference_id, category=category, path=body.path)
    return list(found.order_by("name", "person_id")[:MOST_NAMES])
