"""How much memory the database's processes hold for themselves at most, looked at while something goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.ground import sql

PAUSE = 0.05  # seconds between two looks


@dataclass
class Most:
    """Megabytes of memory that belongs to one process alone, added up over all connections; shared buffers are not in it."""

    megabytes: float = 0.0


@contextmanager
def most_held() -> Iterator[Most]:
    """Look every now and then during the block. Nothing is seen where the system has no /proc."""
    ((backend,),) = sql("select pg_backend_pid()")
    stat = Path(f"/proc/{backend}/stat")
    most = Most()
    if not stat.exists():
        yield most
        return
    server = int(stat.read_text().rsplit(")", 1)[1].split()[1])
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(server, most, done))
    watcher.start()
    try:
        yield most
    finally:
        done.set()
        watcher.join()


def _watch(server: int, most: Most, done: threading.Event) -> None:
    while not done.wait(PAUSE):
        most.megabytes = max(most.megabytes, sum(map(_own_megabytes, _children(server))))


def _children(server: int) -> list[int]:
    with suppress(OSError):
        return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split()]
    return []


def _own_megabytes(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    return 0.0
