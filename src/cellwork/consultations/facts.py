"""What can become true of consultations. That somebody answered is not among it: no entry names them, none bears the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PulseAsked(Fact):
    """A body asks everybody in its branch how they are."""

    pulse_id: UUID
    closes_on: date
    members: int
    cells: int


@dataclass(frozen=True, kw_only=True)
class PulseWithdrawn(Fact):
    """A pulse ended before its day. Nothing was evaluated, and what was answered can never be read."""

    pulse_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class PulseClosed(Fact):
    """The last day of a pulse has passed. `told`: of how many bodies something may be told; 0 when too few answered."""

    pulse_id: UUID
    told: int
