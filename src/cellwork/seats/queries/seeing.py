"""Who sees the seats of a conference: whoever prepares it, and from their allotment on everybody who sees the conference."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.phases import Phase, is_past
from cellwork.conferences.queries import sees_plan
from cellwork.kernel.powers import may
from cellwork.seats.permissions import PREPARE_SEATS

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


def sees_seats(person_id: UUID, conference: Conference, at: datetime) -> bool:
    """Of a conference that the person sees. No query once the seats are allotted."""
    if is_past(conference.phase, Phase.ALLOTTED):
        return True
    return sees_plan(person_id, conference, at) or may(person_id, PREPARE_SEATS, path=conference.body.path, at=at)
