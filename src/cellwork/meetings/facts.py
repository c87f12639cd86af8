"""What can become true of meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class MeetingConvened(Fact):
    """A body is called together for a day."""

    meeting_id: UUID
    day: date


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Fact):
    """A body met: how many of how many were there."""

    meeting_id: UUID
    day: date
    present: int
    members: int


@dataclass(frozen=True, kw_only=True)
class MeetingCorrected(Fact):
    """A meeting says something else now; what it said before is kept beside it under its number."""

    meeting_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class MeetingCalledOff(Fact):
    """A meeting does not take place, or was entered by mistake."""

    meeting_id: UUID
    day: date
    because: str
