"""An apportionment as plain JSON, so that the sum can be kept, shown line by line, and done again by anybody."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from cellwork.seats.apportioning.matrices import Both
from cellwork.seats.apportioning.outcome import Apportioned, Claim, Line, Tie

Plain = dict[str, Any]


def written(found: Apportioned) -> Plain:
    """Fractions as texts `numerator/denominator`."""
    return {
        "method": found.method,
        "seats": found.house,
        "divisor": str(found.divisor),
        "low": str(found.low),
        "high": None if found.high is None else str(found.high),
        "last": _claim(found.last),
        "first_without": _claim(found.first_without),
        "tie": None
        if found.tie is None
        else {
            "keys": list(found.tie.keys),
            "seats": found.tie.seats,
            "given_to": list(found.tie.given_to),
            "settled_by": found.tie.settled_by,
        },
        "lines": [[line.key, line.weight, line.least, str(line.share), line.seats, line.ties] for line in found.lines],
    }


def read(plain: Mapping[str, Any]) -> Apportioned:
    """What `written` wrote."""
    tie = plain["tie"]
    return Apportioned(
        method=plain["method"],
        house=plain["seats"],
        lines=tuple(
            Line(key=key, weight=weight, least=least, share=Fraction(share), seats=seats, ties=ties)
            for key, weight, least, share, seats, ties in plain["lines"]
        ),
        divisor=Fraction(plain["divisor"]),
        low=Fraction(plain["low"]),
        high=None if plain["high"] is None else Fraction(plain["high"]),
        last=_claim_of(plain["last"]),
        first_without=_claim_of(plain["first_without"]),
        tie=None
        if tie is None
        else Tie(
            keys=tuple(tie["keys"]),
            seats=tie["seats"],
            given_to=tuple(tie["given_to"]),
            settled_by=tie["settled_by"],
        ),
    )


def _claim(claim: Claim | None) -> Plain | None:
    return None if claim is None else {"key": claim.key, "nth": claim.nth, "worth": str(claim.worth)}


def _claim_of(plain: Mapping[str, Any] | None) -> Claim | None:
    return None if plain is None else Claim(key=plain["key"], nth=plain["nth"], worth=Fraction(plain["worth"]))


def written_both(found: Both) -> Plain:
    """Numbers and seats as tables, a list for each row."""
    return {
        "rows": list(found.rows),
        "columns": list(found.columns),
        "row_seats": [found.row_seats[row] for row in found.rows],
        "column_seats": [found.column_seats[column] for column in found.columns],
        "row_divisors": [str(found.row_divisors[row]) for row in found.rows],
        "column_divisors": [str(found.column_divisors[column]) for column in found.columns],
        "numbers": [[found.numbers[row, column] for column in found.columns] for row in found.rows],
        "seats": [[found.seats[row, column] for column in found.columns] for row in found.rows],
        "ties": [list(pair) for pair in found.ties],
        "settled_by": found.settled_by,
    }


def read_both(plain: Mapping[str, Any]) -> Both:
    """What `written_both` wrote."""
    rows, columns = plain["rows"], plain["columns"]
    pairs = [(i, j, row, column) for i, row in enumerate(rows) for j, column in enumerate(columns)]
    return Both(
        rows=tuple(rows),
        columns=tuple(columns),
        numbers={(row, column): plain["numbers"][i][j] for i, j, row, column in pairs},
        row_seats=dict(zip(rows, plain["row_seats"], strict=True)),
        column_seats=dict(zip(columns, plain["column_seats"], strict=True)),
        seats={(row, column): plain["seats"][i][j] for i, j, row, column in pairs},
        row_divisors={row: Fraction(text) for row, text in zip(rows, plain["row_divisors"], strict=True)},
        column_divisors={
            column: Fraction(text) for column, text in zip(columns, plain["column_divisors"], strict=True)
        },
        ties=tuple((row, column) for row, column in plain["ties"]),
        settled_by=plain["settled_by"],
    )
