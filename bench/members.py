"""Import of 6.5 million members, one line in ten thousand bad, against a bare COPY of the same file.

Ours is the command `cellwork import members FILE` from its start to its end: it reads the file, says of every bad line what
is wrong with it, and leaves persons and memberships with all their keys. The limit is COPY of the file into a logged table of
text columns: nothing is looked at, nothing can be found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bench.bodies import FILES, copy_in, largest_child
from bench.ground import REFERENCE, connected, ground, grow, sql, upkeep
from bench.house import cellwork
from bench.memory import most_held
from bench.rows import Row, median, scaled, seconds_of, spread

WANTED = 8.0
LINES = 6_500_000
ONE_BAD_IN = 10_000
COLUMNS = "number, given_name, family_name, cell, since, standing, born_on"


def measure() -> Iterator[Row]:
    """Bare, ours, bare: one import of full size is enough to wait for."""
    with ground("members"):
        grow(REFERENCE)
        file = _members_file(scaled(LINES))
        bare = [_copied(file)]
        upkeep("checkpoint")
        with most_held() as most:
            took = seconds_of(lambda: _import(file))
        held = most.megabytes + largest_child()
        ((persons,),) = sql("select count(*) from people_person")
        ((members,),) = sql("select count(*) from organisation_membership")
        upkeep("checkpoint")
        bare += [_copied(file), _copied(file)]
        _forget_everybody()
    wrong = scaled(LINES) // ONE_BAD_IN
    ratio = took / median(bare)
    yield Row(
        what="import of members",
        size=f"{scaled(LINES):,} lines, {wrong:,} bad",
        reached=f"{took:.1f} s, {persons:,} persons, {held:,.0f} MB",
        limit=f"bare COPY, logged {spread(bare, 's')}",
        ratio=f"{ratio:.1f}",
        wanted=f"<= {WANTED:.0f}, every bad line told",
        ok=ratio <= WANTED and persons == members == scaled(LINES) - wrong,
    )


def _forget_everybody() -> None:
    sql("truncate people_person, organisation_membership")


def _import(file: Path) -> None:
    _forget_everybody()
    told = json.loads(cellwork("import", "members", str(file), "--json", good=(0, 1)))
    if told["rejected"] != scaled(LINES) // ONE_BAD_IN:
        raise RuntimeError(f"{told['rejected']} lines were rejected, not {scaled(LINES) // ONE_BAD_IN}")


def _copied(file: Path) -> float:
    sql("drop table if exists bench_bare")
    sql(f"create table bench_bare ({COLUMNS.replace(',', ' text,')} text)")
    with connected() as database:
        took = seconds_of(lambda: copy_in(database, file, "copy bench_bare from stdin (format csv, header)"))
    sql("drop table bench_bare")
    return took


def _members_file(lines: int) -> Path:
    """Made once: every ten-thousandth line has a day that does not exist, or a cell that does not."""
    file = FILES / f"members-{lines}.csv"
    if not file.exists():
        print(f"writing a file of {lines:,} members", flush=True)
        FILES.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        made_up = (ONE_BAD_IN, lines)
        with connected() as own, draft.open("wb") as target, own.cursor().copy(_MADE_UP, made_up) as copy:
            for block in copy:
                target.write(block)
        draft.rename(file)
    return file


_MADE_UP = """
copy (
    with cell as materialized (
        select code, row_number() over (order by path) - 1 as place from organisation_body where is_cell
    ), line as (
        select n, mod(n, %s) = 0 as bad, mod(n, (select count(*) from cell)) as place from generate_series(1, %s) as n
    )
    select 'M' || to_char(n, 'FM00000000') as number,
           (array['Ana', 'Boris', 'Chen', 'Dina', 'Emil', 'Fatima', 'Georg', 'Hana'])[mod(n, 8) + 1] as given_name,
           (array['Novak', 'Kim', 'Silva', 'Okafor', 'Ivanov', 'Haddad', 'Rossi'])[mod(n, 7) + 1] as family_name,
           case when bad and mod(n, 20000) = 0 then 'NOWHERE' else cell.code end as cell,
           case when bad and mod(n, 20000) <> 0 then '2024-02-31'
                else (date '2000-01-01' + mod(n, 9000)::int)::text end as since,
           case when mod(n, 50) = 0 then 'candidate' else 'member' end as standing,
           (date '1950-01-01' + mod(n * 7, 18000)::int)::text as born_on
    from line
    join cell using (place)
) to stdout (format csv, header)
"""
