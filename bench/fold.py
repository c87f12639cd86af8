"""Eight writers while the worker keeps the figures, against the same writers alone.

Alone means: the same statements on the same tables, no worker, nobody reading. The turns alternate; what one turn left
unfolded is folded before the next begins. Afterwards the figures of the top and of every body below it are compared with
a recount.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from bench.ground import REFERENCE, a_draft, as_the_application, ground, grow, somebody_in, sql, top_id, upkeep
from bench.rows import Row, in_turns, median, scale, seconds_of, spread
from bench.writers import CLIENTS, events_a_second, number_the_cells

WANTED = 0.8
ROUNDS = 5


def measure() -> Iterator[Row]:
    """On the tree of reference size."""
    with ground("reference"):
        grow(REFERENCE)
        decision_id = a_decision_in_force()
        cells = number_the_cells(decision_id)
        yield from _rows(decision_id, cells)


def a_decision_in_force() -> UUID:
    """Adopted by the body at the top, put before every cell."""
    from cellwork.decisions.actions.adopting import adopt_decision  # noqa: PLC0415 -- Django is ready by now
    from cellwork.kernel import clock  # noqa: PLC0415 -- with it

    top = top_id()
    chair = somebody_in(REFERENCE.chair, top)
    return adopt_decision(actor=chair, decision_id=a_draft(chair, top).pk, at=clock.now()).pk


def _rows(decision_id: UUID, cells: int) -> Iterator[Row]:
    seconds = 10 if scale() == 1 else 3
    folded: list[float] = []

    def alone() -> float:
        upkeep("checkpoint")
        rate = events_a_second(decision_id, cells, seconds=seconds)
        folded.append(rate * seconds / seconds_of(fold_all))
        return rate

    def with_worker() -> float:
        upkeep("checkpoint")
        with a_worker():
            rate = events_a_second(decision_id, cells, seconds=seconds)
        fold_all()
        return rate

    bare, kept = in_turns(alone, with_worker, rounds=ROUNDS)
    ratio = median(ours / limit for ours, limit in zip(kept, bare, strict=True))
    differences = differences_to_recount(decision_id)
    yield Row(
        what="events written while figures are kept",
        size=f"{CLIENTS} writers, {cells:,} directives",
        reached=spread(kept, "/s", 0),
        limit=f"bare UPDATE + INSERT {spread(bare, '/s', 0)}",
        ratio=f"{ratio:.2f}",
        wanted=f">= {WANTED}, figures = recount",
        ok=ratio >= WANTED and differences == 0,
    )
    yield Row(
        what="figures that differ from a recount afterwards",
        size=f"{len(_paths_looked_at())} bodies, {_events(decision_id):,} events",
        reached=str(differences),
        wanted="0",
        ok=differences == 0,
    )
    yield Row(what="folding alone, nobody writes", size="a turn's events at once", reached=spread(folded, "/s", 0))


@contextmanager
def a_worker() -> Iterator[None]:
    """The house's own worker, as `cellwork serve` starts it; every half second it folds."""
    with subprocess.Popen([sys.executable, "-m", "cellwork.config.working"], env=as_the_application()) as worker:
        try:
            _wait_until_it_works()
            yield
        finally:
            worker.terminate()


def _wait_until_it_works() -> None:
    # A process that starts costs a second of one core, which is not what is measured here.
    before = sql("select below::text from decisions_folded")
    while sql("select below::text from decisions_folded") == before:
        sql("select pg_current_xact_id()")  # a transaction went by, so there is something to move past
        time.sleep(0.1)


def fold_all() -> None:
    """Fold until nothing is left."""
    from cellwork.decisions.folding import fold  # noqa: PLC0415 -- Django is ready by now

    while fold():
        pass


def differences_to_recount(decision_id: UUID) -> int:
    """In one snapshot: how many figures of the top and of every body above the cells differ from a recount."""
    from django.db import transaction  # noqa: PLC0415 -- Django is ready by now

    with transaction.atomic():
        sql("set transaction isolation level repeatable read")
        return differences_here(decision_id, _paths_looked_at())


def differences_here(decision_id: UUID, paths: list[str]) -> int:
    """The same for these paths, within the snapshot of the caller."""
    from cellwork.decisions.queries.overview import Counted, counted, recounted  # noqa: PLC0415 -- Django is ready by now

    def known(rows: list[Counted]) -> set[Counted]:
        return {row for row in rows if any(vars(row)[state] for state in _STATES)}

    kept = [row for path in paths for row in counted(decision_id, path, []) if row.path == path]
    return len(known(kept) ^ known(recounted(decision_id, paths)))


_STATES = ("received", "read", "objected", "accepted", "under_way", "reported", "returned", "verified", "closed")


def _paths_looked_at() -> list[str]:
    return [path for (path,) in sql("select path from organisation_body where length(path) <= 12 order by path")]


def _events(decision_id: UUID) -> int:
    ((events,),) = sql("select count(*) from decisions_step where decision_id = %s", decision_id)
    return int(events)
