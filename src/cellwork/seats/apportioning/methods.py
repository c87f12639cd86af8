"""The named methods, and one function for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from cellwork.seats.apportioning.divisors import (
    ADAMS,
    D_HONDT,
    HUNTINGTON_HILL,
    SAINTE_LAGUE,
    Divisor,
    Filled,
    fill,
)
from cellwork.seats.apportioning.outcome import Apportioned, Border, CannotApportion, Claim, Line, Tie
from cellwork.seats.apportioning.quotas import Shared, share
from cellwork.seats.apportioning.round_numbers import roundest_between
from cellwork.seats.apportioning.ties import Settling


@dataclass(frozen=True)
class Method:
    """A method as people choose it. `rounding` completes "the result is ..."; `divisor` None: largest remainder."""

    key: str
    title: str
    rounding: str
    meaning: str
    divisor: Divisor | None = None


METHODS: Mapping[str, Method] = {
    method.key: method
    for method in (
        Method(
            "sainte_lague",
            "Sainte-Laguë (Webster)",
            "rounded to the nearest whole number",
            "Favours neither large nor small units.",
            SAINTE_LAGUE,
        ),
        Method(
            "largest_remainder",
            "Largest remainder (Hare)",
            "cut to whole seats; what is left goes to the largest remainders",
            "Nobody is a whole seat away from the exact share; more seats in all can cost a unit one.",
        ),
        Method("d_hondt", "D'Hondt (Jefferson)", "cut to whole seats", "Favours large units a little.", D_HONDT),
        Method(
            "huntington_hill",
            "Huntington-Hill",
            "rounded up from the geometric mean of the two whole numbers around it",
            "Everybody has one seat at least; favours small units a little.",
            HUNTINGTON_HILL,
        ),
        Method("adams", "Adams", "rounded up", "Everybody has one seat at least; favours small units most.", ADAMS),
    )
}
"""By key, in the order in which they are offered."""


def apportion(
    method: str,
    numbers: Mapping[str, int],
    seats: int,
    *,
    least: Mapping[str, int] | int = 0,
    settling: Settling = None,
) -> Apportioned:
    """Give `seats` to the keys of `numbers` (whole, 0 or more) in proportion to them.

    `least`: seats of each whatever its number. `settling`: how a tie is settled; without it a tie stays open, and its seats
    are given to nobody. The order of `numbers` has no bearing on the seats. KeyError for an unknown method; CannotApportion
    where the seats cannot be given.
    """
    chosen = METHODS[method]
    keys = sorted(numbers)
    floors = [least if isinstance(least, int) else least.get(key, 0) for key in keys]
    values = [numbers[key] for key in keys]
    if seats < 0 or min([0, *values, *floors]) < 0:
        raise CannotApportion("Numbers and seats are 0 or more.")
    if not keys and seats:
        raise CannotApportion("There is nobody to give seats to.")
    if chosen.divisor is None:
        found = _by_quota(chosen, keys, values, floors, share(values, seats, floors))
    else:
        found = _by_divisor(chosen, chosen.divisor, keys, values, floors, fill(chosen.divisor, values, seats, floors))
    return settled(found, settling)


def _by_divisor(
    method: Method, divisor: Divisor, keys: list[str], values: list[int], floors: list[int], filled: Filled
) -> Apportioned:
    low = filled.low.worth if filled.low else Fraction(0)
    high = filled.high.worth if filled.high else None
    number = roundest_between(low, high, power=divisor.power)
    return _told(method, keys, values, floors, filled, (number, low, high))


def _by_quota(method: Method, keys: list[str], values: list[int], floors: list[int], shared: Shared) -> Apportioned:
    return _told(method, keys, values, floors, shared, (shared.quota, shared.quota, shared.quota))


def _told(
    method: Method,
    keys: list[str],
    values: list[int],
    floors: list[int],
    found: Filled | Shared,
    divisor: tuple[Fraction, Fraction, Fraction | None],
) -> Apportioned:
    number, low, high = divisor
    tied = set(found.tied)
    lines = tuple(
        Line(
            key=key,
            weight=values[place],
            least=floors[place],
            share=values[place] / number if number else Fraction(0),
            seats=found.seats[place],
            ties=place in tied,
        )
        for place, key in enumerate(keys)
    )
    return Apportioned(
        method=method.key,
        house=sum(found.seats) + found.tied_seats,
        lines=lines,
        divisor=number,
        low=low,
        high=high,
        last=_claim(keys, found.high),
        first_without=_claim(keys, found.low),
        tie=Tie(keys=tuple(keys[place] for place in found.tied), seats=found.tied_seats) if tied else None,
    )


def _claim(keys: list[str], border: Border | None) -> Claim | None:
    return None if border is None else Claim(key=keys[border.place], nth=border.nth, worth=border.worth)


def is_raised(found: Apportioned, line: Line) -> bool:
    """Has the line its least seats although its number gives fewer?"""
    divisor = METHODS[found.method].divisor
    if line.seats != line.least or not found.divisor:
        return False
    if divisor is None:
        return line.share < line.least
    return divisor.rounded(line.weight, found.divisor.numerator, found.divisor.denominator) < line.least


def settled(found: Apportioned, settling: Settling) -> Apportioned:
    """With the seats of its open tie given as `settling` says; the same where there is no tie or nothing is said."""
    tie = found.tie
    if tie is None or tie.settled_by or settling is None:
        return found
    given_to = tuple(settling.ordered(tie.keys)[: tie.seats])
    lines = tuple(replace(line, seats=line.seats + (line.key in given_to)) for line in found.lines)
    return replace(found, lines=lines, tie=replace(tie, given_to=given_to, settled_by=settling.says))
