"""What one request needs more than once is asked once: the statutes, the offices of the person, their cell.

A memory lives as long as one request, and is emptied when an act commits in it. Outside a request nothing is remembered, and
who holds which office is never remembered for an act: whoever acts is judged by what is so now.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Known = TypeVar("Known")

_memory: ContextVar[dict[Hashable, Any] | None] = ContextVar("memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember until the end of the block."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def once(key: Hashable, ask: Callable[[], Known]) -> Known:
    """The answer to a question of this request, asked the first time only."""
    memory = _memory.get()
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    known: Known = memory[key]
    return known


def forget_all() -> None:
    """Something changed: ask anew."""
    memory = _memory.get()
    if memory is not None:
        memory.clear()
