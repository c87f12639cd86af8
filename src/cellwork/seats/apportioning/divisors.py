"""Divisor methods: every number is divided by one divisor and the result is rounded as the method says.

Seat n + 1 of a unit has the claim `number ** power / sign(n)`; the claims that are served are the greatest. Sources:
M. L. Balinski, H. P. Young, *Fair Representation* (2001); F. Pukelsheim, *Proportional Representation* (2017), chapters 3, 4.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cellwork.seats.apportioning.outcome import Border, CannotApportion

_GUESSES = 5


@dataclass(frozen=True)
class Divisor:
    """One method. `sign(n)` is what the claim to seat n + 1 is divided by, 0 where that seat needs no claim.

    `scale`: the signs are so many times the real ones, so that they are whole. `rounded(number, p, q)`: the seats of a number
    divided by p / q.
    """

    sign: Callable[[int], int]
    rounded: Callable[[int, int, int], int]
    scale: int = 1
    power: int = 1
    one_each: bool = False


def _geometric(number: int, p: int, q: int) -> int:
    below = number * q // p
    # Above the geometric mean of the two whole numbers around it, it is rounded up.
    return below + (number * number * q * q > below * (below + 1) * p * p)


D_HONDT = Divisor(sign=lambda n: n + 1, rounded=lambda number, p, q: number * q // p)
SAINTE_LAGUE = Divisor(sign=lambda n: 2 * n + 1, rounded=lambda number, p, q: (2 * number * q + p) // (2 * p), scale=2)
ADAMS = Divisor(sign=lambda n: n, rounded=lambda number, p, q: -(-number * q // p), one_each=True)
HUNTINGTON_HILL = Divisor(sign=lambda n: n * (n + 1), rounded=_geometric, power=2, one_each=True)


@dataclass(frozen=True)
class Filled:
    """Seats in the order of the numbers, with the borders: `low` the greatest claim without a seat, `high` the least with one.

    They meet in a tie: then `tied` are all places with that claim, and `tied_seats` how many seats are left for them; those
    are not among `seats`.
    """

    seats: list[int]
    low: Border | None
    high: Border | None
    tied: list[int]
    tied_seats: int


def fill(method: Divisor, numbers: Sequence[int], house: int, least: Sequence[int]) -> Filled:
    """Give `house` seats, `least` of them to each whatever its number. CannotApportion where that does not go."""
    floors = [max(low, 1) if method.one_each and number else low for number, low in zip(numbers, least, strict=True)]
    _must_go(numbers, house, floors)
    seats = _guessed(method, numbers, house, floors)
    shift = 2 * max(method.sign(house + 1), 2).bit_length()
    _fix(method, numbers, house, floors, seats, shift)
    return _with_borders(method, numbers, floors, seats, shift)


def _must_go(numbers: Sequence[int], house: int, floors: Sequence[int]) -> None:
    if sum(floors) > house:
        raise CannotApportion(f"{house} seats are not enough: the least of all together are {sum(floors)}.")
    if sum(floors) < house and not any(numbers):
        raise CannotApportion("Every number is 0, so there is nothing by which seats could be given.")


def _guessed(method: Divisor, numbers: Sequence[int], house: int, floors: Sequence[int]) -> list[int]:
    """Seats by a divisor that is nearly right: at most about as many steps away as there are units."""
    bound: set[int] = set()
    seats = list(floors)
    for _ in range(_GUESSES):
        p = sum(number for place, number in enumerate(numbers) if place not in bound)
        q = house - sum(floors[place] for place in bound)
        if not p or q <= 0:
            return list(floors)
        plain = [method.rounded(number, p, q) for number in numbers]
        seats = [max(low, own) for low, own in zip(floors, plain, strict=True)]
        now = {place for place, own in enumerate(plain) if own < floors[place]}
        if now <= bound:
            break
        bound |= now
    return seats


def _fix(
    method: Divisor, numbers: Sequence[int], house: int, floors: Sequence[int], seats: list[int], shift: int
) -> None:
    """Seats too few are given to the greatest claims, seats too many taken from the least ones.

    Claims are compared as whole numbers `worth << shift`, cut: as 2 ** shift is greater than the product of any two signs, two
    claims are equal there only if they are equal, and otherwise in the same order.
    """
    missing = house - sum(seats)
    if missing > 0:
        heap = [
            (-_worth(method, numbers[place], own, shift), place) for place, own in enumerate(seats) if numbers[place]
        ]
        heapq.heapify(heap)
        for _ in range(missing):
            place = heap[0][1]
            seats[place] += 1
            heapq.heapreplace(heap, (-_worth(method, numbers[place], seats[place], shift), place))
        return
    heap = [
        (_worth(method, numbers[place], own - 1, shift), place)
        for place, own in enumerate(seats)
        if own > floors[place]
    ]
    heapq.heapify(heap)
    for _ in range(-missing):
        _, place = heapq.heappop(heap)
        seats[place] -= 1
        if seats[place] > floors[place]:
            heapq.heappush(heap, (_worth(method, numbers[place], seats[place] - 1, shift), place))


def _worth(method: Divisor, number: int, seats: int, shift: int) -> int:
    top: int = (number**method.power * method.scale) << shift
    return top // method.sign(seats)


def _with_borders(
    method: Divisor, numbers: Sequence[int], floors: Sequence[int], seats: list[int], shift: int
) -> Filled:
    without = {place: _worth(method, number, seats[place], shift) for place, number in enumerate(numbers) if number}
    served = {
        place: _worth(method, numbers[place], own - 1, shift) for place, own in enumerate(seats) if own > floors[place]
    }
    low = max(without, key=lambda place: without[place], default=None)
    high = min(served, key=lambda place: served[place], default=None)
    borders = (_border(method, numbers, seats, low, 1), _border(method, numbers, seats, high, 0))
    if low is None or high is None or without[low] != served[high]:
        return Filled(seats, *borders, tied=[], tied_seats=0)
    holding = [place for place, worth in served.items() if worth == without[low]]
    tied = sorted({*holding, *(place for place, worth in without.items() if worth == without[low])})
    for place in holding:
        seats[place] -= 1
    return Filled(seats, *borders, tied=tied, tied_seats=len(holding))


def _border(method: Divisor, numbers: Sequence[int], seats: list[int], place: int | None, more: int) -> Border | None:
    if place is None:
        return None
    nth = seats[place] + more
    return Border(place, nth, Fraction(numbers[place] ** method.power * method.scale, method.sign(nth - 1)))
