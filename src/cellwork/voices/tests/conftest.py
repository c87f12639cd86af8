"""The mixing box of a test: ready, with keys in a folder of its own. Imports inside: this is read before Django is set up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What web processes keep in memory begins anew."""
    from cellwork.voices import stamps

    stamps.gate.spent.clear()
    stamps.gate.buckets.clear()


@pytest.fixture
def box(db: None, tmp_path: Path, settings: Any) -> str:
    """A box that takes messages."""
    from cellwork.kernel.mixing import keep_ready
    from cellwork.voices.actions.saying import BOX

    settings.HOME = tmp_path
    keep_ready(BOX)
    return BOX
