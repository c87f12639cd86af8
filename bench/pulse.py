"""Ending a pulse that a million people answered: how long it takes, and how much memory the worker holds for it.

The answers lie sealed, as they would: one row each, of everybody's own cell, half of them with words. Ending opens all of
them, counts them, decides what may be told of 335,000 bodies, and stores that. The limit beside it: one thread that opens as
many sealed boxes of that size and does nothing else.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import nacl.public

from bench.ground import REFERENCE, as_the_application, connected, ground, grow, sql, top_id
from bench.rows import Row, scale, scaled, seconds_of

if TYPE_CHECKING:
    from cellwork.consultations.models import Pulse

PEOPLE, PROCESSES = 1_000_000, 2
LONGEST, MOST = 3.0, 600.0  # times the opening alone by one thread; megabytes above what the worker holds anyway
_SAMPLE = 20_000
_WORDS = "The room is cold in winter, and the minutes of the meetings reach us late. "


def measure() -> Iterator[Row]:
    """On the tree of reference size."""
    with ground("pulse"):
        sql("truncate consultations_pulse, consultations_pulseend, consultations_tookpart, consultations_pulsefigure")
        sql("truncate consultations_pulsewords, kernel_sealedmessage, kernel_mixinground")
        grow(REFERENCE)
        pulse = _asked()
        _answered(pulse)
        took, megabytes = _ended_by_a_worker()
        yield _row(pulse, took, megabytes)


def _asked() -> Pulse:
    from cellwork.consultations.models import Pulse  # noqa: PLC0415 -- Django is ready by now
    from cellwork.kernel import clock  # noqa: PLC0415 -- with it
    from cellwork.kernel.guarding import unguarded  # noqa: PLC0415 -- with it
    from cellwork.kernel.mixing import keep_boxes_ready  # noqa: PLC0415 -- with it

    today = clock.now().date()
    with unguarded("a bench"):
        pulse = Pulse.objects.create(
            body_id=top_id(), path="0000", statements=["I know what my cell works on.", "I am heard.", "We have a room."],
            with_words=True, asked_at=clock.now(), asked_by="", asked_on=today, closes_on=today,
            free_on=today + timedelta(days=28), minutes=1, least_part=5, least_answers=10, least_words=20,
            members=scaled(PEOPLE), cells=REFERENCE.cells,
        )  # fmt: skip
    keep_boxes_ready()
    return pulse


def _answered(pulse: Pulse) -> None:
    """Everybody, by as many processes as the machine has cores for."""
    ((round_id, public_key),) = sql("select id, public_key from kernel_mixinground where box like 'pulse%'")
    cells = [row[0] for row in sql("select id from organisation_body where is_cell")]
    each = scaled(PEOPLE) // PROCESSES
    told = [(round_id, bytes(public_key), cells, each, seed) for seed in range(PROCESSES)]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.starmap(_seal, told)
    sql(
        "insert into consultations_tookpart (pulse_id, person_id) select %s, uuidv7() from generate_series(1, %s)",
        pulse.pk, each * PROCESSES,
    )  # fmt: skip
    sql("vacuum (analyze) kernel_sealedmessage")


def _seal(round_id: UUID, public_key: bytes, cells: list[UUID], many: int, seed: int) -> None:
    chance = random.Random(seed)
    box = nacl.public.SealedBox(nacl.public.PublicKey(public_key))
    with connected() as bare, bare.cursor() as cursor:
        with cursor.copy("copy kernel_sealedmessage (id, round_id, sealed) from stdin (format binary)") as copy:
            copy.set_types(["uuid", "uuid", "bytea"])
            for _ in range(many):
                copy.write_row((uuid4(), round_id, box.encrypt(_message(chance, chance.choice(cells)))))
        bare.commit()


def _message(chance: random.Random, cell_id: UUID) -> bytes:
    words = _WORDS[: chance.randrange(20, len(_WORDS))] if chance.random() < 0.5 else ""
    said = {"cell": cell_id.hex, "steps": [min(4, int(chance.gauss(3, 1)) % 5) for _ in range(3)], "words": words}
    message = json.dumps(said).encode()
    return len(message).to_bytes(4) + message.ljust(1024 - 48 - 4, b"\0")


def _ended_by_a_worker() -> tuple[float, float]:
    """A process of its own, as the application: seconds, and megabytes above what it held before."""
    command = [sys.executable, "-m", "bench.pulse"]
    told = subprocess.run(command, env=as_the_application(), check=True, stdout=subprocess.PIPE, text=True).stdout
    seconds, megabytes = json.loads(told)
    return float(seconds), float(megabytes)


def _end() -> None:
    import django  # noqa: PLC0415 -- in a process of its own

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    django.setup()
    from cellwork.consultations.actions.closing import end_due  # noqa: PLC0415 -- Django is ready by now
    from cellwork.kernel import clock  # noqa: PLC0415 -- with it

    at = clock.now() + timedelta(days=2)
    before = _megabytes()
    took = seconds_of(lambda: end_due(at=at))
    print(json.dumps([took, _megabytes() - before]))


def _row(pulse: Pulse, took: float, megabytes: float) -> Row:
    ((told, all_of_them),) = sql("select count(*), coalesce(max(took_part), 0) from consultations_pulsefigure")
    ((words,),) = sql("select count(*) from consultations_pulsewords")
    bare = _bare() * pulse.members / _SAMPLE
    return Row(
        what="a pulse ended: opened, counted, told",
        size=f"{all_of_them:,} answers of {len(pulse.statements)} statements, {pulse.cells:,} cells",
        reached=f"{took:.0f} s, {megabytes:,.0f} MB more memory; told of {told:,} bodies, {words:,} words",
        limit=f"one thread that only opens as many boxes: {bare:.0f} s",
        ratio=f"{took / bare:.2f}",
        wanted=f"<= {LONGEST:g} times as long, <= {MOST:.0f} MB",
        ok=(took <= LONGEST * bare and megabytes <= MOST) if scale() == 1 else None,
    )


def _bare() -> float:
    key = nacl.public.PrivateKey.generate()
    box, opener = nacl.public.SealedBox(key.public_key), nacl.public.SealedBox(key)
    sealed = [box.encrypt(bytes(1024 - 48)) for _ in range(_SAMPLE)]
    return seconds_of(lambda: [opener.decrypt(each) for each in sealed])


def _megabytes() -> float:
    """The most this process has held so far. On Linux not by getrusage, which goes on from what the parent held."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(
            int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM:")
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


if __name__ == "__main__":
    _end()
