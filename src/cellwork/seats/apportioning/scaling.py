"""Where a table of seats is begun: rows and columns are filled in turn until little is missing (alternating scaling).

Source: F. Pukelsheim, *Proportional Representation* (2017), chapter 15. What is found here need not be right: `transfers` mends
it and `matrices.faults` proves the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cellwork.seats.apportioning.divisors import SAINTE_LAGUE, fill

_ROUNDS, _PATIENCE = 60, 6
_FINE = 1 << 40

Numbers = Sequence[Sequence[int]]


def filled_line(numbers: Sequence[int], house: int) -> tuple[list[int], Fraction]:
    """The seats of one row or column by the nearest whole number, and a divisor that leads there; ties are cut in order."""
    found = fill(SAINTE_LAGUE, numbers, house, [0] * len(numbers))
    for place in found.tied[: found.tied_seats]:
        found.seats[place] += 1
    low = found.low.worth if found.low else Fraction(1)
    return found.seats, (low + found.high.worth) / 2 if found.high else 2 * low


def begun(
    numbers: Numbers, rows: Sequence[int], columns: Sequence[int]
) -> tuple[list[list[int]], list[Fraction], list[int]]:
    """Seats that keep every row, the divisors of the rows, and what the numbers of each column were multiplied by before."""
    factors = [1] * len(columns)
    least, waited = -1, 0
    best: tuple[list[list[int]], list[Fraction], list[int]] | None = None
    for _ in range(_ROUNDS):
        found = [filled_line([n * f for n, f in zip(line, factors, strict=True)], house)
                 for line, house in zip(numbers, rows, strict=True)]  # fmt: skip
        seats, divisors = [line for line, _ in found], [divisor for _, divisor in found]
        away = sum(abs(sum(line[place] for line in seats) - house) for place, house in enumerate(columns))
        waited += 1
        if best is None or away < least:
            best, least, waited = (seats, divisors, factors), away, 0
        if least == 0 or waited > _PATIENCE:
            break
        factors = _factors(numbers, divisors, columns)
    assert best is not None
    return best


def _factors(numbers: Numbers, divisors: Sequence[Fraction], columns: Sequence[int]) -> list[int]:
    """By what the columns are multiplied so that they have their seats, while the rows keep their divisors."""
    inverse = _whole([1 / divisor for divisor in divisors])
    of_columns = [
        filled_line([line[place] * factor for line, factor in zip(numbers, inverse, strict=True)], house)[1]
        for place, house in enumerate(columns)
    ]
    return _whole([1 / divisor for divisor in of_columns])


def _whole(factors: Sequence[Fraction]) -> list[int]:
    """The same in proportion, as whole numbers of at least 40 binary digits."""
    scale = _FINE / min(factors)
    return [int(factor * scale) for factor in factors]
