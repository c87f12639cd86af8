"""Whole acts by the second: four processes accept decisions as pages do, with permission, journal and what is owed.

For information. The limit is the same number of pgbench clients with nothing but the UPDATE and the INSERT of the step. The
worker runs, as it always does: it folds, seals the journal and delivers. Afterwards the figures are compared with a recount,
the journal is walked, and nothing may be owed.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from uuid import UUID

from bench.fold import a_decision_in_force, a_worker, differences_to_recount, fold_all
from bench.ground import REFERENCE, ground, grow, sql
from bench.rows import Row, scale
from bench.writers import events_a_second, number_the_cells

PROCESSES = 4


def measure() -> Iterator[Row]:
    """On the tree of reference size."""
    with ground("reference"):
        grow(REFERENCE)
        decision_id = a_decision_in_force()
        _fill_offices()
        seconds = 20 if scale() == 1 else 5
        accepted, statements = _accept(decision_id, seconds=seconds)
        bare = events_a_second(decision_id, number_the_cells(decision_id), seconds=seconds // 2)
        fold_all()
        yield _row(decision_id, accepted / seconds, bare, statements)


def _row(decision_id: UUID, rate: float, bare: float, statements: int) -> Row:
    from cellwork.kernel import clock  # noqa: PLC0415 -- with it
    from cellwork.kernel.journal import breaches, seal_waiting  # noqa: PLC0415 -- Django is ready by now

    while seal_waiting(at=clock.now()):
        pass
    differences, broken = differences_to_recount(decision_id), len(list(breaches()))
    return Row(
        what="whole acts: a secretary accepts",
        size=f"{PROCESSES} processes, {statements} statements an act",
        reached=f"{rate:,.0f} /s; {differences} figures differ, {broken} breaches of the journal",
        limit=f"bare UPDATE + INSERT {bare:,.0f} /s",
        ratio=f"{rate / bare:.2f}",
        wanted="for information",
        ok=None if differences == broken == 0 else False,
    )


def _fill_offices() -> None:
    sql("truncate offices_term, people_person cascade")
    sql(
        "insert into people_person (id, number, given_name, family_name)"
        " select people_person_id(code), code, 'Kim', 'Novak' from organisation_body where is_cell"
    )
    sql(
        "insert into offices_term (id, body_id, office, seat, person_id, person_name, since, standing)"
        " select uuidv7(), id, %s, 1, people_person_id(code), 'Kim Novak', now() - interval '30 days', 'held'"
        " from organisation_body where is_cell",
        REFERENCE.secretary,
    )
    sql("vacuum (analyze) offices_term, people_person")


def _accept(decision_id: UUID, *, seconds: int) -> tuple[int, int]:
    cells = sql(
        "select body.id, people_person_id(body.code) from decisions_directive as directive"
        " join organisation_body as body on body.id = directive.body_id and body.is_cell"
        " where directive.decision_id = %s order by random() limit 100000",
        decision_id,
    )
    # Processes of their own, not forks: a connection to the database must not be shared.
    spawning = multiprocessing.get_context("spawn")
    ready = spawning.Barrier(PROCESSES)
    with a_worker(), spawning.Pool(PROCESSES, initializer=_meet_at, initargs=(ready,)) as pool:
        shares = [(decision_id, cells[n::PROCESSES], seconds) for n in range(PROCESSES)]
        results = pool.starmap(accept_for, shares, chunksize=1)
    return sum(accepted for accepted, _ in results), results[0][1]


_meeting: list[Barrier] = []


def _meet_at(ready: Barrier) -> None:
    _meeting.append(ready)


def accept_for(decision_id: UUID, cells: list[tuple[UUID, UUID]], seconds: int) -> tuple[int, int]:
    """In a process of its own: accept for one cell after the other; how many, and the statements of one act."""
    import django  # noqa: PLC0415 -- a fresh process

    django.setup()
    waiting = iter(cells)
    statements = _statements_of(decision_id, *next(waiting))
    accepted = 0
    _meeting[0].wait()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        _accept_one(decision_id, *next(waiting))
        accepted += 1
    return accepted, statements


def _accept_one(decision_id: UUID, body_id: UUID, person_id: UUID) -> None:
    from cellwork.decisions.actions.carrying_out import accept_decision  # noqa: PLC0415 -- Django is ready by now
    from cellwork.kernel import clock  # noqa: PLC0415 -- with it
    from cellwork.kernel.acting import Actor  # noqa: PLC0415 -- with it

    accept_decision(
        actor=Actor(person_id, via="bench"), decision_id=decision_id, body_id=body_id,
        plan="We meet on Saturday and begin.", at=clock.now(),
    )  # fmt: skip


def _statements_of(decision_id: UUID, body_id: UUID, person_id: UUID) -> int:
    from django.db import connection  # noqa: PLC0415 -- Django is ready by now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- with it

    with CaptureQueriesContext(connection) as captured:
        _accept_one(decision_id, body_id, person_id)
    return len(captured)
