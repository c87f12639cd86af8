"""No group smaller than the threshold can be computed from what is told. Trees are random; a failure prints its example."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cellwork.consultations.actions.publishing import (
    FINE,
    counted,
    elsewhere,
    lowest_told,
    remainders,
    rounded,
    told,
)
from cellwork.consultations.states import CAPS
from cellwork.organisation.paths import parent_of

TOP = "0000"
LEAST = 10
# How fast the machine is says nothing about what is told.
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
_segments = st.sampled_from(["0000", "0001", "0002", "0003"])
_paths = st.lists(_segments, min_size=1, max_size=3).map(lambda parts: TOP + "".join(parts))


def _only_leaves(drawn: dict[str, int]) -> dict[str, int]:
    """People live in cells, below which there is nothing."""
    return {path: n for path, n in drawn.items() if not any(o != path and o.startswith(path) for o in drawn)}


leaves = st.dictionaries(_paths, st.integers(0, 40), max_size=30).map(_only_leaves)
with_movers = st.tuples(leaves, st.integers(0, 30)).map(lambda found: found[0] | {"0001": found[1]})


@calmly
@given(with_movers, st.sampled_from([5, 10, 20, 30]))
def test_every_remainder_is_nobody_or_as_many_as_the_threshold(found, least):
    people = counted(found, TOP)
    shown = told(people, TOP, least)
    assert all(left == 0 or left >= least for left in remainders(people, shown).values())


@calmly
@given(with_movers, st.sampled_from([5, 10, 20, 30]))
def test_what_is_told_hangs_together_from_the_top_and_nobody_who_moved_away_is_told_of(found, least):
    shown = told(counted(found, TOP), TOP, least)
    assert all(path == TOP or parent_of(path) in shown for path in shown)
    assert elsewhere(TOP) not in shown


def _solvable(told_sums: list[frozenset[str]], group: frozenset[str], everybody: list[str]) -> bool:
    """Is the sum over a group of leaves a linear combination of the sums that were told? By elimination, exactly."""
    rows = [[Fraction(leaf in each) for leaf in everybody] for each in told_sums]
    wanted = [Fraction(leaf in group) for leaf in everybody]
    for column in range(len(everybody)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows = [_less(row, pivot, column) for row in rows]
        wanted = _less(wanted, pivot, column)
    return not any(wanted)


def _less(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    factor = row[column] / pivot[column]
    return [one - factor * other for one, other in zip(row, pivot, strict=True)]


@calmly
@given(st.dictionaries(_paths, st.integers(1, 25), min_size=1, max_size=9).map(_only_leaves))
def test_no_sum_or_difference_across_any_levels_tells_of_a_small_group(found):
    people = counted(found, TOP)
    shown = told(people, TOP, LEAST)
    everybody = sorted(found)
    told_sums = [frozenset(leaf for leaf in everybody if leaf.startswith(path)) for path in shown]
    for size in range(1, len(everybody) + 1):
        for group in combinations(everybody, size):
            if sum(found[leaf] for leaf in group) < LEAST:
                assert not _solvable(told_sums, frozenset(group), everybody), (found, shown, group)


def test_the_attack_has_teeth_where_siblings_are_not_kept_back():
    found = {TOP + "0000": 4, TOP + "0001": 12, TOP + "0002": 30}
    told_sums = [frozenset(found), frozenset([TOP + "0001"]), frozenset([TOP + "0002"])]
    assert _solvable(told_sums, frozenset([TOP + "0000"]), sorted(found))
    assert told(counted(found, TOP), TOP, LEAST) == {TOP, TOP + "0002"}


def test_one_small_sibling_takes_the_next_smallest_along():
    found = {TOP + "0000": 9, TOP + "0001": 15, TOP + "0002": 11}
    assert told(counted(found, TOP), TOP, LEAST) == {TOP, TOP + "0001"}


def test_whoever_moved_away_is_hidden_among_others():
    found = {TOP + "0000": 30, TOP + "0001": 40, "0001": 1}
    assert told(counted(found, TOP), TOP, LEAST) == {TOP, TOP + "0001"}


@calmly
@given(with_movers)
def test_a_higher_threshold_tells_of_no_body_more(found):
    people = counted(found, TOP)
    sets = [told(people, TOP, least) for least in (5, 10, 20, 30)]
    assert all(more >= fewer for more, fewer in pairwise(sets))


@calmly
@given(with_movers, st.sampled_from([20, 30]))
def test_words_shown_at_one_body_come_from_as_many_as_the_threshold(found, least):
    """Each answer's words stand at the lowest body that is told of: those of one body come from its remainder."""
    people = counted(found, TOP)
    shown = told(people, TOP, least)
    authors: dict[str, int] = defaultdict(int)
    for path, number in found.items():
        place = lowest_told(path, TOP, shown)
        if place is not None:
            authors[place] += number
    assert all(number == 0 or number >= least for number in authors.values())


@calmly
@given(st.lists(st.integers(0, 400), min_size=5, max_size=5).filter(any), st.sampled_from([1, 10]))
def test_shares_are_rounded_and_never_say_all_or_nobody(steps, to):
    for step, share in zip(steps, rounded(steps, to), strict=True):
        exact = 100 * step / sum(steps)
        assert CAPS[to] <= share <= 100 - CAPS[to]
        assert share % to == 0
        assert abs(share - exact) <= to / 2 or share in (CAPS[to], 100 - CAPS[to])


@pytest.mark.parametrize(("steps", "to"), [([10, 0, 0, 0, 0], 10), ([29, 0, 0, 0, 0], 10), ([FINE, 0, 0, 0, 0], 1)])
def test_a_group_of_one_mind_looks_like_one_with_a_single_other(steps, to):
    one_differs = [steps[0] - 1, 1, 0, 0, 0]
    assert rounded(steps, to) == rounded(one_differs, to)


def test_from_two_finely_told_bodies_no_small_remainder_follows_exactly():
    """60 less 50 would leave ten people to the person, at one of a hundred: hence 60 is told finely and 50 is not."""
    people = counted({TOP + "0000": 50, TOP + "0001": 6, TOP + "0002": 4}, TOP)
    assert told(people, TOP, LEAST) == {TOP, TOP + "0000"}
    assert told(people, TOP, FINE) == {TOP}
