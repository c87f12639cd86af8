"""The centre looks at its whole branch while eight writers move directives and the worker folds.

Timed is the one statement from which `overview_of` takes its figures, by body directly below, by sector and by clause, and how
many discussed it at a meeting, from here to the database and back, for all sectors and for one alone; beside it, taken in turns
on the same connection, the emptiest statement there is. Now and then one repeatable-read snapshot is held and the figures are
compared with a recount of all directives: both see the same moment, in the middle of the writing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from bench.fold import a_decision_in_force, a_worker, differences_here, fold_all
from bench.ground import REFERENCE, ground, grow, sql, top_id
from bench.rows import Row, percentile, scale, seconds_of
from bench.writers import CLIENTS, number_the_cells, writing

WANTED = 0.050
LOOKS_A_SECOND = 20


def measure() -> Iterator[Row]:
    """On the tree of reference size."""
    with ground("reference"):
        grow(REFERENCE)
        decision_id = a_decision_in_force()
        cells = number_the_cells(decision_id)
        yield from _rows(decision_id, cells)


def _rows(decision_id: UUID, cells: int) -> Iterator[Row]:
    seconds = 40 if scale() == 1 else 6
    paths = [path for (path,) in sql("select path from organisation_body where length(path) <= 8 order by path")]
    with a_worker(), writing(decision_id, cells, seconds=seconds + 30):
        time.sleep(1)
        looks, alone, nothings, wholes = _look(decision_id, paths, seconds=seconds)
        snapshots, differences = _compare(decision_id, paths, seconds=seconds / 4)
    fold_all()
    exact = differences == 0
    yield _looked(
        "overview of the centre, by body and by sector, while they write", looks, nothings, cells, exact=exact
    )
    yield _looked("the same of one sector alone", alone, nothings, cells, exact=exact)
    yield Row(
        what="figures by sector, marks among them, that differ from a recount in the same snapshot, while they write",
        size=f"{snapshots} snapshots, {len(paths)} bodies each",
        reached=str(differences),
        wanted="0",
        ok=differences == 0 and snapshots > 0,
    )
    yield Row(what="the whole overview, all its queries", size=f"{len(wholes)} looks", reached=_milliseconds(wholes))


def _looked(what: str, looks: list[float], nothings: list[float], cells: int, *, exact: bool) -> Row:
    p50, p99 = percentile(looks, 0.5), percentile(looks, 0.99)
    return Row(
        what=what,
        size=f"{len(looks)} looks, {CLIENTS} writers, {cells:,} directives",
        reached=_milliseconds(looks),
        limit=f"select 1: {_milliseconds(nothings)}",
        ratio=f"p50 {p50 / percentile(nothings, 0.5):.1f}, p99 {p99 / percentile(nothings, 0.99):.1f}",
        wanted="p99 <= 50 ms, exact",
        ok=p99 <= WANTED and exact,
    )


def _look(
    decision_id: UUID, paths: list[str], *, seconds: float
) -> tuple[list[float], list[float], list[float], list[float]]:
    """Seconds of each look at all sectors, at one alone, at nothing, and of each whole overview."""
    from cellwork.decisions.models import Decision  # noqa: PLC0415 -- Django is ready by now
    from cellwork.decisions.queries.overview import counted, overview_of  # noqa: PLC0415 -- with it
    from cellwork.organisation.models import Body  # noqa: PLC0415 -- with it

    decision, top = Decision.objects.get(pk=decision_id), Body.objects.get(pk=top_id())
    today = date.today()  # noqa: DTZ011 -- any day will do
    looks: list[float] = []
    alone: list[float] = []
    nothings: list[float] = []
    wholes: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        looks.append(seconds_of(lambda: counted(decision_id, paths[0], paths[1:], today=today)))
        alone.append(seconds_of(lambda: counted(decision_id, paths[0], paths[1:], today=today, sector="farming")))
        nothings.append(seconds_of(lambda: sql("select 1")))
        if len(looks) % 5 == 0:
            wholes.append(seconds_of(lambda: overview_of(decision, top, today=today, time_zone="UTC")))
        time.sleep(1 / LOOKS_A_SECOND)
    return looks, alone, nothings, wholes


def _compare(decision_id: UUID, paths: list[str], *, seconds: float) -> tuple[int, int]:
    from django.db import transaction  # noqa: PLC0415 -- Django is ready by now

    snapshots = differences = 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with transaction.atomic():
            sql("set transaction isolation level repeatable read")
            differences += differences_here(decision_id, paths)
        snapshots += 1
    return snapshots, differences


def _milliseconds(values: list[float]) -> str:
    p50, p99 = percentile(values, 0.5) * 1000, percentile(values, 0.99) * 1000
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms"
