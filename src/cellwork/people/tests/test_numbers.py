"""A member number gives the same id in Python and in the database."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cellwork.people.numbers import person_id_of


def test_the_id_is_a_uuid_of_version_8() -> None:
    made = person_id_of("A-12")
    assert made.version == 8
    assert made.variant == "specified in RFC 4122"


def test_other_numbers_give_other_ids() -> None:
    assert person_id_of("12") != person_id_of("012") != person_id_of(" 12")


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), max_size=20))
def test_the_database_makes_the_same_id(numbers: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select people_person_id(number) from unnest(%s::text[]) as number", [numbers])
        assert [made for (made,) in cursor.fetchall()] == [person_id_of(number) for number in numbers]
