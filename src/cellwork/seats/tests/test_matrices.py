"""Seats by rows and columns at once: every total holds, the divisors prove it, contradictions and ties are named."""

from __future__ import annotations

import itertools
import json
import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cellwork.seats.apportioning.matrices import Both, Contradiction, apportion_both, faults
from cellwork.seats.apportioning.methods import apportion
from cellwork.seats.apportioning.outcome import CannotApportion
from cellwork.seats.apportioning.ties import Lot, Order
from cellwork.seats.apportioning.writing import read_both, written_both

Pair = tuple[str, str]


def table(*lines: list[int]) -> dict[Pair, int]:
    return {(f"r{i}", f"c{j}"): number for i, line in enumerate(lines) for j, number in enumerate(line)}


def seats_of(letter: str, *seats: int) -> dict[str, int]:
    return {f"{letter}{place}": own for place, own in enumerate(seats)}


def lines_of(found: Both) -> list[list[int]]:
    return [[found.seats[row, column] for column in found.columns] for row in found.rows]


def every_table(rows: list[int], columns: list[int]) -> list[tuple[tuple[int, ...], ...]]:
    """All tables of whole numbers with these totals."""

    def lines(total: int, left: tuple[int, ...]) -> list[tuple[int, ...]]:
        if not left:
            return [()] if total == 0 else []
        return [(n, *rest) for n in range(min(total, left[0]) + 1) for rest in lines(total - n, left[1:])]

    def grow(place: int, left: tuple[int, ...]) -> list[tuple[tuple[int, ...], ...]]:
        if place == len(rows):
            return [()] if not any(left) else []
        return [
            (line, *rest)
            for line in lines(rows[place], left)
            for rest in grow(place + 1, tuple(a - b for a, b in zip(left, line, strict=True)))
        ]

    return grow(0, tuple(columns))


def goodness(numbers: list[list[int]], seats: tuple[tuple[int, ...], ...]) -> Fraction:
    """The product of all claims that are served; the proportional tables are those where it is greatest."""
    worth = Fraction(1)
    for line, own in zip(numbers, seats, strict=True):
        for number, count in zip(line, own, strict=True):
            for nth in range(count):
                worth *= Fraction(2 * number, 2 * nth + 1)
    return worth


small_tables = st.tuples(
    st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=3),
    st.lists(st.integers(0, 3), min_size=3, max_size=3),
    st.integers(0, 10_000),
)


@settings(max_examples=300, deadline=None)
@given(small_tables)
def test_of_all_tables_it_is_the_proportional_one_and_ties_are_those_that_are_equally_good(drawn):
    numbers, columns, seed = drawn
    chance = random.Random(seed)
    rows = [0] * len(numbers)
    for _ in range(sum(columns)):
        rows[chance.randrange(len(rows))] += 1
    possible = [(goodness(numbers, each), each) for each in every_table(rows, columns)]
    best = max((worth for worth, _ in possible), default=Fraction(0))
    args = (table(*numbers), seats_of("r", *rows), seats_of("c", *columns))
    if not best:
        with pytest.raises(CannotApportion):
            apportion_both(*args)
        return
    equally_good = [each for worth, each in possible if worth == best]
    found = apportion_both(*args)
    differ = {
        (f"r{i}", f"c{j}")
        for i, j in itertools.product(range(len(rows)), range(3))
        if len({each[i][j] for each in equally_good}) > 1
    }
    assert set(found.ties) == differ
    assert found.is_settled == (not differ)
    chosen = apportion_both(*args, settling=Lot(str(seed)))
    assert faults(chosen) == []
    order = [tuple(key.split("|")) for key in Lot(str(seed)).ordered(f"{row}|{column}" for row, column in differ)]
    expected = max(equally_good, key=lambda each: [each[int(row[1:])][int(column[1:])] for row, column in order])
    assert tuple(map(tuple, lines_of(chosen))) == expected


@pytest.mark.parametrize("seed", range(6))
def test_a_large_table_keeps_every_row_and_column(seed: int):
    chance = random.Random(seed)
    numbers = {
        (f"r{i:02}", f"c{j:02}"): 0 if chance.random() < 0.1 else int(chance.paretovariate(1.1) * 40)
        for i in range(12)
        for j in range(15)
    }
    rows = apportion("sainte_lague", totals(numbers, 0), 10_000, settling=Lot("1")).seats
    columns = apportion("sainte_lague", totals(numbers, 1), 10_000, settling=Lot("1")).seats
    found = apportion_both(numbers, rows, columns, settling=Lot("1"))
    assert faults(found) == []
    assert totals(found.seats, 0) == rows and totals(found.seats, 1) == columns


def totals(numbers, side: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for pair, number in numbers.items():
        found[pair[side]] = found.get(pair[side], 0) + number
    return found


def test_the_divisors_prove_the_seats_and_a_wrong_seat_is_found():
    found = apportion_both(table([51, 30, 19], [20, 62, 18]), seats_of("r", 5, 5), seats_of("c", 4, 4, 2))
    assert faults(found) == []
    pair = next(pair for pair, seats in found.seats.items() if seats)
    wrong = Both(**{**vars(found), "seats": {**found.seats, pair: found.seats[pair] - 1}})
    assert len(faults(wrong)) == 3, "the cell, its row and its column"


def test_the_order_of_rows_and_columns_has_no_bearing():
    numbers = table([51, 30, 19], [20, 62, 18], [7, 7, 30])
    rows, columns = seats_of("r", 5, 5, 3), seats_of("c", 5, 5, 3)
    found = apportion_both(numbers, rows, columns)
    turned = apportion_both(
        dict(reversed(numbers.items())), dict(reversed(rows.items())), dict(reversed(columns.items()))
    )
    assert turned.seats == found.seats and turned.row_divisors == found.row_divisors


def test_seats_that_count_nowhere_are_named():
    numbers = table([5, 0, 0], [4, 0, 0], [3, 5, 6])
    with pytest.raises(Contradiction) as refused:
        apportion_both(numbers, seats_of("r", 3, 3, 2), seats_of("c", 4, 2, 2))
    assert (refused.value.rows, refused.value.columns) == (["r0", "r1"], ["c0"])
    assert (refused.value.row_seats, refused.value.column_seats) == (6, 4)
    assert "r0, r1: 6 seats, but they count only in c0: 4 seats" in str(refused.value)
    assert refused.value.said({"r0": "North", "c0": "Mining"}).startswith(
        "North, r1: 6 seats, but they count only in Mining"
    )


@pytest.mark.parametrize(
    ("numbers", "rows", "columns", "says"),
    [
        (table([1, 1], [1, 1]), (2, 2), (2, 3), "The rows have 4 seats together, the columns 5"),
        (table([0, 0], [1, 1]), (1, 2), (1, 2), "r0: 1 seats, and the number is 0 everywhere"),
        (table([0, 1], [0, 1]), (1, 2), (1, 2), "c0: 1 seats, and the number is 0 everywhere"),
    ],
)
def test_what_cannot_be_is_said_in_words(numbers, rows, columns, says: str):
    with pytest.raises(CannotApportion, match=says):
        apportion_both(numbers, seats_of("r", *rows), seats_of("c", *columns))


def test_a_tie_is_held_back_until_a_lot_is_drawn():
    numbers = table([1, 1], [1, 1])
    found = apportion_both(numbers, seats_of("r", 1, 1), seats_of("c", 1, 1))
    assert set(found.ties) == set(numbers) and found.open_seats == 2
    assert lines_of(found) == [[0, 0], [0, 0]]
    after = apportion_both(numbers, seats_of("r", 1, 1), seats_of("c", 1, 1), settling=Order(["r0|c1"]))
    assert lines_of(after) == [[0, 1], [1, 0]] and after.settled_by == "stated order"


def test_rows_and_columns_without_seats_stay_empty():
    found = apportion_both(table([9, 9], [9, 9]), seats_of("r", 0, 4), seats_of("c", 4, 0))
    assert lines_of(found) == [[0, 0], [4, 0]]


def test_what_is_kept_as_json_is_read_again_as_it_was():
    found = apportion_both(table([51, 30, 19], [20, 62, 18]), seats_of("r", 5, 5), seats_of("c", 4, 4, 2))
    assert read_both(json.loads(json.dumps(written_both(found)))) == found
