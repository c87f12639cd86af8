"""How many anonymous voices a second are taken, each told only after the commit, while the box is opened again and again.

Two processes of many threads do what the page does behind its form: link, cell, statutes, seal, store. What comes at the
same moment is stored together. The worker runs, as it always does: it opens the box and stores what comes out as voices.
The limit is the same threads with nothing but the INSERT of a row of that size and its commit. Afterwards everything that
was taken must be there: as a voice, or still sealed.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.synchronize import Barrier
from uuid import uuid4

from bench.fold import a_worker
from bench.ground import Shape, ground, grow, sql
from bench.rows import Row, scale

WANTED = 1_000
PROCESSES, THREADS = 2, 24
SMALL = Shape(
    "party",
    (("central_committee", 1), ("provincial_committee", 2), ("city_committee", 10), ("primary_committee", 40), ("cell", 400)),
    "general_secretary",
    "cell_secretary",
)  # fmt: skip


def measure() -> Iterator[Row]:
    """On a small tree: how large the organisation is makes no difference to a key."""
    seconds = 20 if scale() == 1 else 5
    with ground("saying"):
        _clean()
        grow(SMALL)
        _make_links()
        _keep_ready()
        bare = _rate(_insert_bare, seconds)
        sql("truncate kernel_sealedmessage")
        with a_worker():
            ours = _rate(_say, seconds)
        yield _row(ours, bare, seconds)


def _row(ours: float, bare: float, seconds: int) -> Row:
    ((there,),) = sql("select (select count(*) from voices_voice) + (select count(*) from kernel_sealedmessage)")
    ((opened,),) = sql("select count(*) from voices_voice")
    lost = round(ours * seconds) - int(there)
    return Row(
        what="anonymous voices taken",
        size=f"{PROCESSES} processes of {THREADS} threads, {seconds} s, the box opened meanwhile",
        reached=f"{ours:,.0f} /s; {int(opened):,} came out of the box; {lost} lost",
        limit=f"bare INSERT of such a row and commit, as many threads: {bare:,.0f} /s",
        ratio=f"{ours / bare:.2f}",
        wanted=f">= {WANTED:,} /s, none lost",
        ok=(ours >= WANTED and lost == 0) if scale() == 1 else None,
    )


def _clean() -> None:
    sql(
        "truncate voices_voice, voices_voicestep, voices_link, voices_answer, kernel_sealedmessage, kernel_mixinground cascade"
    )


def _make_links() -> None:
    sql(
        "insert into voices_link (body_id, token, made_at, made_by)"
        " select id, md5(id::text), now(), '' from organisation_body where is_cell"
    )


def _keep_ready() -> None:
    from cellwork.kernel.mixing import keep_ready  # noqa: PLC0415 -- Django is ready by now
    from cellwork.voices.actions.saying import BOX  # noqa: PLC0415 -- with it

    keep_ready(BOX)


def _rate(work: Callable[[Barrier, float, object], None], seconds: int) -> float:
    """Things done by all threads of all processes, a second."""
    spawn = multiprocessing.get_context("spawn")
    gate, done = spawn.Barrier(PROCESSES + 1), spawn.Value("l", 0)
    processes = [spawn.Process(target=work, args=(gate, float(seconds), done)) for _ in range(PROCESSES)]
    for process in processes:
        process.start()
    gate.wait(120)
    for process in processes:
        process.join()
    return float(done.value) / seconds


def _ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    import django  # noqa: PLC0415 -- in a process of its own

    django.setup()


def _in_threads(gate: Barrier, seconds: float, done: object, deed: Callable[[int], None]) -> None:
    """Each thread repeats the deed until the time is over; what is done in time counts."""
    counts = [0] * THREADS
    open_now = threading.Barrier(THREADS + 1)

    def repeat(place: int) -> None:
        from django.db import connection  # noqa: PLC0415 -- Django is ready by now

        connection.ensure_connection()
        open_now.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            deed(place)
            counts[place] += 1
        connection.close()

    threads = [threading.Thread(target=repeat, args=[place]) for place in range(THREADS)]
    for thread in threads:
        thread.start()
    gate.wait(120)
    open_now.wait()
    for thread in threads:
        thread.join()
    with done.get_lock():  # type: ignore[attr-defined]
        done.value += sum(counts)  # type: ignore[attr-defined]


def _say(gate: Barrier, seconds: float, done: object) -> None:
    _ready()
    import random  # noqa: PLC0415 -- in a process of its own

    from cellwork.kernel import clock  # noqa: PLC0415 -- Django is ready by now
    from cellwork.voices.actions.saying import Said, say_anonymously  # noqa: PLC0415 -- with it
    from cellwork.voices.codes import code_for, new_seed, receipt_of  # noqa: PLC0415 -- with it

    tokens = [row[0] for row in sql("select token from voices_link")]

    def deed(place: int) -> None:
        words = f"The stairs of house {random.randrange(1000)} are dark since autumn; thread {place}."
        said = Said(kind="need", subject="housing", words=words)
        receipt = receipt_of(code_for(new_seed(), words))
        assert receipt is not None
        say_anonymously(token=random.choice(tokens), said=said, receipt=receipt, at=clock.now())

    _in_threads(gate, seconds, done, deed)


def _insert_bare(gate: Barrier, seconds: float, done: object) -> None:
    _ready()
    from cellwork.kernel.mixing import SIZES  # noqa: PLC0415 -- Django is ready by now

    content = os.urandom(SIZES[-1])
    round_id = uuid4()

    def deed(_place: int) -> None:
        sql("insert into kernel_sealedmessage (id, round_id, sealed) values (%s, %s, %s)", uuid4(), round_id, content)

    _in_threads(gate, seconds, done, deed)
