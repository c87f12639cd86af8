"""A decision is put before every cell: the whole act of adoption against a bare INSERT .. SELECT into the same keys.

Ours is `adopt_decision` from its first statement to its commit: the locks, the permission, the fingerprint, which clauses
address which cell, the rows with both unique keys, the constraints, the first figures for every body above, the journal.
The limit writes the same rows, already knowing everything, into a table with the same columns and the two same keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

from bench.ground import (
    VILLAGES,
    Shape,
    a_draft,
    ground,
    grow,
    is_grown,
    processor_seconds,
    somebody_in,
    sql,
    top_id,
    upkeep,
)
from bench.rows import Row, in_turns, median, scale, seconds_of, spread

WANTED = 1.5
ROUNDS = 8


def measure() -> Iterator[Row]:
    """On the real tree where `bodies` has imported it, else on one of the same shape."""
    yield from measured_on("bodies" if scale() == 1 else "villages", VILLAGES)


def measured_on(name: str, shape: Shape) -> Iterator[Row]:
    """On the ground of this name."""
    with ground(name):
        grow(shape)
        yield _row(shape)


def _row(shape: Shape) -> Row:
    from cellwork.decisions.actions.adopting import adopt_decision  # noqa: PLC0415 -- Django is ready by now
    from cellwork.kernel import clock  # noqa: PLC0415 -- with it

    top = top_id()
    chair = somebody_in(shape.chair, top)
    _make_bare_table()

    used: dict[str, list[float]] = {"ours": [], "bare": []}

    def ours() -> float:
        draft = a_draft(chair, top)
        return _timed(lambda: adopt_decision(actor=chair, decision_id=draft.pk, at=clock.now()), used["ours"])

    def bare() -> float:
        return _timed(_insert_bare, used["bare"])

    bares, whole = in_turns(bare, ours, rounds=ROUNDS)
    bares, whole = bares[1:], whole[1:]  # the first turn only warms up
    ratio = median(whole) / median(bares)
    processor = median(used["ours"][1:]) / max(0.01, median(used["bare"][1:]))
    ((rows,),) = sql("select count(*) from bench_bare where decision_id = (select decision_id from bench_bare limit 1)")
    return Row(
        what="cascade, the whole act",
        size=f"{rows:,} rows, {shape.cells:,}{'' if is_grown() else ' real'} cells",
        reached=spread(whole, "s"),
        limit=f"bare INSERT..SELECT {spread(bares, 's')}",
        ratio=f"{ratio:.2f} (processor time {processor:.2f})",
        wanted=f"<= {WANTED}",
        ok=ratio <= WANTED,
    )


def _make_bare_table() -> None:
    sql("drop table if exists bench_bare")
    sql("create table bench_bare (like decisions_directive including defaults)")
    sql("alter table bench_bare add primary key (decision_id, body_id)")
    sql("create index on bench_bare (decision_id, path)")


def _timed(work: Callable[[], object], used: list[float]) -> float:
    upkeep("checkpoint")  # neither side pays for what the other left to be written
    before = processor_seconds()
    took = seconds_of(work)
    used.append(processor_seconds() - before)
    return took


def _insert_bare() -> None:
    sql(
        "insert into bench_bare (decision_id, body_id, path, sector, clauses, state, received_at, state_since)"
        " select %s, id, path, sector, 15, 'received', now(), now() from organisation_body"
        " where path > '0000' and path < '0000~' and (is_cell or length(path) = 8)",
        uuid4(),
    )
