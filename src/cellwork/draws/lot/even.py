"""The most even point: of all expectations within floor, cap and quotas the one of greatest entropy. There is exactly one.

Found by a primal-dual interior-point method, and certified: any multipliers of the rows prove a bound that no point can
pass, so the distance to it says how far from the best the point is at most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from cellwork.draws.lot.quotas import Task
from cellwork.draws.lot.solving import Vector
from cellwork.draws.lot.targets import Cap

Places = npt.NDArray[np.int64]

STEPS = 200
ROWS_WITHIN = 1e-8  # seats; the rest is made exact in whole units afterwards
GAP_WITHIN = 1e-9  # of the entropy
NO_ROOM = 1e-6  # between floor and cap, as a part of the floor


@dataclass(frozen=True, slots=True)
class Even:
    """Expectations by type, seats. `off` is how far any row is missed at most (seats), `gap` how far the entropy is from
    the greatest possible at most, as a part of it."""

    expectations: Vector
    off: float
    gap: float
    steps: int


def most_even(task: Task, *, floor: float, cap: Cap, left_out: tuple[int, ...] = ()) -> Even:
    """The point of greatest entropy with every chance from `floor` to `cap`; types `left_out` have none.

    Certified to a part in 10^9 (rows to 10^-8 seats). Where numbers are so bad that this fails, what was reached is
    given with the `gap` it has, at worst a point of `cap` with a gap of 1: within floor, cap and quotas, but not the most even.
    """
    known = Even(expectations=cap.expectations, off=_off(task, cap.expectations), gap=1.0, steps=0)
    if cap.chance - floor <= NO_ROOM * floor:
        return replace(known, gap=NO_ROOM)
    free = np.ones(len(task.types), dtype=bool)
    free[list(left_out)] = False
    inner = _Interior(task, np.flatnonzero(free), floor=floor, cap=cap.chance)
    best = known
    for step in range(1, STEPS + 1):
        if not inner.step():
            break
        off, gap = inner.off(), inner.gap()
        if off <= ROWS_WITHIN and gap < best.gap:
            found = np.zeros(len(free))
            found[free] = inner.y
            best = Even(expectations=found, off=_off(task, found), gap=gap, steps=step)
        if best.gap <= GAP_WITHIN:
            break
    return best


def _off(task: Task, expectations: Vector) -> float:
    totals = np.array([expectations[list(members)].sum() for members in task.rows])
    bounds = np.array(task.bounds, dtype=np.float64)
    return float(max(0.0, (bounds[:, 0] - totals).max(), (totals - bounds[:, 1]).max()))


class _Interior:
    """Expectations y strictly within floor and cap, totals s of range rows strictly within their quota, multipliers."""

    def __init__(self, task: Task, free: Places, *, floor: float, cap: float) -> None:
        self.n = np.array(task.types.sizes, dtype=np.float64)[free]
        self.low, self.high = floor * self.n, cap * self.n
        bounds = np.array(task.bounds, dtype=np.float64)
        self.least, self.most = bounds[:, 0], bounds[:, 1]
        self.ranged = np.flatnonzero(self.least < self.most)
        self._lay_out([task.columns[number] for number in free], len(bounds))
        self.y = (self.low + self.high) / 2
        self.theta = np.zeros(len(bounds))
        least, most = self.least[self.ranged], self.most[self.ranged]
        self.s = (least + most) / 2
        self.zl, self.zu = np.ones(len(self.n)), np.ones(len(self.n))
        self.wl, self.wu = np.ones(len(self.s)), np.ones(len(self.s))

    def _lay_out(self, columns: list[tuple[int, ...]], rows: int) -> None:
        """Which type counts in which row, and which types link which two rows: indices for quick sums."""
        lengths = np.array([len(each) for each in columns])
        self.rows = rows
        self.row_of = np.array([row for each in columns for row in each], dtype=np.int64)
        self.type_of = np.repeat(np.arange(len(columns)), lengths)
        self.pair = np.array([a * rows + b for each in columns for a in each for b in each], dtype=np.int64)
        self.pair_type = np.repeat(np.arange(len(columns)), lengths**2)

    def up(self, by_type: Vector) -> Vector:
        """Sums by row."""
        return _sums(self.row_of, by_type[self.type_of], self.rows)

    def down(self, by_row: Vector) -> Vector:
        """Sums by type of the rows in which it counts."""
        return _sums(self.type_of, by_row[self.row_of], len(self.n))

    def off(self) -> float:
        """How far any row is missed, seats."""
        totals = self.up(self.y)
        return float(max(0.0, (self.least - totals).max(), (totals - self.most).max()))

    def gap(self) -> float:
        """Entropy here against the bound that the multipliers prove, as a part of it."""
        here = float((self.y * np.log(self.y / self.n)).sum())
        pull = self.down(self.theta)
        best = np.clip(self.n * np.exp(np.minimum(pull - 1, 0)), self.low, self.high)
        bound = float((best * np.log(best / self.n) - pull * best).sum())
        bound += float(np.where(self.theta > 0, self.theta * self.least, self.theta * self.most).sum())
        return abs(here - bound) / max(1.0, abs(here))

    def step(self) -> bool:
        """One step: first where it would go without a barrier, then with as much barrier as that says.

        False when numbers of this size leave no room for one.
        """
        if min(float(each.min(initial=1.0)) for each in self._products()) <= 0.0:
            return False
        barrier = self._barrier()
        ahead = self._newton(0.0, None)
        far = self._length(ahead)
        aimed = self._barrier_after(ahead, far)
        towards = barrier * min(0.8, max((aimed / barrier) ** 3, 1e-6))
        change = self._newton(towards, ahead)
        length = min(1.0, 0.995 * self._length(change))
        for name, by in change.items():
            setattr(self, name, getattr(self, name) + length * by)
        return True

    def _products(self) -> tuple[Vector, Vector, Vector, Vector]:
        least, most = self.least[self.ranged], self.most[self.ranged]
        return self.y - self.low, self.high - self.y, self.s - least, most - self.s

    def _barrier(self) -> float:
        a, b, c, d = self._products()
        whole = a @ self.zl + b @ self.zu + c @ self.wl + d @ self.wu
        return float(whole) / (2 * (len(a) + len(c)))

    def _barrier_after(self, change: dict[str, Vector], by: float) -> float:
        a, b, c, d = self._products()
        dy, ds = by * change["y"], by * change["s"]
        whole = (a + dy) @ (self.zl + by * change["zl"]) + (b - dy) @ (self.zu + by * change["zu"])
        whole += (c + ds) @ (self.wl + by * change["wl"]) + (d - ds) @ (self.wu + by * change["wu"])
        return float(whole) / (2 * (len(a) + len(c)))

    def _newton(self, barrier: float, ahead: dict[str, Vector] | None) -> dict[str, Vector]:
        a, b, c, d = self._products()
        al, au, cl, cu = (np.full(len(each), barrier) for each in (a, b, c, d))
        if ahead is not None:
            al, au = al - ahead["y"] * ahead["zl"], au + ahead["y"] * ahead["zu"]
            cl, cu = cl - ahead["s"] * ahead["wl"], cu + ahead["s"] * ahead["wu"]
        h = 1 / self.y + self.zl / a + self.zu / b
        k = self.wl / c + self.wu / d
        g = -(np.log(self.y / self.n) + 1 - self.down(self.theta)) + al / a - au / b
        e = -self.theta[self.ranged] + cl / c - cu / d
        missing = self.least - self.up(self.y)
        missing[self.ranged] = self.s - self.up(self.y)[self.ranged]
        right = missing - self.up(g / h)
        right[self.ranged] += e / k
        theta = self._solved(1 / h, 1 / k, right)
        y = (g + self.down(theta)) / h
        s = (e - theta[self.ranged]) / k
        return {
            "y": y,
            "s": s,
            "theta": theta,
            "zl": (al - self.zl * y) / a - self.zl,
            "zu": (au + self.zu * y) / b - self.zu,
            "wl": (cl - self.wl * s) / c - self.wl,
            "wu": (cu + self.wu * s) / d - self.wu,
        }

    def _solved(self, by_type: Vector, by_range: Vector, right: Vector) -> Vector:
        square = _sums(self.pair, by_type[self.pair_type], self.rows**2)
        matrix = square.reshape(self.rows, self.rows)
        matrix[self.ranged, self.ranged] += by_range
        scale = 1 / np.sqrt(np.maximum(matrix.diagonal(), 1e-300))
        scaled = matrix * scale[:, None] * scale[None, :]
        # Rows may follow from each other (all provinces make up the seats); a hair of damping, then refined away.
        damped = scaled + 1e-13 * np.eye(self.rows)
        found = np.linalg.solve(damped, right * scale)
        for _ in range(2):
            found += np.linalg.solve(damped, right * scale - scaled @ found)
        return np.asarray(found * scale, dtype=np.float64)

    def _length(self, change: dict[str, Vector]) -> float:
        a, b, c, d = self._products()
        pairs = [(a, change["y"]), (b, -change["y"]), (c, change["s"]), (d, -change["s"])]
        pairs += [(getattr(self, name), change[name]) for name in ("zl", "zu", "wl", "wu")]
        return min([1.0, *(_until_zero(value, by) for value, by in pairs)])


def _sums(places: Places, values: Vector, length: int) -> Vector:
    return np.asarray(np.bincount(places, weights=values, minlength=length), dtype=np.float64)


def _until_zero(value: Vector, by: Vector) -> float:
    falling = by < 0
    return float((value[falling] / -by[falling]).min()) if falling.any() else 1.0
