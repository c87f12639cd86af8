"""What a report says over its periods, as lines: who reported, sums of numbers, and shares in percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cellwork.reports.layout import Added
from cellwork.reports.queries.rolling import PeriodSum
from cellwork.statutes.sections.burden import Answer

MOST_CURVES = 8


@dataclass(frozen=True)
class Curve:
    """One line; a period in which nobody answered has no point. `top`: the whole of a share."""

    label: str
    points: list[tuple[date, float]]
    top: float | None = None


def curves_of(course: Sequence[PeriodSum]) -> list[Curve]:
    """The lines that have two points at least, the first for who reported."""
    reported = [
        (each.asking.ends_on, 100 * each.added.reported / each.added.asked) for each in course if each.added.asked
    ]
    curves = [Curve("Reported, in percent of those asked", reported, 100)]
    curves += [_curve(course, question) for question in course[-1].added.questions]
    return [curve for curve in curves if len(curve.points) > 1][:MOST_CURVES]


def _curve(course: Sequence[PeriodSum], newest: Added) -> Curve:
    points = []
    for each in course:
        found = next((one for one in each.added.questions if one.question.code == newest.question.code), None)
        if found is not None and (value := _value(found)) is not None:
            points.append((each.asking.ends_on, value))
    share = newest.question.form is Answer.SHARE
    unit = newest.question.unit
    return Curve(
        newest.question.title + (", in percent" if share else f", {unit}" if unit else ""),
        points,
        100 if share else None,
    )


def _value(added: Added) -> float | None:
    if added.question.form is Answer.NUMBER and added.answered:
        return float(added.number)
    if added.question.form is Answer.SHARE and added.whole:
        return float(100 * added.number / added.whole)
    return None
