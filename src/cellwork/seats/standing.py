"""What rests on the frozen list of a conference: the packages above say it, and then the list stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

Rests = Callable[[UUID], list[str]]
"""What of this conference rests on its list, one sentence each, such as "A draw of Delegates was published."."""

_resting: list[Rests] = []


def rests(check: Rests) -> None:
    """A package above says what would lose its ground if the list were opened again. Called once, at start."""
    _resting.append(check)


def resting(conference_id: UUID) -> list[str]:
    """Everything that rests on the list of a conference."""
    return [sentence for check in _resting for sentence in check(conference_id)]
