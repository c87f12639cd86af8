"""What follows when days pass: nobody does it, the clock does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import answers, run
from cellwork.organisation.queries import hold_hierarchy_still
from cellwork.shortcomings.actions.steps import terms_of_statutes
from cellwork.shortcomings.facts import ShortcomingsClimbed
from cellwork.statutes.queries import statutes_at


@dataclass(frozen=True)
class _Anything:
    late: bool


def climb_when_late(*, at: datetime) -> int:
    """Whatever is late lies a level higher too; returns how many climbed. Two statements over everything; repeatable."""
    statutes = statutes_at(at)
    terms = terms_of_statutes(statutes)
    today = day_of(at, statutes.time_zone)
    params = {"today": today, "at": at, "climb_days": terms.climb_days, "help_days": terms.help_days}
    if not answers("shortcomings", "anything_late", params, _Anything)[0].late:
        return 0
    with acting(Actor(person_id=None, via="the clock"), at=at) as act:
        hold_hierarchy_still()
        act.use(UsedPower("deadline", None))
        shortcomings = run("shortcomings", "climb", params)
        calls = run("shortcomings", "climb_help", params)
        act.record(ShortcomingsClimbed(body_id=None, shortcomings=shortcomings, calls=calls))
    return shortcomings + calls
