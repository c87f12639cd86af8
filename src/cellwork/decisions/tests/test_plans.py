"""How the database finds a directive, whatever it knows of the decision."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_known_of_directives(db: None) -> None:
    """Earlier tests rolled back what they wrote, and a vacuum may have noted a large file with hardly a row in it: the planner
    would take five thousand new rows for two or three. Truncated, the file and what is noted of it begin anew; and until the end of
    the test nobody else can vacuum it.
    """
    with unguarded("a test world"), connection.cursor() as cursor:
        cursor.execute("truncate decisions_directive")


def a_large_decision() -> UUID:
    decision_id = new_id()
    with unguarded("a test world"), connection.cursor() as cursor:
        cursor.execute(
            "insert into decisions_directive (decision_id, body_id, path, sector, clauses, state, received_at, state_since)"
            " select %s, gen_random_uuid(), lpad(n::text, 8, '0'), '', 1, 'received', now(), now() from generate_series(1, 5000) as n",
            [decision_id],
        )
    return decision_id


def index_by_which_a_directive_is_found(decision_id: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "explain select * from decisions_directive where decision_id = %s and body_id = %s for update",
            [decision_id, new_id()],
        )
        lines = [line for (line,) in cursor.fetchall()]
    (found,) = [line for line in lines if "Index Scan using" in line]
    return found.split("using ")[1].split()[0]


def analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("analyze decisions_directive")


def test_a_directive_is_found_by_its_key_before_the_database_knows_anything():
    assert index_by_which_a_directive_is_found(a_large_decision()) == "decisions_directive_pkey"


def test_a_directive_is_found_by_its_key_when_the_database_knows_only_older_decisions():
    a_large_decision()
    analyze()
    assert index_by_which_a_directive_is_found(a_large_decision()) == "decisions_directive_pkey"
