"""Reports that nobody can send any more: of dissolved bodies, and of extra questions that were dropped."""

from __future__ import annotations

from cellwork.kernel.sql import run
from cellwork.organisation.paths import end_of
from cellwork.reports.models import Asking


def close_dissolved(*, path: str, because: str) -> int:
    """Close what dissolved bodies of a branch still owe; what they sent stays counted. Called inside the act; repeatable."""
    return run("reports", "close", {"asking_id": None, "path": path, "end": end_of(path), "because": because})


def close_dropped(asking: Asking) -> int:
    """Close what is still owed of a dropped question. Called inside the act."""
    because = f"{asking.body.name} no longer asks for it."
    return run("reports", "close", {"asking_id": asking.pk, "path": "", "end": "", "because": because})
