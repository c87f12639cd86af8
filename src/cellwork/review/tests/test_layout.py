"""What is too small to be told is not told, and cannot be worked out from the rest."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cellwork.review.layout import held_back, months_between

FEWEST = 5


def test_one_small_number_takes_the_next_with_it():
    assert held_back({"north": 2, "south": 40, "west": 9}, FEWEST) == {"north", "west"}


def test_several_that_are_enough_together_stand_alone():
    assert held_back({"north": 3, "south": 4, "west": 9}, FEWEST) == {"north", "south"}


def test_nothing_small_nothing_held_back():
    assert held_back({"north": 0, "south": 40}, FEWEST) == set()


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 30), min_size=1, max_size=6))
def test_what_is_missing_to_the_total_is_never_fewer_than_five_unless_there_is_nothing_else(counts):
    hidden = held_back(counts, FEWEST)
    missing = sum(counts[key] for key in hidden)
    assert all(counts[key] >= FEWEST for key in set(counts) - hidden if counts[key])
    assert not hidden or missing >= FEWEST or all(not counts[key] for key in set(counts) - hidden)


def test_months_run_from_the_first_to_the_last():
    assert months_between(date(2025, 11, 30), date(2026, 2, 1)) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1),
    ]  # fmt: skip
