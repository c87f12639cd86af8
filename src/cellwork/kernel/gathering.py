"""Threads that hand something in at the same moment have it written by one of them, in one transaction.

A commit costs the same for one row as for many. Nobody waits for others to come: whoever finds nobody writing writes at once,
with whatever has come meanwhile; each is told only after the commit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")


class _Handed(Generic[Item]):
    """Something handed in, and what became of it."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.told = threading.Event()
        self.leads = False
        self.fault: BaseException | None = None


class Together(Generic[Item]):
    """One for each sort of thing and process.

    `write` stores what it is given and says for each why it was not stored, None where it was; or it raises and has stored
    nothing.
    """

    def __init__(self, write: Callable[[list[Item]], Sequence[BaseException | None]], *, most: int = 64) -> None:
        self._write = write
        self._most = most
        self._lock = threading.Lock()
        self._queue: list[_Handed[Item]] = []
        self._writing = False

    def hand_in(self, item: Item) -> None:
        """Returns when it is stored; raises why it was not."""
        mine = _Handed(item)
        with self._lock:
            self._queue.append(mine)
            mine.leads, self._writing = not self._writing, True
        if not mine.leads:
            mine.told.wait()
        if mine.leads:
            self._lead()
        if mine.fault is not None:
            raise mine.fault

    def _lead(self) -> None:
        """Write what waits, oneself included, and pass the lead on to whoever has come meanwhile."""
        with self._lock:
            batch, self._queue = self._queue[: self._most], self._queue[self._most :]
        for each, fault in zip(batch, self._written([each.item for each in batch]), strict=True):
            each.fault = fault
        with self._lock:
            following = self._queue[0] if self._queue else None
            self._writing = following is not None
        if following is not None:
            following.leads = True
            following.told.set()
        for each in batch:
            each.told.set()

    def _written(self, items: list[Item]) -> Sequence[BaseException | None]:
        try:
            return self._write(items)
        except BaseException as raised:  # noqa: BLE001 -- told to each of those who handed something in, and raised there
            return [raised] * len(items)
