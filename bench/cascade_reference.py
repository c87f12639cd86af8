"""The same as `cascade`, on the tree of reference size."""

from __future__ import annotations

from collections.abc import Iterator

from bench.cascade import measured_on
from bench.ground import REFERENCE
from bench.rows import Row


def measure() -> Iterator[Row]:
    """On 320,000 cells."""
    yield from measured_on("reference", REFERENCE)
