"""Guidance of the bodies between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.decisions.models import Guidance
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import above


@dataclass(frozen=True)
class GuidanceFor:
    """What one body above says about a decision to its branch."""

    decision_id: UUID
    body_name: str
    text: str
    by_date: date | None
    given_at: datetime
    given_by: str


def guidance_for(path: str, decisions: Iterable[UUID]) -> list[GuidanceFor]:
    """Guidance of all bodies above a path, the highest first. One query."""
    params = {"decisions": list(decisions), "paths": above(path)}
    return answers("decisions", "guidance_for", params, GuidanceFor)


def guidance_of(decision_id: UUID, body_id: UUID) -> Guidance | None:
    """What this body itself gave."""
    return Guidance.objects.filter(decision_id=decision_id, body_id=body_id).first()
