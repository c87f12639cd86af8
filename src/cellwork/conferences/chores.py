"""What the worker does for conferences: let climb what of a plan is late."""

from __future__ import annotations

from cellwork.conferences.actions.climbing import climb_late_plans
from cellwork.kernel import clock
from cellwork.kernel.worker import chore
from cellwork.statutes.queries import newest_statutes


@chore(every=60.0)
def late_plans_climb() -> bool:
    """What is late in the plan of a conference lies higher too."""
    at = clock.now()
    return newest_statutes(at) is not None and climb_late_plans(at=at) > 0
