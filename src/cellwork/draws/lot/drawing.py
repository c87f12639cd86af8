"""Preparing and drawing: two acts with the seed's birth between them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from cellwork.draws.lot import cube, order
from cellwork.draws.lot.conflicts import Contradiction, ShutOut, without_chance
from cellwork.draws.lot.conflicts import contradiction as find_contradiction
from cellwork.draws.lot.even import most_even
from cellwork.draws.lot.published import Lottery, Published, fingerprint
from cellwork.draws.lot.quantising import quantised
from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.small import exact_lottery, expectations
from cellwork.draws.lot.stream import Stream, root
from cellwork.draws.lot.targets import Floor, best_floor, floor_at, smallest_cap
from cellwork.draws.lot.walking import UNIT as UNIT  # noqa: PLC0414 -- offered again to who only prepares and draws
from cellwork.kernel.refusals import Refused

SEATS_FOR_LOTTERY, TYPES_FOR_LOTTERY = 200, 2000
DRAWN_FORMAT = "cellwork-drawn-1"


@dataclass(frozen=True, slots=True)
class Chances:
    """What was found for a task. `targets` are expectations by type in 2^-40 seats; chances are per person, 0 to 1.

    `least` is `share` of `best`, the best least chance there can be; `greatest` the smallest that goes with it; `certified` is
    how far the entropy may be from the greatest possible, as a part of it.
    """

    best: Floor
    share: float
    least: float
    greatest: float
    targets: tuple[int, ...]
    certified: float
    left_out: tuple[int, ...] = ()

    def figures(self, sizes: Sequence[int]) -> dict[str, Any]:
        """For the published file: `floor` and `cap` are what was asked, `least_chance` and `greatest_chance` what is."""
        found = [target / UNIT / size for target, size in zip(self.targets, sizes, strict=True) if target]
        return {
            "best_least_chance": self.best.chance,
            "proved_bound": f"{self.best.proved.numerator}/{self.best.proved.denominator}",
            "share": self.share,
            "floor": self.least,
            "cap": self.greatest,
            "least_chance": min(found),
            "greatest_chance": max(found),
            "entropy_certified_within": self.certified,
            "left_out": list(self.left_out),
        }


@dataclass(frozen=True, slots=True)
class Drawn:
    """The outcome. `counts` by type; `places` who, in order; `rounds` of landing. Not landed: counts and places are None."""

    fingerprint: str
    seed: str
    counts: tuple[int, ...] | None
    places: order.Places | None
    rounds: int
    left: int = 0

    @property
    def landed(self) -> bool:
        """Whether there is a panel."""
        return self.counts is not None


def find_chances(task: Task, *, floor_share: float = 0.9, left_out: Sequence[int] = ()) -> Chances:
    """Everybody's chance: at least `floor_share` (0 to 1) of the best possible, the greatest as small as can be, and even.

    `left_out` are types that may have no chance at all (`conflicts.without_chance` finds them). Raises `Unsolvable` for
    contradictory quotas, which `conflicts.contradiction` puts into words.
    """
    best = best_floor(task, left_out=left_out)
    least = floor_at(best, share=floor_share)
    cap = smallest_cap(task, floor=least, left_out=left_out)
    even = most_even(task, floor=least, cap=cap, left_out=tuple(left_out))
    targets = quantised(task, even.expectations)
    return Chances(
        best=best,
        share=floor_share,
        least=least,
        greatest=cap.chance,
        targets=targets,
        certified=even.gap,
        left_out=tuple(left_out),
    )


class Contradictory(Refused):
    """The quotas cannot all be kept; `found` says which and what would help."""

    status = 422

    def __init__(self, found: Contradiction) -> None:
        super().__init__(*found.sentences())
        self.found = found


class WithoutChance(Refused):
    """Some people can never be drawn while the quotas hold; `found` says who and by which quotas."""

    status = 422

    def __init__(self, task: Task, found: Sequence[ShutOut]) -> None:
        people = sum(task.types.sizes[number] for each in found for number in each.types)
        rows = sorted({title for each in found for title in each.titles})
        super().__init__(
            f"{people} people have no chance while these hold: {', '.join(f'“{title}”' for title in rows)}.",
            "Change these quotas, or say that these people are left out knowingly.",
        )
        self.found = tuple(found)


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is to be published: chances, and the lottery where that is the method."""

    chances: Chances
    lottery: Lottery | None = None


def prepare(
    task: Task,
    *,
    floor_share: float = 0.9,
    leave_out: bool = False,
    method: Literal["auto", "walk", "lottery"] = "auto",
) -> Prepared:
    """Find everybody's chance, and for few seats the lottery that gives just these chances.

    `leave_out`: people whom the quotas shut out are left out instead of refused. "auto" takes the lottery for up to 200
    seats and 2,000 types. Raises `Contradictory` or `WithoutChance`, or `Unfinished` when numbers are too bad to be certified.
    """
    contradiction = find_contradiction(task)
    if contradiction is not None:
        raise Contradictory(contradiction)
    shut_out = without_chance(task)
    if shut_out and not leave_out:
        raise WithoutChance(task, shut_out)
    left_out = tuple(sorted(number for each in shut_out for number in each.types))
    chances = find_chances(task, floor_share=floor_share, left_out=left_out)
    small = task.seats <= SEATS_FOR_LOTTERY and len(task.types) <= TYPES_FOR_LOTTERY
    if method == "walk" or (method == "auto" and not small):
        return Prepared(chances=chances)
    lottery = exact_lottery(task, chances.targets, left_out=left_out)
    return Prepared(chances=replace(chances, targets=expectations(lottery)), lottery=lottery)


def publication(
    *,
    title: str,
    task: Task,
    chances: Chances,
    seed_plan: Mapping[str, Any],
    lottery: Lottery | None = None,
) -> Published:
    """What is to be published before the seed exists; `published.write` makes the file of it."""
    return Published(
        title=title,
        task=task,
        targets=chances.targets,
        method="walk" if lottery is None else "lottery",
        lottery=lottery,
        figures=chances.figures(task.types.sizes),
        seed_plan=dict(seed_plan),
    )


def draw(published: Published, *, data: bytes, seed: str) -> Drawn:
    """Draw. `data` are the bytes that were published; `seed` the line of text that `seeds` made."""
    mark = fingerprint(data)
    beginning = root(fingerprint=mark, seed=seed)
    stream = Stream(beginning)
    if published.lottery is not None:
        found: cube.Landed | cube.NotLanded = _panel(published.lottery, stream)
    else:
        found = cube.draw(published.task, published.targets, stream)
    if isinstance(found, cube.NotLanded):
        return Drawn(fingerprint=mark, seed=seed, counts=None, places=None, rounds=found.rounds, left=found.left)
    places = order.places(beginning, published.task.types, found.counts)
    return Drawn(fingerprint=mark, seed=seed, counts=found.counts, places=places, rounds=found.rounds)


def write_drawn(drawn: Drawn) -> bytes:
    """The outcome as a file: tokens drawn, by type in their order, and those who wait, by type in theirs."""
    told = {
        "format": DRAWN_FORMAT,
        "fingerprint": drawn.fingerprint,
        "seed": drawn.seed,
        "landed": drawn.landed,
        "rounds": drawn.rounds,
        "drawn": [" ".join(each) for each in drawn.places.drawn] if drawn.places else [],
        "substitutes": [" ".join(each) for each in drawn.places.substitutes] if drawn.places else [],
    }
    return (json.dumps(told, ensure_ascii=True, sort_keys=True, indent=0, separators=(",", ":")) + "\n").encode()


def _panel(lottery: Lottery, stream: Stream) -> cube.Landed:
    ball = stream.below(sum(lottery.weights))
    for weight, panel in zip(lottery.weights, lottery.panels, strict=True):
        if ball < weight:
            return cube.Landed(counts=panel, rounds=0)
        ball -= weight
    raise AssertionError("a ball beyond all weights")
