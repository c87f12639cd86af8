"""The duty to answer climbs by the dates alone: this writes down what is so, for all voices or for those somebody acts on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.sql import answers
from cellwork.organisation.queries import hold_hierarchy_still
from cellwork.voices.facts import VoicesClimbed
from cellwork.voices.queries.desk import days_owed

MOST_AT_ONCE = 5000
"""So many in one act: nobody waits long for a lock, and the chore comes again at once while there are more."""


@dataclass(frozen=True)
class Climbed:
    """A voice that is late, or lies higher (`from_id` and `to_id` differ)."""

    body_id: UUID
    voice_id: UUID
    from_id: UUID
    to_id: UUID


@dataclass(frozen=True)
class _Due:
    due: bool


def climb_when_due(*, at: datetime, voices: Collection[UUID] | None = None) -> int:
    """Write down what the dates say, of all voices or of these; returns how many changed. Two statements, up to MOST_AT_ONCE.

    The clock's own act: nobody decides it.
    """
    params = days_owed(at) | {"most": MOST_AT_ONCE, "voices": None if voices is None else list(voices)}
    if not answers("voices", "due_to_climb", params, _Due)[0].due:
        return 0
    with acting(Actor(person_id=None, via="the clock"), at=at) as act:
        hold_hierarchy_still()
        act.use(UsedPower("deadline", None))
        changed = answers("voices", "climb", params, Climbed)
        moved = sum(each.from_id != each.to_id for each in changed)
        act.record(VoicesClimbed(body_id=None, late=len(changed) - moved, moved=moved))
    return len(changed)
