"""Numbers a person can divide by: the roundest one that leads to the same seats, and fractions written as decimals."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

_FINEST = 60
"""Decimals tried at most; two fractions of our size differ long before."""


def roundest_between(low: Fraction, high: Fraction | None, *, power: int = 1) -> Fraction:
    """The number with the fewest digits whose `power` (1 or 2) lies between both; an end itself only where they meet.

    Where they meet in a number that is no square, its root to 12 decimals.
    """
    if high is not None and high <= low:
        return _root(low, power)
    digits = len(str(int(low if high is None else high)))
    for decimals in range(-digits // power, _FINEST):
        step = Fraction(10) ** -decimals
        found = _multiple_after(low, step, power) * step
        if high is None or found**power < high:
            return found
    return _root(low, power)


def _multiple_after(low: Fraction, step: Fraction, power: int) -> int:
    """The least n for which (n * step) ** power is greater than low."""
    scaled = low / step**power
    whole = scaled.numerator // scaled.denominator
    return (whole if power == 1 else isqrt(whole)) + 1


def _root(value: Fraction, power: int) -> Fraction:
    if power == 1:
        return value
    scale = 10**12
    return Fraction(isqrt(value.numerator * scale**2 // value.denominator), scale)


def decimal(value: Fraction, places: int) -> str:
    """The fraction cut (never rounded up past what it is) after so many places: 12.4999 stays below 12.5."""
    whole = value.numerator * 10**places // value.denominator
    digits = f"{abs(whole):0{places + 1}d}"
    sign = "-" if whole < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
