"""What may be told of which body, so that nothing follows about a group smaller than the threshold. Pure arithmetic.

Bodies form a tree, and people answer in its leaves. What is told of a body and of bodies below it can be subtracted: the
rest is a group too, though nobody named it. Hence three rules, as in statistical offices (primary and secondary
suppression):

1. Of a body with fewer people than the threshold nothing is told; of a body below it neither.
2. Of what is told of a body, less what is told of those directly below, nobody is left or as many as the threshold, out of
   two bodies at least. Where that does not hold, the smallest body that is still told of is kept back too, and so on.
3. Only a body whose parent is told of is told of. Every group that can be computed from all that is told is then made of
   whole remainders, each as large as the threshold: holding it for each parent and its children holds it for all levels.

Small groups answer alike more often than large ones, so shares are rounded and capped. To one of a hundred only where the
same three rules hold with `FINE` people: otherwise two finely told bodies would give away a small remainder exactly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cellwork.consultations.states import CAPS
from cellwork.organisation.paths import WIDTH, parent_of

FINE = 30
"""From so many people on shares are rounded to 1 of a hundred; below to 10."""
AT_LEAST_TWO = 2
"""Bodies that are kept back together: of one alone, its parent would know how it stands."""
ELSEWHERE = "~"
"""Stands in a path for whoever answered here and belongs elsewhere by the end: counted at the top, told of nowhere else."""
_ROOM = WIDTH


@dataclass(frozen=True)
class Rounded:
    """Shares of the steps of one statement, of a hundred, as they may be told."""

    shares: Sequence[int]
    to: int


def counted(leaves: Mapping[str, int], top: str) -> dict[str, int]:
    """People by path of every body from `top` down, from those in its leaves. Paths outside of `top` count as ELSEWHERE."""
    people: dict[str, int] = defaultdict(int)
    for path, number in leaves.items():
        for each in ways_up(path, top):
            people[each] += number
    return dict(people)


def ways_up(path: str, top: str) -> list[str]:
    """The path itself and those above it, up to `top`."""
    place = path if path.startswith(top) else elsewhere(top)
    return [place[:end] for end in range(len(top), len(place) + 1, _ROOM)]


def elsewhere(top: str) -> str:
    """The path of whoever belongs elsewhere by the end."""
    return top + ELSEWHERE * _ROOM


def told(people: Mapping[str, int], top: str, least: int) -> set[str]:
    """The paths of which something may be told when a group needs `least` people."""
    if people.get(top, 0) < least:
        return set()
    below: dict[str, list[str]] = defaultdict(list)
    for path in people:
        if path != top:
            below[parent_of(path)].append(path)
    found, open_ones = {top}, [top]
    while open_ones:
        children = _told_below(below[open_ones.pop()], people, least)
        found |= children
        open_ones += children
    return found


def _told_below(children: Iterable[str], people: Mapping[str, int], least: int) -> set[str]:
    """Those of these siblings that may be told of, given that their parent is."""
    with_people = sorted((path for path in children if people[path]), key=lambda path: (people[path], path))
    kept_back = [path for path in with_people if people[path] < least or ELSEWHERE in path]
    shown = [path for path in with_people if path not in set(kept_back)]
    while kept_back and shown and (sum(people[path] for path in kept_back) < least or len(kept_back) < AT_LEAST_TWO):
        kept_back.append(shown.pop(0))
    return set(shown)


def remainders(people: Mapping[str, int], shown: set[str]) -> dict[str, int]:
    """By path that is told of: how many people are left when those directly below that are told of are taken away."""
    left = {path: people[path] for path in shown}
    for path in shown:
        if parent_of(path) in left:
            left[parent_of(path)] -= people[path]
    return left


def lowest_told(path: str, top: str, shown: set[str]) -> str | None:
    """The lowest body that is told of at or above a path."""
    return next((each for each in reversed(ways_up(path, top)) if each in shown), None)


def rounded(steps: Sequence[int], to: int) -> list[int]:
    """Shares of a hundred, rounded to `to` and capped at both ends. Nobody at all is no case."""
    whole, cap = sum(steps), CAPS[to]
    shares = (to * ((200 * step + whole * to) // (2 * whole * to)) for step in steps)
    return [min(max(share, cap), 100 - cap) for share in shares]
