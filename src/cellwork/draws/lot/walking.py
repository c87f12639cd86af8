"""One walk through fractional numbers by type: moves that keep every row, until as much as possible is settled.

Unknowns are the types and, for every row whose total need not be one whole number, that total itself. Totals start in the
basis; a type enters, is moved against the basis so that every row stays what it says, and either is settled or takes the
place of what was. Coefficients are fractions of whole numbers, kept row by row with one denominator each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd, lcm

from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.stream import Stream

UNIT = 2**40  # one seat in published units
GRAIN = (
    2**20
)  # finer parts of a published unit in which a walk is made, so that what it leaves over is less than one unit
SEAT = UNIT * GRAIN


class Walk:
    """Where every unknown stands. Unknown t < T is type t; unknown T + r is the total of row r."""

    def __init__(self, task: Task, targets: Sequence[int], stream: Stream) -> None:
        fine = [each * GRAIN for each in targets]
        totals = [sum(fine[t] for t in members) for members in task.rows]
        self._types, self._rows = len(targets), len(totals)
        self._columns = task.columns
        self._bounds = task.bounds
        self._stream = stream
        self._at = [*fine, *totals]
        self._low = [value // SEAT * SEAT for value in self._at]
        self._high = [-(-value // SEAT) * SEAT for value in self._at]
        self._settled = [low == high for low, high in zip(self._low, self._high, strict=True)]
        self._basis = [self._types + row for row in range(self._rows)]
        self._rates: list[dict[int, int]] = [{row: 1} for row in range(self._rows)]
        self._below = [1] * self._rows

    @property
    def values(self) -> Sequence[int]:
        """Where the types stand, in 2^-60 of a seat."""
        return self._at[: self._types]

    def unsettled(self) -> list[int]:
        """The types that are between two whole numbers, ascending."""
        return sorted(each for each in self._basis if each < self._types and not self._settled[each])

    def pass_over(self, unknowns: Iterable[int]) -> None:
        """Let them enter one after the other, in this order."""
        for each in unknowns:
            if not self._settled[each]:
                self._enter(each)
        for each in self._basis:
            self._settle_near(each)

    def set_free(self, types: Iterable[int]) -> None:
        """Let settled types move again by one either way, and totals that are strictly within their quota; go on."""
        freed = [self._types + row for row in range(self._rows) if self._has_room(row)] + sorted(types)
        standing = set(self._basis)
        for each in freed:
            self._low[each], self._high[each] = self._at[each] - SEAT, self._at[each] + SEAT
            self._settled[each] = False
        self.pass_over(each for each in freed if each not in standing)

    def _has_room(self, row: int) -> bool:
        least, most = self._bounds[row]
        return self._settled[self._types + row] and least * SEAT < self._at[self._types + row] < most * SEAT

    def _enter(self, entering: int) -> None:
        pulled = self._pulled(entering)
        standing = [place for place in pulled if self._settled[self._basis[place]]]
        if not standing:
            moving = self._direction(entering, pulled)
            self._move(moving)
            self._settle(moving)
            if self._settled[entering]:
                return
            standing = [place for place in pulled if self._settled[self._basis[place]]]
        self._exchange(standing[0], entering, pulled)

    def _pulled(self, entering: int) -> dict[int, int]:
        """By place in the basis how far it moves when `entering` moves by one, as numerators over `_below`."""
        if entering >= self._types:
            row = entering - self._types
            return {place: -rates[row] for place, rates in enumerate(self._rates) if row in rates}
        column = self._columns[entering]
        found = {}
        for place, rates in enumerate(self._rates):
            pull = 0
            for row in column:
                if row in rates:
                    pull += rates[row]
            if pull:
                found[place] = pull
        return found

    def _direction(self, entering: int, pulled: dict[int, int]) -> dict[int, int]:
        whole = lcm(*(self._below[place] // gcd(self._below[place], pull) for place, pull in pulled.items()))
        moving = {self._basis[place]: pull * whole // self._below[place] for place, pull in pulled.items()}
        moving[entering] = whole
        return moving

    def _move(self, moving: dict[int, int]) -> None:
        up = min(self._room(each, by) for each, by in moving.items())
        down = min(self._room(each, -by) for each, by in moving.items())
        if up + down == 0:
            return
        step = up if self._stream.below(up + down) < down else -down
        for each, by in moving.items():
            self._at[each] += step * by

    def _room(self, each: int, by: int) -> int:
        return (self._high[each] - self._at[each]) // by if by > 0 else (self._at[each] - self._low[each]) // -by

    def _settle(self, moving: dict[int, int]) -> None:
        """Whatever cannot make one more step towards a bound stands at that bound; what has left a whole number may return."""
        for each, by in moving.items():
            if self._high[each] - self._at[each] < abs(by):
                self._at[each], self._settled[each] = self._high[each], True
            elif self._at[each] - self._low[each] < abs(by):
                self._at[each], self._settled[each] = self._low[each], True
            elif self._at[each] % SEAT:
                self._low[each] = self._at[each] // SEAT * SEAT
                self._high[each] = self._low[each] + SEAT

    def _settle_near(self, each: int) -> None:
        """What stands within one published unit of a whole number is at it: only what settling left over parts them."""
        nearest = (self._at[each] + SEAT // 2) // SEAT * SEAT
        if abs(self._at[each] - nearest) <= GRAIN:
            self._at[each], self._settled[each] = nearest, True

    def _exchange(self, place: int, entering: int, pulled: dict[int, int]) -> None:
        """`entering` takes `place` in the basis."""
        pivot = pulled.pop(place)
        old = self._rates[place]
        for other, pull in pulled.items():
            self._rates[other], self._below[other] = _combined(self._rates[other], self._below[other], pull, old, pivot)
        sign = -1 if pivot > 0 else 1
        self._rates[place], self._below[place] = _reduced({row: sign * rate for row, rate in old.items()}, abs(pivot))
        self._basis[place] = entering


def _combined(
    rates: dict[int, int], below: int, pull: int, old: dict[int, int], pivot: int
) -> tuple[dict[int, int], int]:
    """rates / below - (pull / below) / pivot * old, with one denominator again."""
    if pivot < 0:
        pull, pivot = -pull, -pivot
    found = dict(rates) if pivot == 1 else {row: rate * pivot for row, rate in rates.items()}
    for row, rate in old.items():
        value = found.get(row, 0) - pull * rate
        if value:
            found[row] = value
        else:
            del found[row]
    return (found, below) if below * pivot == 1 else _reduced(found, below * pivot)


def _reduced(rates: dict[int, int], below: int) -> tuple[dict[int, int], int]:
    common = gcd(below, *rates.values())
    if common == 1:
        return rates, below
    return {row: rate // common for row, rate in rates.items()}, below // common
