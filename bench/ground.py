"""Grounds: databases of the benches' own, with a tree of bodies made by set-based SQL where no real one is needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, LiteralString
from uuid import UUID

import psycopg

from bench.rows import scaled

if TYPE_CHECKING:
    from cellwork.decisions.models import Decision
    from cellwork.kernel.acting import Actor

FOLDER = Path(__file__).parent.parent / "var" / "bench"


@dataclass(frozen=True)
class Shape:
    """A tree: the sample statutes it lives by, and each level's kind with its number of bodies, from the top down."""

    statutes: str
    levels: tuple[tuple[str, int], ...]
    chair: str
    secretary: str

    @property
    def cells(self) -> int:
        """How many cells stand at the base, at the scale of this run."""
        return scaled(self.levels[-1][1])


REFERENCE = Shape(
    "party",
    (
        ("central_committee", 1),
        ("provincial_committee", 12),
        ("city_committee", 250),
        ("primary_committee", 15_000),
        ("cell", 320_000),
    ),
    "general_secretary",
    "cell_secretary",
)
VILLAGES = Shape(
    "divisions",
    (
        ("country", 1),
        ("province", 31),
        ("city", 342),
        ("county", 2_978),
        ("township", 41_352),
        ("village", 620_573),
    ),
    "general_secretary",
    "village_secretary",
)


@contextmanager
def ground(name: str) -> Iterator[None]:
    """The database of this name is up, with tables and rights; Django is set up as its owner. Stopped at the end."""
    os.environ["CELLWORK_HOME"] = str(FOLDER / name)
    os.environ.pop("DATABASE_URL", None)
    from cellwork.cli.ready import database  # noqa: PLC0415 -- the environment is set only now

    with database(as_owner=True):
        from cellwork.config.installing import install  # noqa: PLC0415 -- Django is ready by now

        install()
        yield


def as_the_application() -> dict[str, str]:
    """The environment of the house's own processes: they sign in as the application, not as the owner of the grounds."""
    return {key: value for key, value in os.environ.items() if key != "CELLWORK_AS_OWNER"}


def sql(text: str, *params: Any) -> list[tuple[Any, ...]]:
    """Run a statement outside any act, and give its rows."""
    from django.db import connection  # noqa: PLC0415 -- Django is ready by now

    from cellwork.kernel.guarding import unguarded  # noqa: PLC0415 -- with it

    with unguarded("a bench"), connection.cursor() as cursor:
        cursor.execute(text, params or None)
        return cursor.fetchall() if cursor.description else []


def upkeep(statement: LiteralString) -> None:
    """Run what only the server's own superuser may, such as a checkpoint."""
    from cellwork.cli.ready import cluster  # noqa: PLC0415 -- the environment is set only now
    from cellwork.kernel.embedded.furnishing import SUPERUSER  # noqa: PLC0415 -- with it

    ours = cluster()
    assert ours is not None
    with psycopg.connect(**ours.conninfo(role=SUPERUSER), autocommit=True) as connection:  # type: ignore[arg-type]
        connection.execute(statement)


@contextmanager
def connected() -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """A bare connection of the owner's, without Django: for COPY."""
    from cellwork.cli.ready import cluster  # noqa: PLC0415 -- the environment is set only now
    from cellwork.kernel.embedded import OWNER  # noqa: PLC0415 -- with it

    ours = cluster()
    assert ours is not None
    with psycopg.connect(**ours.conninfo(role=OWNER)) as connection:  # type: ignore[arg-type]
        yield connection


def processor_seconds() -> float:
    """What our connection's server process has used so far; 0 where the system does not tell. Not disturbed by others."""
    ((pid,),) = sql("select pg_backend_pid()")
    told = Path(f"/proc/{pid}/stat")
    if not told.exists():
        return 0.0
    after_its_name = told.read_text().rsplit(")", 1)[1].split()
    return (int(after_its_name[11]) + int(after_its_name[12])) / os.sysconf("SC_CLK_TCK")


def grow(shape: Shape) -> None:
    """Make the tree of this shape, unless it stands already; begin without decisions in any case."""
    from cellwork.kernel import clock  # noqa: PLC0415 -- Django is ready by now

    _forget("decisions")
    ((cells,),) = sql("select count(*) from organisation_body where is_cell")
    if cells != shape.cells:
        print(f"growing a tree of {shape.cells:,} cells", flush=True)
        _grow_anew(shape, clock.now() - timedelta(days=400))
    sql("vacuum (analyze) organisation_body")


def _forget(package: str) -> None:
    """Empty all tables of a package, and whatever points to them."""
    named = "select string_agg(quote_ident(relname), ', ') from pg_stat_user_tables where starts_with(relname, %s)"
    ((tables,),) = sql(named, f"{package}_")
    sql(f"truncate {tables} cascade")


def is_grown() -> bool:
    """Was the tree that stands here made up by `grow`, and not imported?"""
    return bool(sql("select 1 from organisation_body where code = 'TOP'"))


def begin_empty(statutes: str) -> None:
    """Nobody and nothing but the sample statutes of this name, in force for more than a year."""
    from cellwork.kernel import clock  # noqa: PLC0415 -- Django is ready by now
    from cellwork.statutes.reading import sample_text  # noqa: PLC0415 -- with it

    sql("truncate organisation_body, offices_term, people_person, statutes_version cascade")
    sql(
        "insert into statutes_version (id, text, fingerprint, in_force_since) values (uuidv7(), %s, %s, %s)",
        sample_text(statutes), "0" * 64, clock.now() - timedelta(days=400),
    )  # fmt: skip


def _grow_anew(shape: Shape, since: datetime) -> None:
    begin_empty(shape.statutes)
    for depth, (kind, number) in enumerate(shape.levels):
        many = 1 if depth == 0 else scaled(number)
        sql(_TOP if depth == 0 else _LEVEL, *_level(shape, depth, kind, many, since))
    sql(_SEGMENTS_GIVEN)
    sql("vacuum (analyze) organisation_body")


def _level(shape: Shape, depth: int, kind: str, many: int, since: datetime) -> tuple[object, ...]:
    is_cell = depth == len(shape.levels) - 1
    return (kind, is_cell, since) if depth == 0 else (kind, is_cell, since, many, 4 * depth)


_TOP = """
insert into organisation_body (id, code, name, kind, is_cell, path, sector, place, production_site, since, segments_given)
select uuidv7(), 'TOP', 'The top', kind, is_cell, '0000', '', '', false, since, 0
from (values (%s, %s, %s)) as given (kind, is_cell, since)
"""

# Bodies are shared out evenly among those above; the n-th under one parent gets the n-th segment.
_LEVEL = """
with given (kind, is_cell, since, many, width) as (values (%s, %s, %s::timestamptz, %s, %s)),
above as (
    select id, path, row_number() over (order by path) - 1 as place, (count(*) over ()) as all_of_them
    from organisation_body, given
    where length(path) = width
), born as (
    select n * all_of_them + place as number, n, above.id as parent_id, above.path as parent_path
    from above, given
    cross join lateral generate_series(0, (many - 1) / all_of_them) as n
    where n * all_of_them + place < many
)
insert into organisation_body
    (id, code, name, kind, is_cell, parent_id, path, sector, place, production_site, since, segments_given)
select uuidv7(), kind || number, 'Body ' || number, kind, is_cell, parent_id,
       parent_path
           || substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (mod(n / 46656, 36) + 1)::int, 1)
           || substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (mod(n / 1296, 36) + 1)::int, 1)
           || substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (mod(n / 36, 36) + 1)::int, 1)
           || substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', (mod(n, 36) + 1)::int, 1),
       case when is_cell then (array['industry', 'farming', 'trade'])[mod(number, 3) + 1] else '' end,
       '', false, since, 0
from born, given
order by parent_path, n
"""

_SEGMENTS_GIVEN = """
update organisation_body as body set segments_given = below.many
from (select parent_id, count(*)::int as many from organisation_body group by parent_id) as below
where below.parent_id = body.id
"""


def somebody_in(office: str, body_id: UUID) -> Actor:
    """A person who holds this office at this body, made for the purpose."""
    from cellwork.kernel import clock  # noqa: PLC0415 -- Django is ready by now
    from cellwork.kernel.acting import Actor  # noqa: PLC0415 -- with it
    from cellwork.people.numbers import person_id_of  # noqa: PLC0415 -- with it

    number = f"{office} {body_id}"
    person_id = person_id_of(number)
    sql(
        "insert into people_person (id, number, given_name, family_name) values (%s, %s, 'Kim', 'Novak')"
        " on conflict do nothing",
        person_id, number,
    )  # fmt: skip
    sql("delete from offices_term where body_id = %s and office = %s", body_id, office)
    sql(
        "insert into offices_term (id, body_id, office, seat, person_id, person_name, since, standing)"
        " values (uuidv7(), %s, %s, 1, %s, 'Kim Novak', %s, 'held')",
        body_id, office, person_id, clock.now() - timedelta(days=30),
    )  # fmt: skip
    return Actor(person_id=person_id, via="bench")


def top_id() -> UUID:
    """The body at the top."""
    ((found,),) = sql("select id from organisation_body where parent_id is null")
    return UUID(str(found))


def a_draft(actor: Actor, body_id: UUID) -> Decision:
    """Six clauses: four for all cells, one for some sectors, one for a kind of committee."""
    from cellwork.decisions.actions.drafting import ClauseText, draft_decision  # noqa: PLC0415 -- Django is ready by now
    from cellwork.kernel import clock  # noqa: PLC0415 -- with it

    due = date.today() + timedelta(days=90)  # noqa: DTZ011 -- any day ahead will do
    ((committee,),) = sql("select kind from organisation_body where length(path) = 8 limit 1")
    clauses = [
        *(ClauseText(text=f"Something that every cell does, the {n}th.", due_on=due) for n in range(1, 5)),
        ClauseText(text="Something for workshops.", due_on=due, audience="sectors", codes=["industry", "town"]),
        ClauseText(text="Something for provinces.", due_on=due, audience="kinds", codes=[committee]),
    ]
    return draft_decision(
        actor=actor, body_id=body_id, title="A decision to measure", preamble="", clauses=clauses, at=clock.now()
    )
