"""The arithmetic of figures: lengths of bars and points of lines, in the units of their SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseForm

BAR = 1000
"""Length of a whole bar."""


@dataclass(frozen=True)
class Laid:
    """A part of a bar: where it begins and how long it is, of `BAR`."""

    key: str
    start: float
    width: float


def share(part: float | None, whole: float | None) -> float:
    """Length of `part`, between 0 and `BAR`. What is there at all is never invisible."""
    if not part or not whole:
        return 0
    return round(min(max(BAR * part / whole, 4), BAR), 1)


def laid_end_to_end(parts: Iterable[Mapping[str, Any]], whole: float | None) -> list[Laid]:
    """Parts (`key`, `value`) of one bar in order. Together they never exceed it."""
    start = 0.0
    laid = []
    for part in parts:
        width = min(round(BAR * part["value"] / whole, 1), BAR - start) if whole else 0
        if width > 0:
            laid.append(Laid(part["key"], round(start, 1), round(width, 1)))
            start += width
    return laid


def highest(points: Sequence[tuple[date, float]], top: float | None = None) -> float:
    """The number at the top of a chart: `top` when given, else the largest value; at least 1."""
    return max([top or 1, *(value for _, value in points)])


def drawn(points: Sequence[tuple[date, float]], height: float, wide: int, tall: int) -> str:
    """The `points` of a polyline, days spaced as in the calendar; larger is higher. A single day is a level line."""
    first, last = points[0], points[-1]
    days = max((last[0] - first[0]).days, 1)
    placed = [(wide * (day - first[0]).days / days, tall - 1 - (tall - 2) * value / height) for day, value in points]
    if len(placed) == 1:
        placed.append((wide, placed[0][1]))
    return " ".join(f"{across:.1f},{down:.1f}" for across, down in placed)


def summary_of(form: BaseForm) -> list[tuple[str, str]]:
    """Every mistake of a form as (id of its field, sentence); those of no field first, with an empty id."""
    found = [("", str(sentence)) for sentence in form.non_field_errors()]
    for field in form:
        found += [(field.id_for_label or field.auto_id, f"{field.label}: {sentence}") for sentence in field.errors]
    return found


GLOBALS: dict[str, Any] = {
    "share": share,
    "laid_end_to_end": laid_end_to_end,
    "highest": highest,
    "drawn": drawn,
    "summary_of": summary_of,
}
