"""What can become true of conferences. All are about the body whose conference it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ConferenceCalled(Fact):
    """A body calls a conference; its plan stands."""

    conference_id: UUID
    kind: str
    number: int
    opens_on: date
    closes_on: date
    decision_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class PastConferenceEntered(Fact):
    """A conference held before it could be called here stands on record."""

    conference_id: UUID
    kind: str
    number: int
    opens_on: date
    closes_on: date


@dataclass(frozen=True, kw_only=True)
class ConferenceAdvanced(Fact):
    """A conference entered the next phase."""

    conference_id: UUID
    was: str
    became: str


@dataclass(frozen=True, kw_only=True)
class ConferenceDatesChanged(Fact):
    """A conference is held on other days than was said before."""

    conference_id: UUID
    was_to_open_on: date
    opens_on: date
    closes_on: date
    because: str


@dataclass(frozen=True, kw_only=True)
class ConferenceCancelled(Fact):
    """A conference is not held."""

    conference_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class PlanItemAdded(Fact):
    """The plan of a conference has one more line."""

    conference_id: UUID
    key: str
    office: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class PlanItemDone(Fact):
    """A line of the plan of a conference is done."""

    conference_id: UUID
    key: str


@dataclass(frozen=True, kw_only=True)
class PlanItemReopened(Fact):
    """What was said to be done is not."""

    conference_id: UUID
    key: str
    because: str


@dataclass(frozen=True, kw_only=True)
class PlanItemMoved(Fact):
    """A line of the plan of a conference has another day."""

    conference_id: UUID
    key: str
    was_due_on: date
    due_on: date
    because: str


@dataclass(frozen=True, kw_only=True)
class PlanItemsClimbed(Fact):
    """Lines of plans whose day has passed lie higher now; nobody's act."""

    items: int
