"""The arithmetic of pictures of chances: bars, ranges and a curve, in the units of their SVG. Knows no tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, TALL = 1000, 240
"""Of a picture; it is stretched to the width of the page."""


@dataclass(frozen=True)
class Bar:
    """People with a chance up to `chance`: where the bar stands and how tall it is."""

    across: float
    width: float
    tall: float
    chance: float
    people: int


def bars(spread: Sequence[Sequence[float]]) -> list[Bar]:
    """Bars of equal width, from left to right by chance; whatever is there at all is seen."""
    most = max((people for _, people in spread), default=0) or 1
    width = WIDE / max(len(spread), 1)
    return [
        Bar(round(number * width, 1), round(width - 2, 1), _tall(people, most), chance, int(people))
        for number, (chance, people) in enumerate(spread)
    ]


def _tall(people: float, most: float) -> float:
    return 0 if not people else round(max(TALL * people / most, 3), 1)


def along(chance: float, most: float) -> float:
    """Where a chance lies across the picture."""
    return round(WIDE * min(chance / most, 1), 1) if most else 0


@dataclass(frozen=True)
class Point:
    """One floor with the smallest cap that goes with it."""

    share: int
    floor: float
    cap: float
    across: float
    down: float


def curve(points: Sequence[Sequence[float]]) -> list[Point]:
    """From the lowest floor to the best one; higher on the picture is a greater cap."""
    ordered = sorted(points, key=lambda point: point[0])
    if not ordered:
        return []
    low, high = ordered[0][0], ordered[-1][0]
    top = max(cap for _, _, cap in ordered) or 1
    return [
        Point(
            int(share), floor, cap, round(WIDE * (share - low) / max(high - low, 1), 1),
            round(TALL - 2 - (TALL - 8) * cap / top, 1),
        )
        for share, floor, cap in ordered
    ]  # fmt: skip


def line(points: Sequence[Point]) -> str:
    """The `points` of a polyline."""
    return " ".join(f"{point.across},{point.down}" for point in points)


@dataclass(frozen=True)
class Range:
    """From the least to the greatest chance of people with one value of a feature."""

    start: float
    width: float


def reach(least: float, greatest: float, most: float) -> Range:
    """Where the bar begins and how long it is; one chance alone is a stroke."""
    start, end = along(least, most), along(greatest, most)
    return Range(min(start, WIDE - 8), round(max(end - start, 8), 1))
