"""What the worker does for shortcomings: let climb what is late, and look through the organisation once a night."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from cellwork.kernel import clock
from cellwork.kernel.worker import chore
from cellwork.shortcomings.actions.climbing import climb_when_late
from cellwork.shortcomings.actions.detecting import detect, detectors_at
from cellwork.shortcomings.queries.measuring import looked_on
from cellwork.statutes.queries import newest_statutes

NIGHT_BEGINS = 2
"""The hour of the organisation's clock from which the detectors look; whenever the worker comes, if it did not run at night."""


@chore(every=60.0)
def late_shortcomings_climb() -> bool:
    """What is late lies a level higher too; help that nobody gave is asked of the body above."""
    at = clock.now()
    return newest_statutes(at) is not None and climb_when_late(at=at) > 0


@chore(every=300.0)
def detectors_look() -> bool:
    """Once a day, at night."""
    at = clock.now()
    statutes = newest_statutes(at)
    if statutes is not None and _is_time(at, statutes.time_zone):
        detect(at=at)
    return False


def _is_time(at: datetime, time_zone: str) -> bool:
    hour = at.astimezone(ZoneInfo(time_zone)).hour
    declared = {rule.code for rule in detectors_at(at)}
    return hour >= NIGHT_BEGINS and not looked_on(clock.day_of(at, time_zone), declared)
