"""Constraints and indexes set aside while millions of rows are loaded, and put back as they were, in one transaction.

Checking a foreign key row by row costs ten times what checking the finished table once does; likewise for indexes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

_CONSTRAINTS = """
select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
from pg_constraint
where conrelid = any(%(tables)s::regclass[]) and contype in ('p', 'u', 'x', 'f') and connamespace = 'public'::regnamespace
  and not exists (
      select from pg_constraint as pointing
      where pointing.contype = 'f' and pointing.conindid = pg_constraint.conindid and pg_constraint.contype <> 'f')
order by contype = 'f' desc, conname
"""
_INDEXES = """
select indexrelid::regclass::text, pg_get_indexdef(indexrelid)
from pg_index
where indrelid = any(%(tables)s::regclass[])
  and not exists (select from pg_constraint where conindid = indexrelid)
order by 1
"""


@contextmanager
def set_aside(tables: Sequence[str]) -> Iterator[None]:
    """Inside a transaction: these tables have neither keys nor indexes until the block ends. What others point at stays."""
    constraints = _ask(_CONSTRAINTS, tables)
    indexes = _ask(_INDEXES, tables)
    for table, name, _ in constraints:
        _do(f"alter table {table} drop constraint {name}")
    for name, _ in indexes:
        _do(f"drop index {name}")
    yield
    for _, definition in indexes:
        _do(definition)
    # Foreign keys come last: they need the keys that they point at.
    for table, name, definition in reversed(constraints):
        _do(f"alter table {table} add constraint {name} {definition}")


def _ask(question: str, tables: Sequence[str]) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, {"tables": list(tables)})
        return list(cursor.fetchall())


def _do(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
