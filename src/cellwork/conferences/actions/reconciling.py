"""What becomes of conferences when bodies cease to exist."""

from __future__ import annotations

from datetime import datetime

from cellwork.kernel.sql import run


def end_with_their_bodies(*, because: str, at: datetime) -> int:
    """Conferences under way of bodies that are dissolved are not held; returns how many. One statement, inside an act."""
    return run("conferences", "end_dissolved", {"because": because, "at": at})
