"""How long it takes from appearing to corrected, how much help was given, and how often detectors were right.

Medians over a branch by cause and by kind of body; never by single body: nothing here ranks cells.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from cellwork.kernel.sql import answers
from cellwork.organisation.paths import end_of
from cellwork.shortcomings.models import DetectorRun
from cellwork.statutes.queries import statutes_at

FEWEST = 5
"""A median of fewer is nobody's business but the bodies' own: they are named by it."""


@dataclass(frozen=True)
class Took:
    """How many were corrected in the period, and the median and upper quartile of days; `by` is cause, kind, weight or ""."""

    by: str
    key: str
    corrected: int
    median_days: float | None
    quartile_days: float | None


def took(path: str, *, since: date, at: datetime) -> list[Took]:
    """From appearing to corrected, in days, for what was closed since a day. One query; medians from FEWEST on."""
    params = {
        "path": path, "end": end_of(path), "since": since, "zone": statutes_at(at).time_zone, "fewest": FEWEST,
    }  # fmt: skip
    return answers("shortcomings", "took", params, Took)


@dataclass(frozen=True)
class HelpCounts:
    """Calls for help in a branch since a day, and offers."""

    asked: int
    answered: int
    waiting: int
    offered: int


def help_counts(path: str, *, since: date, at: datetime) -> HelpCounts:
    """Help asked for and given in a branch. One query."""
    params = {"path": path, "end": end_of(path), "since": since, "zone": statutes_at(at).time_zone}
    return answers("shortcomings", "help_counts", params, HelpCounts)[0]


@dataclass(frozen=True)
class Rightness:
    """How often a detector was right: `right` were corrected or gone and checked, `wrong` were not so."""

    detector: str
    found: int
    open: int
    right: int
    wrong: int
    last_run: datetime | None
    milliseconds: int | None

    @property
    def share(self) -> int | None:
        """Of a hundred that were answered, how many were right; None before the first answer."""
        answered = self.right + self.wrong
        return round(100 * self.right / answered) if answered else None


def rightness(*, since: date, at: datetime) -> list[Rightness]:
    """Every detector that ever spoke or ran, for what it found since a day. One query."""
    params = {"since": since, "zone": statutes_at(at).time_zone}
    return answers("shortcomings", "rightness", params, Rightness)


@dataclass(frozen=True)
class _Elsewhere:
    shortcomings: int


def that_stand_elsewhere() -> int:
    """How many shortcomings say that their body, or whoever's turn it is, stands elsewhere than it does. For the doctor."""
    return answers("shortcomings", "standing_elsewhere", {}, _Elsewhere)[0].shortcomings


def that_did_not_look(since: date, detectors: Collection[str]) -> set[str]:
    """Detectors that have not looked since a day."""
    return set(detectors) - set(DetectorRun.objects.filter(day__gte=since).values_list("detector", flat=True))


def looked_on(day: date, detectors: Collection[str]) -> bool:
    """Did each of these detectors look on that day?"""
    return set(detectors) <= set(DetectorRun.objects.filter(day=day).values_list("detector", flat=True))
