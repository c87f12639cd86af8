"""Whoever acts in the story, and when."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from cellwork.config.demo.world import VIA
from cellwork.kernel.acting import Actor
from cellwork.offices.queries import in_force, terms_at
from cellwork.statutes.queries import statutes_at


def actor_of(body_id: UUID, office: str, at: datetime) -> Actor:
    """Whoever holds the first seat of an office; the demo's own bodies always have one."""
    return Actor(terms_at(body_id).filter(in_force(at), office=office).order_by("seat")[0].person_id, VIA)


def on(at: datetime, day: date, hour: int) -> datetime:
    """A full hour of a day, in the organisation's own time."""
    return datetime.combine(day, time(hour), ZoneInfo(statutes_at(at).time_zone))
