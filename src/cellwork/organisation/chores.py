"""What the worker does for the organisation."""

from __future__ import annotations

from cellwork.kernel import clock
from cellwork.kernel.worker import chore
from cellwork.organisation.actions.transferring import climb_when_late
from cellwork.statutes.queries import newest_statutes


@chore(every=60.0)
def late_transfers_climb() -> bool:
    """A transfer that nobody answered in time is answered by the body above."""
    at = clock.now()
    return newest_statutes(at) is not None and climb_when_late(at=at) > 0
