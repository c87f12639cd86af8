"""What follows for voices when bodies move, are dissolved or imported: each stands where its body stands, none is orphaned."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import run
from cellwork.organisation.paths import end_of
from cellwork.statutes.queries import statutes_at


def follow_bodies(*, path: str) -> None:
    """Voices from and with the bodies of this branch know where these stand now. Inside the act that moved them; repeatable."""
    params = {"path": path, "end": end_of(path)}
    run("voices", "follow_cells", params)
    run("voices", "follow_desks", params)


def hand_on_from_dissolved(*, because: str, at: datetime, body_id: UUID | None = None) -> None:
    """What lay with a dissolved body (`body_id` None: with any) lies with the nearest living body above, as do its promises."""
    params = {"body_id": body_id, "because": because, "today": day_of(at, statutes_at(at).time_zone)}
    run("voices", "desks_dissolved", params)
    run("voices", "promises_dissolved", params)
    run("voices", "matters_dissolved", params)
