"""Largest remainder with the Hare quota: whole quotas first, then one seat each in the order of what remains.

A unit whose quota is less than its least seats has those, and the others share what is left by a quota of their own; so on
until nobody is below. Keeps the quota rule (nobody is away from their quota by a seat or more) among those who share; may
take a seat from somebody when there are more seats in all. Source: Pukelsheim, *Proportional Representation*, chapter 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cellwork.seats.apportioning.outcome import Border, CannotApportion


@dataclass(frozen=True)
class Shared:
    """Seats in the order of the numbers; `quota` is how much of a number one seat stands for.

    `high` is the least remainder with a seat, `low` the greatest without. They meet in a tie: then `tied` are all places with
    that remainder, and `tied_seats` how many seats are left for them; those are not among `seats`.
    """

    seats: list[int]
    quota: Fraction
    low: Border | None
    high: Border | None
    tied: list[int]
    tied_seats: int


def share(numbers: Sequence[int], house: int, least: Sequence[int]) -> Shared:
    """Give `house` seats, `least` of them to each whatever its number. CannotApportion where that does not go."""
    if sum(least) > house:
        raise CannotApportion(f"{house} seats are not enough: the least of all together are {sum(least)}.")
    bound = _bound(numbers, house, least)
    free = [place for place in range(len(numbers)) if place not in bound]
    total = sum(numbers[place] for place in free)
    left = house - sum(least[place] for place in bound)
    if left and not total:
        raise CannotApportion("Every number is 0, so there is nothing by which seats could be given.")
    seats = [least[place] if place in bound else numbers[place] * left // total for place in range(len(numbers))]
    remainders = {place: Fraction(numbers[place] * left % total, total) for place in free}
    order = sorted(free, key=lambda place: (-remainders[place], place))
    cut = house - sum(seats)
    served, unserved = order[:cut], order[cut:]
    high = [Border(place, seats[place] + 1, remainders[place]) for place in served[-1:]]
    low = [Border(place, seats[place] + 1, remainders[place]) for place in unserved[:1]]
    tied = _tied(remainders, served, unserved)
    for place in set(served) - set(tied):
        seats[place] += 1
    return Shared(
        seats=seats,
        quota=Fraction(total, left) if left else Fraction(0),
        low=next(iter(low), None),
        high=next(iter(high), None),
        tied=tied,
        tied_seats=len(set(tied) & set(served)),
    )


def _bound(numbers: Sequence[int], house: int, least: Sequence[int]) -> set[int]:
    """Places whose quota, shared by those who are left, is less than their least seats."""
    bound: set[int] = set()
    while True:
        free = [place for place in range(len(numbers)) if place not in bound]
        total = sum(numbers[place] for place in free)
        left = house - sum(least[place] for place in bound)
        more = {place for place in free if numbers[place] * left < least[place] * total or not total}
        if not more:
            return bound
        bound |= more


def _tied(remainders: dict[int, Fraction], served: list[int], unserved: list[int]) -> list[int]:
    if not served or not unserved or remainders[served[-1]] != remainders[unserved[0]]:
        return []
    border = remainders[served[-1]]
    return sorted(place for place, remainder in remainders.items() if remainder == border)
