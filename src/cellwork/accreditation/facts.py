"""What can become true at the door. All are about the body whose conference it is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DeskOpened(Fact):
    """People are let in there."""

    conference_id: UUID
    desk_id: UUID


@dataclass(frozen=True, kw_only=True)
class DeskClosed(Fact):
    """Nobody is let in there any more."""

    conference_id: UUID
    desk_id: UUID


@dataclass(frozen=True, kw_only=True)
class ScansTaken(Fact):
    """A desk handed over what it wrote down: so many came in, went out, and have to be looked at."""

    conference_id: UUID
    desk_id: UUID
    came_in: int
    went_out: int
    flagged: int


@dataclass(frozen=True, kw_only=True)
class FlagSettled(Fact):
    """Somebody looked at it and said what it was."""

    conference_id: UUID
    scan_id: UUID
    sort: str
    words: str
