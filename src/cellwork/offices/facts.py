"""What can become true of offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TermBegun(Fact):
    """Somebody holds an office from a date on."""

    term_id: UUID
    office: str
    person_id: UUID
    since: datetime
    until: datetime | None


@dataclass(frozen=True, kw_only=True)
class TermEnded(Fact):
    """A term was given an end."""

    term_id: UUID
    office: str
    person_id: UUID
    until: datetime
    because: str


@dataclass(frozen=True, kw_only=True)
class TermCalledOff(Fact):
    """Somebody elected or appointed does not take office."""

    term_id: UUID
    office: str
    person_id: UUID
    since: datetime
    because: str


@dataclass(frozen=True, kw_only=True)
class OfficesImported(Fact):
    """An import recorded terms of office."""

    new: int
    changed: int
    file: str
    fingerprint: str
