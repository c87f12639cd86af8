"""Indexes and foreign keys put down before a first import, and built again after it, in the same transaction.

To keep six indexes while millions of rows go in costs several times what building them at once does. Only the owner of
the tables can do this, and only where nobody waits: the table is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from psycopg.sql import SQL, Composable, Identifier

from cellwork.kernel.intake.looking import Watch
from cellwork.kernel.sql import answers


@dataclass(frozen=True)
class Part:
    """A constraint or an index of a table: how to put it down and how to build it again."""

    name: str
    is_constraint: bool
    definition: str


@contextmanager
def built_again_after(
    table: str, *, watch: Watch, only_if: bool = True, mend: Callable[[], None] | None = None
) -> Iterator[None]:
    """Within the block the table has no index and no foreign key, except those that others point to.

    `mend` is called when the rows written do not go with one of them; it is then built once more, or the error stands.
    """
    parts = answers("kernel", "intake_parts", {"table": table}, Part) if only_if else []
    with connection.cursor() as cursor:
        if parts:
            # What earlier statements still have to prove is proved now: a table cannot be altered while something is open.
            cursor.execute("set constraints all immediate; set constraints all deferred")
        for part in parts:
            drop = "alter table {table} drop constraint {name}" if part.is_constraint else "drop index {name}"
            cursor.execute(SQL(drop).format(table=Identifier(table), name=Identifier(part.name)))
        yield
        with watch(f"Building indexes of {table}", len(parts) or 1) as show:
            for done, part in enumerate(reversed(parts), start=1):
                _build(table, part, mend)
                show(done)


def _build(table: str, part: Part, mend: Callable[[], None] | None) -> None:
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(_definition(table, part))
        except IntegrityError:
            if mend is None:
                raise
            mend()
            cursor.execute(_definition(table, part))


def _definition(table: str, part: Part) -> Composable:
    # The definition is the database's own text of what stood there before.
    definition = SQL(part.definition)
    if not part.is_constraint:
        return definition
    return SQL("alter table {} add constraint {} {}").format(Identifier(table), Identifier(part.name), definition)


def is_empty(table: str) -> bool:
    """No row at all."""
    with connection.cursor() as cursor:
        cursor.execute(SQL("select not exists (select from {})").format(Identifier(table)))
        row = cursor.fetchone()
    return row is not None and bool(row[0])
