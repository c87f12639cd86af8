"""What follows for plans when days pass: nobody does it, the clock does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cellwork.conferences.facts import PlanItemsClimbed
from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import answers, run
from cellwork.organisation.queries import hold_hierarchy_still
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules


@dataclass(frozen=True)
class _Anything:
    late: bool


def climb_late_plans(*, at: datetime) -> int:
    """Lines of plans that are late lie higher; returns how many climbed. One statement over everything; repeatable."""
    statutes = statutes_at(at)
    days = statutes.part(ShortcomingRules).terms.climb_days
    params = {"today": day_of(at, statutes.time_zone), "at": at, "climb_days": days}
    if not answers("conferences", "anything_late", params, _Anything)[0].late:
        return 0
    with acting(Actor(person_id=None, via="the clock"), at=at) as act:
        hold_hierarchy_still()
        act.use(UsedPower("deadline", None))
        items = run("conferences", "climb", params)
        act.record(PlanItemsClimbed(body_id=None, items=items))
    return items
