"""Figures of pulses as they are shown: shares in words, and the course of a statement over several pulses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.consultations.models import Pulse, PulseFigure
from cellwork.consultations.states import CAPS, STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping

_YES = (3, 4)
_NARROW = "\u202f"


@dataclass(frozen=True)
class Share:
    """One step of one statement: of a hundred, as a number for the bar and as it is told."""

    label: str
    value: int
    told: str


@dataclass(frozen=True)
class Statement:
    """A statement with its five shares."""

    words: str
    shares: Sequence[Share]


@dataclass(frozen=True)
class Course:
    """A statement over the pulses in which it was asked: by last day, how many of a hundred said rather yes or fully."""

    words: str
    points: list[tuple[date, int]]


def statements_of(pulse: Pulse, figure: PulseFigure) -> list[Statement]:
    """What may be told of each statement; empty where fewer than the threshold answered."""
    return [
        Statement(words, [_share(*each, figure.rounded_to) for each in zip(STEPS, shares, strict=True)])
        for words, shares in zip(pulse.statements, figure.shares or [], strict=False)
    ]


def courses_of(pulses: Sequence[Pulse], figures: Mapping[UUID, PulseFigure]) -> list[Course]:
    """The statements a body was told of at least twice. Computed from what was told, and from nothing else."""
    found: dict[str, list[tuple[date, int]]] = {}
    for pulse in sorted(pulses, key=lambda each: each.closes_on):
        figure = figures.get(pulse.pk)
        if figure is None or figure.shares is None:
            continue
        for words, shares in zip(pulse.statements, figure.shares, strict=True):
            found.setdefault(words, []).append((pulse.closes_on, yes_of(shares, figure.rounded_to)))
    return [Course(words, points) for words, points in found.items() if len(points) > 1]


def yes_of(shares: Sequence[int], rounded_to: int) -> int:
    """Of a hundred, how many said rather yes or fully, as far as the rounded shares tell it."""
    exact = 100 * sum(shares[step] for step in _YES) / sum(shares)
    return round(exact / rounded_to) * rounded_to


def _share(label: str, value: int, rounded_to: int) -> Share:
    cap = CAPS[rounded_to]
    extreme = " or less" if value <= cap else " or more" if value >= 100 - cap else ""
    return Share(label, value, f"{value}{_NARROW}%{extreme}")
