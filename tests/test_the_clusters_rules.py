"""The tables as PostgreSQL holds them obey the rules of a cluster, so that spreading them stays one command.

`tests/docs` reads what the models declare; here the catalogue of a real database is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from cellwork.kernel.placement import BY_BODY, LOCAL, REFERENCE, Placement

pytestmark = pytest.mark.django_db
OURS = [model for model in apps.get_models() if model.__module__.startswith("cellwork.")]
PLACED = {model._meta.db_table: model.__dict__.get("placement") for model in OURS}
SPREAD = {table: placed for table, placed in PLACED.items() if placed and placed.sort == "distributed"}


@dataclass(frozen=True)
class Key:
    """A unique, primary or exclusion index: its name and columns."""

    table: str
    name: str
    columns: frozenset[str]


def asked(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"tables": list(PLACED)})
        return cursor.fetchall()


def keys() -> list[Key]:
    rows = asked("""
        select class.relname, index.relname,
               array(select attname::text from pg_attribute where attrelid = index.oid)
        from pg_index
        join pg_class as class on class.oid = indrelid
        join pg_class as index on index.oid = indexrelid
        where (indisunique or indisexclusion) and class.relname = any(%(tables)s)
    """)
    return [Key(table, name, frozenset(columns)) for table, name, columns in rows]


def test_every_table_says_itself_where_it_would_live():
    assert [table for table, placed in PLACED.items() if not isinstance(placed, Placement)] == []


def test_what_a_cell_does_lies_together():
    by_body = {table for table, placed in SPREAD.items() if placed == BY_BODY}
    assert {"decisions_directive", "decisions_progress", "decisions_step", "organisation_membership"} <= by_body


def test_every_key_of_a_spread_table_holds_the_column_that_spreads_it():
    found = keys()
    assert {key.table for key in found} == set(PLACED)
    assert [key for key in found if key.table in SPREAD and SPREAD[key.table].column not in key.columns] == []


def test_no_table_of_ours_hands_out_numbers():
    identities = asked(
        "select table_name, column_name from information_schema.columns where table_name = any(%(tables)s)"
        " and (is_identity = 'YES' or column_default like 'nextval%%')"
    )
    assert identities == []
    assert [model for model in OURS if isinstance(model._meta.pk, models.AutoField)] == []


def foreign_keys() -> list[tuple[str, str]]:
    return asked(  # type: ignore[return-value]
        "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint"
        " where contype = 'f' and conrelid::regclass::text = any(%(tables)s)"
    )


def test_a_spread_table_points_to_nothing_but_reference_tables_and_its_own_group():
    allowed = {
        pair: (REFERENCE, PLACED[pair[0]]) for pair in foreign_keys()
    }  # what lies together may point at each other
    assert [pair for pair in foreign_keys() if pair[0] in SPREAD and PLACED.get(pair[1]) not in allowed[pair]] == []


def test_a_reference_table_points_to_reference_tables_alone():
    reference = {table for table, placed in PLACED.items() if placed == REFERENCE}
    assert [pair for pair in foreign_keys() if pair[0] in reference and pair[1] not in reference] == []


def test_the_tables_of_the_cascade_point_nowhere():
    big = {"decisions_directive", "decisions_step", "decisions_progress", "decisions_tally", "decisions_tallyday"}
    assert big <= set(PLACED)
    assert [pair for pair in foreign_keys() if pair[0] in big] == []


def test_no_trigger_does_anything_behind_the_scenes():
    assert (
        asked("select tgname from pg_trigger where not tgisinternal and tgrelid::regclass::text = any(%(tables)s)")
        == []
    )


def test_queues_and_counters_stay_on_the_first_node():
    assert {PLACED[table] for table in ("kernel_entry", "kernel_owed", "kernel_unsealed", "decisions_tally")} == {LOCAL}


def test_the_migrations_make_what_the_models_say():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(f"a migration is missing:\n{said.getvalue()}")
