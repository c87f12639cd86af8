"""The walk: from published chances to whole numbers by type, every row kept, in whole numbers only.

The method of Deville and Tillé (balanced sampling by the cube), on types instead of people. All quantities are in units
of 2^-40 of a seat. Every step moves a few types against each other so that no row changes, one way or the other with
probabilities that leave the expectation where it was; each step settles something. `docs/draw-protocol.md` says it in
full, as somebody else would write it anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.stream import Stream
from cellwork.draws.lot.walking import SEAT, Walk

NEIGHBOURS = 40  # settled types that one round of landing sets free again
ROUNDS = 200  # after so many rounds a draw is reported as not landed


@dataclass(frozen=True, slots=True)
class Landed:
    """Whole numbers by type; all rows hold. `rounds` of landing were needed after the walk."""

    counts: tuple[int, ...]
    rounds: int


@dataclass(frozen=True, slots=True)
class NotLanded:
    """The walk came to no whole numbers. Nobody is drawn; `left` types stayed between two numbers."""

    left: int
    rounds: int


def draw(task: Task, targets: Sequence[int], stream: Stream) -> Landed | NotLanded:
    """Numbers by type whose expectations are `targets` (units of 2^-40, every row within its bounds exactly)."""
    walk = Walk(task, targets, stream)
    walk.pass_over(range(len(targets)))
    rounds = 0
    while (left := walk.unsettled()) and rounds < ROUNDS:
        walk.set_free(_near(task, walk, left[stream.below(len(left))]))
        rounds += 1
    if left:
        return NotLanded(left=len(left), rounds=rounds)
    counts = tuple(value // SEAT for value in walk.values)
    if task.broken(counts):
        return NotLanded(left=0, rounds=rounds)
    return Landed(counts=counts, rounds=rounds)


def _near(task: Task, walk: Walk, to: int) -> list[int]:
    """Settled types with room for one more and one less, most like type `to` first."""
    values, sizes = task.types.values, task.types.sizes
    like = values[to]

    def apart(number: int) -> tuple[int, int]:
        return sum(a != b for a, b in zip(values[number], like, strict=True)), number

    roomy = [t for t, v in enumerate(walk.values) if v % SEAT == 0 and SEAT <= v <= (sizes[t] - 1) * SEAT]
    return sorted(roomy, key=apart)[:NEIGHBOURS]
