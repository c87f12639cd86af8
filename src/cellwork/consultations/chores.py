"""What the worker does for consultations: it ends what is due. It alone has the keys."""

from __future__ import annotations

from cellwork.consultations.actions.closing import end_due
from cellwork.kernel import clock
from cellwork.kernel.worker import chore
from cellwork.statutes.queries import newest_statutes


@chore(every=30.0)
def pulses_end() -> bool:
    """Whose last day has passed is counted; whose body is gone is withdrawn."""
    at = clock.now()
    return newest_statutes(at) is not None and end_due(at=at) > 0
