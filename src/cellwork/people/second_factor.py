"""Who must sign in with a second factor. Upper packages (the offices) say so in `required_by`.

A required person who has no device is led to enrol one before any other page is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

required_by: list[Callable[[UUID, datetime], bool]] = []
"""Functions (person, moment) -> must this person confirm with a second factor?"""


def required_of(person_id: UUID | None, at: datetime) -> bool:
    """True when any of `required_by` says so."""
    return person_id is not None and any(ask(person_id, at) for ask in required_by)
