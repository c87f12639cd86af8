"""Paths say where a body stands; order, prefixes and ranges agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cellwork.organisation.paths import (
    DIGITS,
    MOST_CHILDREN,
    WIDTH,
    above,
    above_both,
    end_of,
    is_below,
    parent_of,
    segment,
)

numbers = st.integers(0, MOST_CHILDREN - 1)
paths = st.lists(numbers, min_size=1, max_size=8).map(lambda found: "".join(map(segment, found)))
# From few numbers, so that one path is often above another.
near_paths = st.lists(st.sampled_from([0, 1, 35, 36, MOST_CHILDREN - 1]), min_size=1, max_size=4).map(
    lambda found: "".join(map(segment, found))
)


def level(path: str) -> int:
    return len(path) // WIDTH


@given(numbers, numbers)
def test_segments_are_ordered_as_their_numbers(one, other):
    assert (segment(one) < segment(other)) == (one < other)
    assert (segment(one) == segment(other)) == (one == other)


@given(numbers)
def test_a_segment_is_four_digits_or_capitals(number):
    assert len(segment(number)) == WIDTH
    assert set(segment(number)) <= set(DIGITS)
    assert int(segment(number), 36) == number


@pytest.mark.parametrize("number", [-1, MOST_CHILDREN])
def test_more_bodies_than_a_path_can_tell_apart_are_refused(number):
    with pytest.raises(OverflowError):
        segment(number)


def test_the_last_segment_still_fits():
    assert segment(MOST_CHILDREN - 1) == "ZZZZ"


@given(paths)
def test_the_body_directly_above_is_the_last_of_those_above(path):
    assert ([*above(path), ""][-1] if level(path) == 1 else above(path)[-1]) == parent_of(path)
    assert len(above(path)) == level(path) - 1


@given(paths)
def test_the_top_stands_below_nobody(path):
    top = path[:WIDTH]
    assert above(top) == []
    assert parent_of(top) == ""


@given(near_paths, near_paths)
def test_a_body_is_below_exactly_those_above_it(path, other):
    assert is_below(path, other) == (other in above(path))


@given(paths)
def test_no_body_is_below_itself(path):
    assert not is_below(path, path)


@given(near_paths, near_paths)
def test_the_range_of_a_branch_holds_exactly_the_body_and_all_below_it(path, other):
    in_range = other <= path < end_of(other)
    assert in_range == (path == other or is_below(path, other))


@given(near_paths, near_paths, near_paths)
def test_below_is_handed_down(one, two, three):
    if is_below(one, two) and is_below(two, three):
        assert is_below(one, three)


@given(paths, numbers, numbers)
def test_bodies_under_one_parent_stand_in_the_order_they_were_founded(parent, earlier, later):
    assert (parent + segment(earlier) < parent + segment(later)) == (earlier < later)


@given(near_paths, near_paths)
def test_the_nearest_above_both_stands_above_the_one_and_at_or_above_the_other(path, other):
    found = above_both(path, other)
    both = [each for each in above(path) if other.startswith(each)]
    assert found == (both[-1] if both else "")
