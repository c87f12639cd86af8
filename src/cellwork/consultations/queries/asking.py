"""Whom a pulse reaches, whether it may be asked, and what it adds to what cells are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db.models import Q

from cellwork.consultations.models import Pulse
from cellwork.kernel.clock import day_of
from cellwork.kernel.sql import answers
from cellwork.organisation.paths import above, end_of
from cellwork.reports.queries.burden import Line, also_asked, heaviest_chain
from cellwork.statutes.queries import statutes_at


@dataclass(frozen=True)
class Reach:
    """How many people in how many cells a pulse is put before."""

    members: int
    cells: int


def reach_of(path: str) -> Reach:
    """Whom a pulse of the body at this path would reach."""
    (found,) = answers("consultations", "asked", {"path": path, "end": end_of(path)}, Reach)
    return found


def in_the_way(path: str, today: date) -> Pulse | None:
    """A pulse that reached some of the same people so lately that none may reach them today; the one longest in the way."""
    overlaps = Q(path__in=[*above(path), path]) | Q(path__gte=path, path__lt=end_of(path))
    return Pulse.objects.filter(overlaps, free_on__gt=today).order_by("-free_on").first()


@also_asked
def pulses_of_the_month(path: str, kind: str, at: datetime) -> Sequence[Line]:
    """What pulses asked this month, or still open, take the cells of a branch."""
    statutes = statutes_at(at)
    if kind not in statutes.kinds or not statutes.kinds[kind].is_cell:
        return []
    today = day_of(at, statutes.time_zone)
    near = Q(path__in=[*above(path), path]) | Q(path__gte=path, path__lt=end_of(path))
    running = Pulse.objects.filter(near, Q(closes_on__gte=today) | Q(asked_on__gt=today - timedelta(days=today.day)))
    lines = [Line("short questions", each.statements[0], Fraction(each.minutes), each.path) for each in running]
    return heaviest_chain(path, lines) if lines else []
