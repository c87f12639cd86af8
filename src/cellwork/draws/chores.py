"""What the worker does for draws: chances, the published list, the lot."""

from __future__ import annotations

from cellwork.draws.actions.computing import compute_one
from cellwork.kernel import clock
from cellwork.kernel.worker import chore


@chore(every=0.5)
def draws_are_computed() -> bool:
    """One draw at a time, so that other chores have their turn between two."""
    return compute_one(at=clock.now()) is not None
