"""What the worker does for decisions: fold, tell open pages, and let climb what was not answered in time."""

from __future__ import annotations

from cellwork.decisions.actions.passing import climb_when_late
from cellwork.decisions.folding import fold
from cellwork.kernel import clock
from cellwork.kernel.worker import chore
from cellwork.live.announcing import announce
from cellwork.statutes.queries import newest_statutes


@chore(every=0.5, steady=True)
def fold_and_tell() -> bool:
    """Fold what is complete and tell whoever has these decisions open; the tick that keeps NOTIFY out of acts."""
    moved = fold()
    if moved:
        announce(f"decision:{decision_id}" for decision_id in moved)
    return bool(moved)


@chore(every=60.0)
def late_calls_climb() -> bool:
    """A call for help that nobody answered in time lies one level higher."""
    at = clock.now()
    return newest_statutes(at) is not None and climb_when_late(at=at) > 0
