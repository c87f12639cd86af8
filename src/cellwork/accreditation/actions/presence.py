"""From when to when people were in the hall: worked out from their scans, with nobody else at it meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cellwork.kernel.sql import run


def hold(conference_id: UUID, people: Sequence[UUID]) -> None:
    """Until this transaction ends nobody else works out their presence; asked before their scans are written."""
    if people:
        run("accreditation", "hold_people", {"conference_id": str(conference_id), "people": list(people)})


def work_out(conference_id: UUID, people: Sequence[UUID], *, at: datetime) -> None:
    """Anew from all their scans, as is what these leave open."""
    params = {"conference_id": conference_id, "people": list(people), "at": at}
    for question in ("forget_presence", "tell_presence", "forget_flags", "raise_flags") if people else ():
        run("accreditation", question, params)
