"""The row by which a body's meetings are read in a branch stands where the body stands, and says what the body says.

The bodies are another package's. Whatever changes one takes its row along in the same act (see `reactions`); the doctor
compares the two, and the rows with the meetings themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from cellwork.kernel.sql import answers, run


def follow_bodies(*, path: str, end: str) -> None:
    """Give each body with `path` <= its path < `end` its row as it is now. Called inside the act that changed them."""
    run("meetings", "follow_bodies", {"path": path, "end": end})


@dataclass(frozen=True)
class _Differing:
    bodies: int


def rows_that_differ() -> int:
    """How many bodies have no row, or one that says something else than the body and its meetings do. For the doctor: slow."""
    return answers("meetings", "rows_that_differ", {}, _Differing)[0].bodies
