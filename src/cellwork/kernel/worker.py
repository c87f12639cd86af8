"""The worker: does what is owed, round after round. Any number may run; each chore takes its own lock.

A chore returns whether there may be more to do at once. A chore that fails is logged and tried again with a growing pause;
the others go on. A worker killed at any moment loses nothing: whatever it did not commit is still owed.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import structlog
from django.db import close_old_connections

from cellwork.kernel import clock
from cellwork.kernel.delivery import deliver_one
from cellwork.kernel.journal import seal_waiting

log = structlog.get_logger()

Work = Callable[[], bool]
LONGEST_PAUSE = 60.0


@dataclass
class Chore:
    """Something to do every `every` seconds; when more may wait, at once again, unless it is `steady`.

    A steady chore keeps its rhythm under load: what came meanwhile is cheaper to do together.
    """

    name: str
    work: Work
    every: float
    steady: bool = False
    due: float = 0.0
    failures: int = 0


_chores: dict[str, Chore] = {}


def chore(*, every: float, steady: bool = False) -> Callable[[Work], Work]:
    """Register a function as a chore of the worker."""

    def register(work: Work) -> Work:
        _chores[work.__name__] = Chore(work.__name__, work, every, steady)
        return work

    return register


@chore(every=0.2)
def deliver() -> bool:
    """Deliver up to a hundred due reactions."""
    return all(deliver_one(at=clock.now()) for _ in range(100))


@chore(every=1.0)
def seal() -> bool:
    """Seal what waits in the journal."""
    return seal_waiting(at=clock.now()) > 0


def do_all_due() -> None:
    """Every chore until nothing is left: for commands and tests."""
    busy = True
    while busy:
        done = [each.work() for each in _chores.values()]
        busy = any(done)


def work_until_told() -> None:
    """The worker's life, until SIGTERM or SIGINT."""
    told = _Told()
    while not told.stop:
        started = time.monotonic()
        for each in _chores.values():
            if each.due <= started and not told.stop:
                _do(each)
        close_old_connections()
        time.sleep(0.05)


def _do(each: Chore) -> None:
    try:
        more = each.work()
    except Exception as fault:  # one chore's trouble must not stop the others; it is logged and tried again
        each.failures += 1
        each.due = time.monotonic() + min(2.0**each.failures, LONGEST_PAUSE)
        log.error("chore failed", chore=each.name, failures=each.failures, exc_info=fault)
        close_old_connections()
        return
    each.failures = 0
    each.due = time.monotonic() + (0 if more and not each.steady else each.every)


class _Told:
    """Remembers that somebody asked the worker to stop."""

    def __init__(self) -> None:
        self.stop = False
        signal.signal(signal.SIGTERM, self._hear)
        signal.signal(signal.SIGINT, self._hear)

    def _hear(self, _signal: int, _frame: FrameType | None) -> None:
        self.stop = True
