"""What keeps a flood of anonymous messages out without asking who anybody is.

A browser with scripts does a second's work for each message (a *stamp*: a number whose hash begins with enough zeros). Without
scripts, each cell's link has a bucket of messages that fills again by and by. Both live in the memory of the web process and
nowhere else: a row that says "a message for this cell at this moment" would undo the mixing box.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from dataclasses import dataclass, field
from datetime import date, timedelta

BITS = 16
"""Zeros at the beginning of a stamp's hash: 65,000 tries on average, about a second on a modest phone."""
BUCKET = 30
REFILL = 120.0  # seconds until one more message without a stamp may come by the same link
MOST_KEPT = 200_000
_NUMBER = re.compile(r"[0-9a-f]{16,64}")


def question_of(token: str, day: date) -> str:
    """What a stamp answers: it is good for this link, on this day and the next."""
    return f"{token}.{day.isoformat()}"


@dataclass
class Gate:
    """The memory of one process."""

    spent: dict[str, set[str]] = field(default_factory=dict)
    buckets: dict[str, tuple[float, float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def lets_in(self, token: str, stamp: str, *, today: date, clock: float | None = None) -> bool:
        """Use a good stamp up, or else one of the link's bucket; False when there is neither."""
        with self.lock:
            return self._use_up(token, stamp, today) or self._pour(token, time.monotonic() if clock is None else clock)

    def _use_up(self, token: str, stamp: str, today: date) -> bool:
        for day in (today, today - timedelta(days=1)):
            question = question_of(token, day)
            if is_good(question, stamp):
                used = self.spent.setdefault(day.isoformat(), set())
                fresh = f"{token}.{stamp}" not in used and len(used) < MOST_KEPT
                used.add(f"{token}.{stamp}")
                self._forget(today)
                return fresh
        return False

    def _forget(self, today: date) -> None:
        oldest = (today - timedelta(days=1)).isoformat()
        for day in [day for day in self.spent if day < oldest]:
            del self.spent[day]

    def _pour(self, token: str, clock: float) -> bool:
        left, since = self.buckets.get(token, (float(BUCKET), clock))
        left = min(float(BUCKET), left + (clock - since) / REFILL)
        if left < 1:
            return False
        if len(self.buckets) > MOST_KEPT:
            self.buckets.clear()
        self.buckets[token] = (left - 1, clock)
        return True


def is_good(question: str, stamp: str) -> bool:
    """Does the stamp answer the question?"""
    if not _NUMBER.fullmatch(stamp):
        return False
    digest = hashlib.sha256(f"{question}.{stamp}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - BITS) == 0


gate = Gate()
