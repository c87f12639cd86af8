"""What follows for shortcomings when bodies move, are dissolved or imported. Called inside the act that changed them."""

from __future__ import annotations

import json
from datetime import datetime

from cellwork.kernel.sql import run
from cellwork.organisation.paths import end_of
from cellwork.shortcomings.actions.gathering import release_instances
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.queries.owners import offices_by_kind
from cellwork.shortcomings.states import State
from cellwork.statutes.queries import statutes_at


def reconcile(*, path: str, because: str, at: datetime) -> None:
    """Make the shortcomings of a branch what they should be; repeatable. Four statements, and one per matter that ended."""
    common = {"path": path, "end": end_of(path), "at": at, "because": because}
    offices = json.dumps(offices_by_kind(statutes_at(at)))
    run("shortcomings", "follow_moved", common | {"offices": offices})
    run("shortcomings", "follow_matters", common)
    if run("shortcomings", "end_dissolved", common):
        run("shortcomings", "end_calls", common)
        ended = Shortcoming.objects.filter(
            path__gte=path, path__lt=end_of(path), gathers=True, state=State.ENDED, state_since=at
        )
        for matter in list(ended):
            release_instances(matter, at=at)
