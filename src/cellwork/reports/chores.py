"""What the worker does for reports: ask by the calendar, fold, and tell open pages."""

from __future__ import annotations

from cellwork.kernel import clock
from cellwork.kernel.worker import chore
from cellwork.live.announcing import announce
from cellwork.reports.actions.asking import ask_what_is_due
from cellwork.reports.folding import fold


@chore(every=60.0)
def reports_are_asked() -> bool:
    """On the last day of a period its reports are asked, once."""
    return ask_what_is_due(at=clock.now()) > 0


@chore(every=0.5)
def reports_are_added_up() -> bool:
    """Fold what is committed and tell whoever has these sums open."""
    moved = fold()
    if moved:
        announce(f"asking:{asking_id}" for asking_id in moved)
    return bool(moved)
