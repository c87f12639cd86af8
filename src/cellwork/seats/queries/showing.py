"""The sum of an allotment in words and numbers that a delegate can follow, and methods side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from cellwork.kernel.refusals import Unfit
from cellwork.seats.apportioning.matrices import Both
from cellwork.seats.apportioning.methods import METHODS, Method, is_raised
from cellwork.seats.apportioning.outcome import Apportioned, Claim
from cellwork.seats.apportioning.round_numbers import decimal
from cellwork.seats.models import UnitCount
from cellwork.seats.queries.allotting import Choice, Sum, numbers_by, worked_out

_PLACES = 3


@dataclass(frozen=True)
class ShownLine:
    """One unit or sector: its number, what comes of dividing, its seats, and what else decided."""

    name: str
    number: int
    share: str
    seats: int
    note: str


@dataclass(frozen=True)
class ShownSum:
    """An apportionment, line by line. `rule`: how it is done, in a sentence; `border`: who had the last seat, who the next."""

    rule: str
    lines: Sequence[ShownLine]
    number: int
    seats: int
    border: Sequence[str]
    tie: str


def shown(found: Apportioned, names: Mapping[str, str]) -> ShownSum:
    """The lines with most seats first."""
    method = METHODS[found.method]
    lines = [
        ShownLine(
            names.get(line.key, line.key), line.weight, share_in_words(line.share, line.seats), line.seats,
            f"at least {line.least}" if is_raised(found, line) else "by lot" if line.ties else "",
        )
        for line in sorted(found.lines, key=lambda line: (-line.weight, names.get(line.key, line.key)))
    ]  # fmt: skip
    return ShownSum(
        rule=_rule(method, found),
        lines=lines,
        number=sum(line.number for line in lines),
        seats=sum(line.seats for line in lines),
        border=_border(method, found, names),
        tie=_tie(found, names),
    )


def share_in_words(share: Fraction, seats: int) -> str:
    """As many decimals as it takes to see on which side of every rounding it lies: three, more near a border."""
    places = _PLACES
    for border in (Fraction(seats), Fraction(2 * seats + 1, 2), Fraction(2 * seats - 1, 2)):
        away = abs(share - border)
        while 0 < away * 10**places < 1 and places < 12:  # noqa: PLR2004 -- more fits on no page
            places += 1
    return decimal(share, places)


def _rule(method: Method, found: Apportioned) -> str:
    number = plain(found.divisor)
    if method.divisor is None:
        return f"One seat stands for {number}. Each number is divided by it and {method.rounding}."
    return f"Each number is divided by {number} and {method.rounding}. So {found.house:,} seats come out."


def plain(value: Fraction) -> str:
    """As people write it: 37, 31.25, 30.6667."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    whole, _, rest = decimal(value, 6).partition(".")
    return f"{int(whole):,}.{rest.rstrip('0') or '0'}"


def _border(method: Method, found: Apportioned, names: Mapping[str, str]) -> list[str]:
    if found.last is None or found.first_without is None:
        return []
    return [
        f"The last seat given: {_claim(method, found.last, names)}.",
        f"The next would have been: {_claim(method, found.first_without, names)}.",
        *_range(method, found),
    ]


def _claim(method: Method, claim: Claim, names: Mapping[str, str]) -> str:
    name = names.get(claim.key, claim.key)
    if method.divisor is None:
        return f"{name}, for the remainder {decimal(claim.worth, _PLACES)}"
    return f"seat {claim.nth:,} of {name}, with {_rooted(claim.worth, method.divisor.power)}"


def _range(method: Method, found: Apportioned) -> list[str]:
    if method.divisor is None or found.high is None or found.high <= found.low:
        return []
    power = method.divisor.power
    return [
        f"Every number between {_rooted(found.low, power)} and {_rooted(found.high, power)} leads to the same seats."
    ]


def _rooted(value: Fraction, power: int) -> str:
    if power == 1:
        return plain(Fraction(decimal(value, _PLACES)))
    scale = 10**_PLACES
    return plain(Fraction(isqrt(value.numerator * scale**2 // value.denominator), scale))


def _tie(found: Apportioned, names: Mapping[str, str]) -> str:
    if found.tie is None:
        return ""
    tied = ", ".join(names.get(key, key) for key in found.tie.keys)
    had = f"{found.tie.seats} of the last seats" if found.tie.seats > 1 else "the last seat"
    if not found.tie.settled_by:
        return f"Exactly the same claim to {had} have {tied}. A lot has to decide."
    given = ", ".join(names.get(key, key) for key in found.tie.given_to)
    return f"Exactly the same claim to {had} had {tied}. By {found.tie.settled_by}: {given}."


@dataclass(frozen=True)
class ShownTable:
    """Units by sectors: in each cell seats, and what comes of dividing by the divisors of row and column."""

    columns: Sequence[tuple[str, str, int]]
    """Sector, its divisor, its seats."""
    rows: Sequence[tuple[str, str, int, Sequence[tuple[int, str, int, bool]]]]
    """Unit, its divisor, its seats; by column number, share, seats, whether a lot decided."""
    seats: int
    settled_by: str


def shown_table(found: Both, names: Mapping[str, str]) -> ShownTable:
    """Rows and columns with most seats first; columns and rows without any number are left out."""
    columns = [key for key in found.columns if any(found.numbers[row, key] for row in found.rows)]
    columns.sort(key=lambda key: (-found.column_seats[key], names.get(key, key)))
    rows = sorted(found.rows, key=lambda key: (-found.row_seats[key], names.get(key, key)))
    return ShownTable(
        columns=[
            (names.get(key, key), plain(found.column_divisors[key]), found.column_seats[key]) for key in columns
        ],
        rows=[
            (
                names.get(row, row), plain(found.row_divisors[row]), found.row_seats[row],
                [
                    (
                        found.numbers[row, column], share_in_words(found.share((row, column)), found.seats[row, column]),
                        found.seats[row, column], (row, column) in found.ties,
                    )
                    for column in columns
                ],
            )
            for row in rows
        ],
        seats=sum(found.seats.values()),
        settled_by=found.settled_by,
    )  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """What each unit or sector would get by each method. `methods`: each with what stands in its way, or what ties."""

    methods: Sequence[tuple[Method, str]]
    rows: Sequence[tuple[str, int, Sequence[int | None]]]


def compared(
    counts: Sequence[UnitCount], seats: int, choice: Choice, dimension: str, *, names: Mapping[str, str]
) -> Compared:
    """All methods by the same numbers; None where a method cannot give the seats."""
    numbers = numbers_by(counts, choice.basis, dimension)
    found: dict[str, Apportioned | str] = {}
    for key in METHODS:
        found[key] = _tried(
            counts, seats, Choice(method=key, basis=choice.basis, dimension=dimension, minimum=choice.minimum), names
        )
    keys = sorted(numbers, key=lambda key: (-numbers[key], names.get(key, key)))
    given = [each.seats if isinstance(each, Apportioned) else {} for each in found.values()]
    return Compared(
        methods=[(METHODS[key], each if isinstance(each, str) else _tie(each, names)) for key, each in found.items()],
        rows=[(names.get(key, key), numbers[key], [seats.get(key) for seats in given]) for key in keys],
    )


def _tried(counts: Sequence[UnitCount], seats: int, choice: Choice, names: Mapping[str, str]) -> Apportioned | str:
    try:
        found: Sum = worked_out(counts, seats, choice, names=names)
    except Unfit as unfit:
        return unfit.sentence
    one = found.units or found.sectors
    assert one is not None
    return one


def rule_in_words(
    rule: Mapping[str, object], *, offices: Mapping[str, str], kinds: Mapping[str, str], sectors: Mapping[str, str]
) -> str:
    """Who fits, in a sentence; the mappings are titles by code."""
    if rule["by"] == "hand":
        return "Names are entered one by one"
    who = "every member" if rule["by"] == "cells" else _listed(rule["offices"], offices, "or")
    said = f"{who[:1].upper()}{who[1:]} ({_listed(rule['kinds'], kinds, 'or')})"
    if rule["sectors"]:
        said += f", of {_listed(rule['sectors'], sectors, 'or')}"
    return said + (", at production sites" if rule["production_sites"] else "")


def _listed(codes: object, titles: Mapping[str, str], last: str) -> str:
    assert isinstance(codes, list)
    words = [titles.get(code, code) for code in codes]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
