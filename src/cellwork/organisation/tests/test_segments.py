"""Paths are handed out by the same rule in Python and in the database."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from cellwork.organisation.paths import MOST_CHILDREN, segment

pytestmark = pytest.mark.django_db


def in_the_database(*numbers):
    with connection.cursor() as cursor:
        cursor.execute("select organisation_segment(number) from unnest(%s::int[]) as number", [list(numbers)])
        return [row[0] for row in cursor.fetchall()]


@given(st.lists(st.integers(0, MOST_CHILDREN - 1), min_size=1, max_size=50))
@settings(max_examples=30, deadline=None)
def test_a_segment_is_the_same_on_both_sides(numbers):
    assert in_the_database(*numbers) == [segment(number) for number in numbers]


def test_the_first_and_the_last_are_too_and_past_them_is_none():
    assert in_the_database(0, MOST_CHILDREN - 1, MOST_CHILDREN, -1) == ["0000", "ZZZZ", None, None]
