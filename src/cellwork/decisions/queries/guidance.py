"""Guidance of the bodies between, and calls for help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cellwork.decisions.models import Guidance, HelpCall
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


def calls_of(decision_id: UUID, body_id: UUID) -> list[HelpCall]:
    """All calls for help of a body about a decision, the oldest first."""
    return list(HelpCall.objects.filter(decision_id=decision_id, body_id=body_id).order_by("asked_at", "id"))


@dataclass(frozen=True)
class CallWaiting:
    """A call for help that lies with a body."""

    call_id: UUID
    text: str
    decision_id: UUID
    title: str
    body_id: UUID
    body_name: str
    answer_by: date


def calls_with(body_id: UUID) -> list[CallWaiting]:
    """Open calls that lie with a body, the oldest date first; fifty at most."""
    return answers("decisions", "calls_with", {"body_id": body_id, "limit": 50}, CallWaiting)
