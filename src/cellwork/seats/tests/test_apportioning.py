"""Seats in proportion: what each method promises, held on any numbers, and beside another programme that does the same."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, prod

import pytest
from apportionment import methods as oracle
from hypothesis import given, note, settings
from hypothesis import strategies as st

from cellwork.seats.apportioning.divisors import Divisor
from cellwork.seats.apportioning.methods import METHODS, apportion, settled
from cellwork.seats.apportioning.outcome import Apportioned, CannotApportion
from cellwork.seats.apportioning.round_numbers import decimal, roundest_between
from cellwork.seats.apportioning.ties import Lot, Order
from cellwork.seats.apportioning.writing import read, written

THEIR_NAMES = {
    "d_hondt": "dhondt",
    "sainte_lague": "saintelague",
    "largest_remainder": "hamilton",
    "adams": "adams",
    "huntington_hill": "huntington",
}
DIVISORS = [key for key, method in METHODS.items() if method.divisor]
every_method = pytest.mark.parametrize("method", METHODS)
every_divisor = pytest.mark.parametrize("method", DIVISORS)

numbers_of = st.lists(st.integers(1, 60), min_size=1, max_size=8) | st.lists(
    st.integers(1, 10**9), min_size=1, max_size=30
)


def named(numbers: list[int]) -> dict[str, int]:
    return {f"unit {place:03}": number for place, number in enumerate(numbers)}


def in_order(found: Apportioned) -> list[int]:
    return [line.seats for line in found.lines]


# ---- Beside another programme --------------------------------------------------------------


@every_method
@settings(max_examples=250, deadline=None)
@given(numbers=numbers_of, more=st.integers(0, 400))
def test_seats_are_those_of_another_programme(method: str, numbers: list[int], more: int):
    house = len(numbers) + more
    found = apportion(method, named(numbers), house)
    if found.tie is not None:
        assert_is_a_tie(found)
        return
    try:
        theirs = oracle.compute(THEIR_NAMES[method], numbers, house, verbose=False, tiesallowed=False)
    except oracle.TiesException:
        # It compares in floating point: where numbers are large, it takes for equal what is not.
        note(f"the other programme sees a tie: {method} {numbers} {house}")
        assert_proved(found)
        return
    if in_order(found) != list(theirs):
        # And sees as different what is equal, or the other way round. Whoever can prove it is right.
        assert max(numbers) > 2**20
        assert_proved(found)


def claims(found: Apportioned) -> tuple[list[Fraction], list[Fraction]]:
    """Squares where the method compares squares: of every unit the claim to its last seat (above its least), and to one more."""
    method = METHODS[found.method].divisor
    assert method is not None
    holds = [claim_to(method, line.weight, line.seats) for line in found.lines if line.seats > least_of(method, line)]
    wants = [claim_to(method, line.weight, line.seats + 1) for line in found.lines if line.weight]
    return holds, wants


def least_of(method: Divisor, line) -> int:
    return max(line.least, int(method.one_each and line.weight > 0))


def claim_to(method: Divisor, number: int, nth: int) -> Fraction:
    return Fraction(number**method.power * method.scale, method.sign(nth - 1))


def assert_proved(found: Apportioned) -> None:
    """Nobody without a seat has a greater claim than somebody with one."""
    assert sum(in_order(found)) == found.house - (0 if found.is_settled else found.tie.seats)
    if METHODS[found.method].divisor is None:
        return
    holds, wants = claims(found)
    assert not holds or not wants or min(holds) >= max(wants)


def assert_is_a_tie(found: Apportioned) -> None:
    assert found.tie is not None and 0 < found.tie.seats < len(found.tie.keys)
    method = METHODS[found.method].divisor
    tied = [line for line in found.lines if line.ties]
    assert tuple(line.key for line in tied) == found.tie.keys
    if method is None:
        remains = {line.share - line.seats for line in tied}
    else:
        remains = {claim_to(method, line.weight, line.seats + 1) for line in tied}
    assert len(remains) == 1, "those who tie have the same claim"


# ---- What the sum says -----------------------------------------------------------------------


@every_divisor
@settings(max_examples=120, deadline=None)
@given(numbers=numbers_of, house=st.integers(0, 300), least=st.integers(0, 3))
def test_every_line_can_be_done_again_with_the_one_divisor(method: str, numbers: list[int], house: int, least: int):
    try:
        found = apportion(method, named(numbers), house, least=least)
    except CannotApportion:
        assert house < len(numbers) * max(least, int(METHODS[method].divisor.one_each))
        return
    rounding = {
        "d_hondt": floor,
        "adams": ceil,
        "sainte_lague": lambda share: floor(share + Fraction(1, 2)),
        "huntington_hill": lambda share: floor(share) + (share**2 > floor(share) * (floor(share) + 1)),
    }[method]
    for line in found.lines:
        assert line.share == Fraction(line.weight) / found.divisor
        if found.tie is None:
            assert line.seats == max(least, rounding(line.share))


@settings(max_examples=200, deadline=None)
@given(numbers=numbers_of, house=st.integers(1, 300))
def test_largest_remainder_keeps_the_quota_rule(numbers: list[int], house: int):
    found = apportion("largest_remainder", named(numbers), house, settling=Lot("5"))
    for line in found.lines:
        share = Fraction(line.weight * house, sum(numbers))
        assert floor(share) <= line.seats <= ceil(share)
        assert line.share == share
    assert sum(in_order(found)) == house


@settings(max_examples=120, deadline=None)
@given(numbers=numbers_of, house=st.integers(1, 200), least=st.integers(0, 4))
def test_least_seats_are_had_and_the_others_share_what_is_left(numbers: list[int], house: int, least: int):
    if least * len(numbers) > house:
        with pytest.raises(CannotApportion, match="not enough"):
            apportion("largest_remainder", named(numbers), house, least=least)
        return
    found = apportion("largest_remainder", named(numbers), house, least=least, settling=Lot("5"))
    assert sum(in_order(found)) == house
    assert min(in_order(found)) >= least
    for line in found.lines:
        if line.seats > least:
            assert abs(line.seats - line.share) < 1


@every_divisor
@settings(max_examples=120, deadline=None)
@given(numbers=numbers_of, house=st.integers(30, 300))
def test_with_more_seats_in_all_nobody_has_fewer(method: str, numbers: list[int], house: int):
    order = Order(list(named(numbers)))
    fewer = apportion(method, named(numbers), house, settling=order)
    more = apportion(method, named(numbers), house + 1, settling=order)
    assert all(after >= before for before, after in zip(in_order(fewer), in_order(more), strict=True))


def test_with_largest_remainder_more_seats_in_all_may_cost_somebody_one():
    numbers = {"north": 6, "south": 6, "island": 2}
    assert apportion("largest_remainder", numbers, 10).seats["island"] == 2
    assert apportion("largest_remainder", numbers, 11).seats["island"] == 1


@every_method
@settings(max_examples=80, deadline=None)
@given(numbers=numbers_of, more=st.integers(0, 100), seed=st.integers(0, 999))
def test_the_order_in_which_units_are_named_has_no_bearing(method: str, numbers: list[int], more: int, seed: int):
    units = list(named(numbers).items())
    house = len(units) + more
    before = apportion(method, dict(units), house, settling=Lot("a"))
    random.Random(seed).shuffle(units)
    assert apportion(method, dict(units), house, settling=Lot("a")) == before


@every_method
def test_a_greater_number_never_has_fewer_seats(method: str):
    chance = random.Random(11)
    numbers = [chance.randint(1, 5000) for _ in range(60)]
    found = apportion(method, named(numbers), 700, settling=Lot("x"))
    lines = sorted(found.lines, key=lambda line: line.weight)
    assert all(a.seats <= b.seats or a.weight == b.weight for a, b in pairwise(lines))


def test_seats_in_exact_proportion_are_given_exactly():
    for method in METHODS:
        assert in_order(apportion(method, named([300, 200, 100]), 6)) == [3, 2, 1]


def test_the_least_served_and_the_greatest_unserved_claim_are_told():
    found = apportion("d_hondt", {"a": 53, "b": 24, "c": 23}, 7)
    assert found.seats == {"a": 4, "b": 2, "c": 1}
    assert found.last is not None and (found.last.key, found.last.nth, found.last.worth) == ("b", 2, 12)
    assert found.first_without is not None
    assert (found.first_without.key, found.first_without.nth, found.first_without.worth) == ("c", 2, Fraction(23, 2))
    assert found.low < found.divisor < found.high


# ---- Ties --------------------------------------------------------------------------------------


def test_a_tie_is_told_and_its_seats_are_given_to_nobody():
    found = apportion("sainte_lague", {"east": 100, "west": 100, "south": 50}, 4)
    assert not found.is_settled and found.tie is not None
    assert (found.tie.keys, found.tie.seats) == (("east", "west"), 1)
    assert found.seats == {"east": 1, "west": 1, "south": 1}


def test_a_lot_settles_a_tie_and_anybody_can_repeat_it():
    numbers = {"east": 100, "west": 100}
    first = apportion("d_hondt", numbers, 3, settling=Lot("six, two, five"))
    assert first == apportion("d_hondt", numbers, 3, settling=Lot("six, two, five"))
    assert first.is_settled and first.tie.settled_by == "lot six, two, five"
    assert sum(first.seats.values()) == 3
    winners = {apportion("d_hondt", numbers, 3, settling=Lot(str(seed))).tie.given_to for seed in range(20)}
    assert winners == {("east",), ("west",)}, "another lot may give it to the other one"


def test_a_stated_order_settles_a_tie():
    open_still = apportion("adams", {"a": 10, "b": 10, "c": 10}, 5)
    assert open_still.tie is not None and open_still.tie.seats == 2
    after = settled(open_still, Order(["c", "a"]))
    assert after.seats == {"a": 2, "b": 1, "c": 2} and after.tie.settled_by == "stated order"
    assert settled(after, Order(["b"])) == after, "what is settled stays"


@every_method
def test_where_all_are_alike_all_tie(method: str):
    found = apportion(method, named([7, 7, 7]), 4)
    assert found.tie is not None and (len(found.tie.keys), found.tie.seats) == (3, 1)
    assert in_order(found) == [1, 1, 1]


def test_numbers_so_large_that_floating_point_sees_no_difference_are_told_apart():
    great = 10**30
    found = apportion("d_hondt", {"a": great + 1, "b": great}, 1)
    assert found.is_settled and found.seats == {"a": 1, "b": 0}


# ---- What cannot be ------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["adams", "huntington_hill"])
def test_who_gives_everybody_one_seat_needs_as_many_seats(method: str):
    with pytest.raises(CannotApportion, match="2 seats are not enough: the least of all together are 3"):
        apportion(method, named([5, 5, 5]), 2)


@every_method
def test_nothing_can_be_shared_by_nothing(method: str):
    with pytest.raises(CannotApportion, match="Every number is 0"):
        apportion(method, named([0, 0]), 3)
    with pytest.raises(CannotApportion, match="nobody"):
        apportion(method, {}, 1)
    assert in_order(apportion(method, named([0, 0]), 2, least=1)) == [1, 1]


@every_method
def test_whose_number_is_nothing_has_no_more_than_the_least(method: str):
    assert apportion(method, {"a": 40, "b": 0}, 9).seats == {"a": 9, "b": 0}
    assert apportion(method, {"a": 40, "b": 0}, 9, least=2).seats == {"a": 7, "b": 2}


# ---- Round numbers, and what is kept -------------------------------------------------------------


@given(a=st.fractions(0, 10**6), b=st.fractions(0, 10**6), power=st.sampled_from([1, 2]))
def test_the_roundest_number_lies_between(a: Fraction, b: Fraction, power: int):
    low, high = sorted((a, b))
    found = roundest_between(low, high, power=power)
    if low < high:
        assert low < found**power < high
    elif power == 1:
        assert found == low


def test_a_divisor_is_a_number_people_can_divide_by():
    assert roundest_between(Fraction("31.172"), Fraction("31.984")) == Fraction("31.2")
    assert roundest_between(Fraction(880), Fraction(912)) == 900
    assert roundest_between(Fraction(880), None) == 1000
    assert [decimal(Fraction(5, 2), 2), decimal(Fraction(12499999, 10**6), 3), decimal(Fraction(7), 0)] == [
        "2.50",
        "12.499",
        "7",
    ]


@every_method
@settings(max_examples=40, deadline=None)
@given(numbers=numbers_of, more=st.integers(0, 60))
def test_what_is_kept_as_json_is_read_again_as_it_was(method: str, numbers: list[int], more: int):
    for settling in (None, Lot("7")):
        found = apportion(method, named(numbers), len(numbers) + more, settling=settling)
        assert read(json.loads(json.dumps(written(found)))) == found


def test_claims_are_compared_exactly_where_products_are_long():
    """Two fractions whose quotients agree to 40 digits."""
    primes = prod([2, 3, 5, 7, 11, 13, 17, 19, 23, 29])
    found = apportion("huntington_hill", {"a": primes * 3 + 1, "b": primes * 3}, 3)
    assert found.is_settled and found.seats == {"a": 2, "b": 1}
