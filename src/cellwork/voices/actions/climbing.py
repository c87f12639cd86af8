"""The duty to answer climbs by the dates alone: this writes down what is so, for all voices or for those somebody acts on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cellwork.kernel.acting import Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import answers
from cellwork.organisation.queries import hold_hierarchy_still
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.facts import VoicesClimbed


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
    """Write down what the dates say, of all voices or of these; returns how many changed. Two statements for any number.

    The clock's own act: nobody decides it.
    """
    params = days_of(at) | {"voices": None if voices is None else list(voices)}
    if not answers("voices", "due_to_climb", params, _Due)[0].due:
        return 0
    with acting(Actor(person_id=None, via="the clock"), at=at) as act:
        hold_hierarchy_still()
        act.use(UsedPower("deadline", None))
        changed = answers("voices", "climb", params, Climbed)
        moved = sum(each.from_id != each.to_id for each in changed)
        act.record(VoicesClimbed(body_id=None, late=len(changed) - moved, moved=moved))
    return len(changed)


def days_of(at: datetime) -> dict[str, Any]:
    """The parameters that every question about days has."""
    statutes = statutes_at(at)
    terms = statutes.part(VoiceRules).terms
    return {
        "today": day_of(at, statutes.time_zone), "answer_days": terms.answer_days, "late_days": terms.late_days,
        "period": terms.answer_days + terms.late_days + 1,
    }  # fmt: skip
