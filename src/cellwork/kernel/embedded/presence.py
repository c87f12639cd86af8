"""Three locks that the operating system keeps, so that a killed process can never leave them behind.

`users` is held, by many at once, by those who want the server up; the last to leave may stop it. `starting` is held by
whoever starts or stops the server. `alive` is handed to the server, and through it to every process it ever forks; it
is free only when the last of them has gone. Unlike a process number in a file it cannot be mistaken for a stranger's
process, a zombie, or a process of another container.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def one_starter(lock: Path, *, say: Callable[[str], None]) -> Iterator[None]:
    """Hold `lock`; wait, with a word, while somebody else holds it."""
    handle = _open(lock)
    try:
        if not _take(handle):
            say("The database is being started or stopped by another process; waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def among_users(lock: Path) -> Iterator[Callable[[], bool]]:
    """Hold `lock` together with others. Gives a question to ask once, when leaving: is nobody else left?"""
    handle = _open(lock)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield lambda: _take(handle)
    finally:
        os.close(handle)


@contextmanager
def held_by_server(lock: Path) -> Iterator[int | None]:
    """A locked handle to be inherited by the server; None when processes of an earlier one still hold it."""
    handle = _open(lock)
    try:
        yield handle if _take(handle) else None
    finally:
        os.close(handle)


def anyone_left(lock: Path) -> bool:
    """Whether any process of the server is there."""
    if not lock.exists():
        return False
    handle = _open(lock)
    try:
        return not _take(handle, fcntl.LOCK_SH)  # shared, so that two who look do not see each other
    finally:
        os.close(handle)


def _open(lock: Path) -> int:
    return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _take(handle: int, kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
