"""One cause in many bodies of a branch: candidates for a matter at the level where the cause lies."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import OTHER, ShortcomingRules

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@dataclass(frozen=True)
class Pattern:
    """A cause that stands in the register of `bodies` bodies of the branch of one body; none is part of a matter yet."""

    body_id: UUID
    body_name: str
    cause: str
    bodies: int
    instances: int
    first: date
    latest: date


def patterns_in(body: Body, *, at: datetime, most: int = 50) -> list[Pattern]:
    """Causes over the threshold of the statutes, each at the bodies where it lies: this one and those below it.

    Where the statutes name no level for a cause it lies with the body itself and makes no pattern. One query.
    """
    statutes = statutes_at(at)
    rules = statutes.part(ShortcomingRules)
    lies_at = {
        cause.code: list(cause.lies_at) for cause in rules.causes.values() if cause.lies_at and cause.code != OTHER
    }
    params = {
        "path": body.path,
        "end": end_of(body.path),
        "lies_at": json.dumps(lies_at),
        "since": at,
        "today": day_of(at, statutes.time_zone),
        "zone": statutes.time_zone,
        "days": rules.terms.pattern_days,
        "bodies": rules.terms.pattern_bodies,
        "limit": most,
    }
    return answers("shortcomings", "patterns", params, Pattern)
