"""Eight writers: pgbench clients that each move directives from state to state and write the step, as acts do.

One event is one transaction of one statement: UPDATE of a directive chosen at random, INSERT of the step that says what
changed; every second body that accepts names the meeting at which it discussed it.

pgbench comes with the embedded PostgreSQL; it costs less than any client of ours, so the database is the limit.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from bench.ground import sql

CLIENTS = 8

_EVENT = """
\\set n random(1, {cells})
with moved as (
    update decisions_directive as directive
    set state = case directive.state when 'received' then 'read' when 'read' then 'accepted' when 'accepted' then 'under_way'
                                     when 'under_way' then 'reported' when 'reported' then 'verified' else 'under_way' end,
        state_since = now(), accepted_at = coalesce(accepted_at, now()),
        meeting_id = case when directive.state = 'read' and :n % 2 = 0 then directive.body_id else directive.meeting_id end
    from bench_chosen as chosen
    where chosen.n = :n and directive.decision_id = '{decision}' and directive.body_id = chosen.body_id
    returning directive.body_id, directive.decision_id, directive.path, directive.sector, directive.clauses,
              old.state as was, new.state as became, old.meeting_id is null and new.meeting_id is not null as discussed
)
insert into decisions_step (body_id, id, decision_id, path, sector, clause, clauses, was, became, at, day, by, words)
select body_id, uuidv7(), decision_id, path, sector, way.clause, way.clauses, way.was, way.became, now(), current_date,
       'Kim Novak', ''
from moved
cross join lateral (values (0, moved.clauses, moved.was, moved.became),
                           (-1, 0, '', 'received')) as way (clause, clauses, was, became)
where way.clause = 0 or discussed;
"""


def number_the_cells(decision_id: UUID) -> int:
    """Give every addressed body a number, so that a writer can choose one at random; returns how many there are."""
    sql("drop table if exists bench_chosen")
    sql(
        "create table bench_chosen as select (row_number() over ())::int as n, body_id from decisions_directive"
        " where decision_id = %s",
        decision_id,
    )
    sql("alter table bench_chosen add primary key (n)")
    sql("vacuum (analyze) bench_chosen, decisions_directive")
    ((cells,),) = sql("select count(*) from bench_chosen")
    return int(cells)


def events_a_second(decision_id: UUID, cells: int, *, seconds: int) -> float:
    """Eight writers for so many seconds; how many events a second were committed."""
    with writing(decision_id, cells, seconds=seconds) as writers:
        said, _ = writers.communicate()
    return _rate_in(said)


@contextmanager
def writing(decision_id: UUID, cells: int, *, seconds: int) -> Iterator[subprocess.Popen[str]]:
    """Eight writers at work during the block; they end by themselves after so many seconds, or with the block."""
    with TemporaryDirectory() as folder:
        script = Path(folder) / "event.sql"
        script.write_text(_EVENT.format(cells=cells, decision=decision_id))
        with subprocess.Popen(_command(script, seconds), stdout=subprocess.PIPE, text=True) as writers:
            try:
                yield writers
            finally:
                writers.terminate()


def _command(script: Path, seconds: int) -> list[str]:
    from cellwork.cli.ready import cluster  # noqa: PLC0415 -- the environment is set only now
    from cellwork.kernel.embedded import OWNER  # noqa: PLC0415 -- with it
    from cellwork.kernel.embedded.binaries import program  # noqa: PLC0415 -- with it

    ours = cluster()
    assert ours is not None
    at = ours.conninfo(role=OWNER)
    return [
        str(program("pgbench")), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "1", "-T", str(seconds), "-f", str(script),
        "-h", at["host"], "-p", at["port"], "-U", at["user"], at["dbname"],
    ]  # fmt: skip


def _rate_in(said: str) -> float:
    found = re.search(r"tps = ([\d.]+)", said)
    failed = re.search(r"number of failed transactions: (\d+)", said)
    if found is None or failed is None or failed[1] != "0":
        raise RuntimeError(f"pgbench did not go through:\n{said}")
    return float(found[1])
