"""Whoever acts in the story, and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from cellwork.config.demo.world import VIA
from cellwork.kernel.acting import Actor
from cellwork.kernel.clock import day_of
from cellwork.offices.queries import in_force, terms_at
from cellwork.organisation.queries import living_below
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


def actor_of(body_id: UUID, office: str, at: datetime) -> Actor:
    """Whoever holds the first seat of an office; the demo's own bodies always have one."""
    return Actor(terms_at(body_id).filter(in_force(at), office=office).order_by("seat")[0].person_id, VIA)


def on(at: datetime, day: date, hour: int) -> datetime:
    """A full hour of a day, in the organisation's own time."""
    return datetime.combine(day, time(hour), ZoneInfo(statutes_at(at).time_zone))


def ago(at: datetime, days: int, hour: int) -> datetime:
    """A full hour, some days before."""
    return on(at, day_of(at, statutes_at(at).time_zone) - timedelta(days=days), hour)


def led_cells(above: Body, *, but: UUID, at: datetime) -> Iterator[UUID]:
    """Cells below a body that somebody has led for all of the story, in order; without the one that can be played."""
    for cell in living_below(above.path).filter(is_cell=True).exclude(pk=but).order_by("path").iterator(chunk_size=100):
        led = terms_at(cell.pk).filter(in_force(at), office="cell_secretary", since__lte=ago(at, 36, 0))
        if led.exists():
            yield cell.pk
