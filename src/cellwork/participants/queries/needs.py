"""What participants need: counts for everybody who prepares, words for the person and for those who arrange it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.sql import answers
from cellwork.participants.models import Needs


@dataclass(frozen=True)
class NeedsOf:
    """What one person needs, with name and number."""

    person_id: UUID
    number: int
    name: str
    origin: str
    travel: str
    lodging: bool
    diet: str
    access: str


@dataclass(frozen=True)
class NeedsCount:
    """How many said anything, and of what. No names: for everybody who prepares the conference."""

    said: int
    travel: int
    lodging: int
    diet: int
    access: int


@dataclass(frozen=True)
class ToForget:
    """A conference that is over so long that needs are to be deleted."""

    conference_id: UUID


def needs_of(conference_id: UUID, person_id: UUID) -> Needs | None:
    """What somebody said; for that person alone. One query."""
    return Needs.objects.filter(conference_id=conference_id, person_id=person_id).first()


def needs_with_names(conference_id: UUID) -> Sequence[NeedsOf]:
    """Of everybody who comes and needs anything. Only inside `actions.needs.read_needs`, which leaves a trace. One query."""
    return answers("participants", "needs", {"conference_id": conference_id}, NeedsOf)


def needs_counted(conference_id: UUID) -> NeedsCount:
    """One query."""
    return answers("participants", "needs_counted", {"conference_id": conference_id}, NeedsCount)[0]


def needs_to_forget(today: date, days: int) -> list[UUID]:
    """Conferences that closed, or were cancelled, and whose days have passed, while needs are still kept. One query."""
    found = answers("participants", "needs_to_forget", {"today": today, "days": days}, ToForget)
    return [each.conference_id for each in found]
