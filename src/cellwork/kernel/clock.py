"""The one clock. Read once at the edge (request, command, worker) and passed down as `at`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, with time zone (UTC)."""
    return datetime.now(UTC)


def day_of(at: datetime, time_zone: str) -> date:
    """The calendar day on which the organisation finds itself at `at`."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def start_of(day: date, time_zone: str) -> datetime:
    """The moment at which that day begins for the organisation."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(time_zone))
