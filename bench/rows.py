"""A figure as a row: what, on which size, what was reached, the limit in the same run, and their ratio."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """`ok` None: told for information, nothing is demanded. All values are printed as they stand."""

    what: str
    size: str
    reached: str
    limit: str = ""
    ratio: str = ""
    wanted: str = ""
    ok: bool | None = None


def as_json(row: Row) -> str:
    """One line, from the process that measured to the one that prints."""
    return json.dumps(asdict(row))


def from_json(line: str) -> Row:
    """The other end of `as_json`."""
    return Row(**json.loads(line))


def scale() -> float:
    """The part of the full size to measure at, from BENCH_SCALE; 1 by default."""
    return float(os.environ.get("BENCH_SCALE", "1"))


def scaled(number: int) -> int:
    """A number of things at the scale of this run, never less than one."""
    return max(1, round(number * scale()))


def seconds_of(work: Callable[[], object]) -> float:
    """How long one call takes, in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def in_turns(*works: Callable[[], float], rounds: int) -> list[list[float]]:
    """Each work measures itself; they take turns, `rounds` times. One list of measurements per work."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for kept, work in zip(found, works, strict=True):
            kept.append(work())
    return found


def median(values: Iterable[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(values: Sequence[float], unit: str, digits: int = 2) -> str:
    """The median with the lowest and the highest."""
    low, middle, high = min(values), median(values), max(values)
    return f"{middle:,.{digits}f} {unit} ({low:,.{digits}f}-{high:,.{digits}f})"
