"""The states of a directive and of a clause, and what is counted as what.

Pure words and arithmetic: no database.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """Where a directive stands. A touched clause uses UNDER_WAY, REPORTED (done), RETURNED and VERIFIED only."""

    RECEIVED = "received"
    READ = "read"
    OBJECTED = "objected"
    ACCEPTED = "accepted"
    UNDER_WAY = "under_way"
    REPORTED = "reported"
    RETURNED = "returned"
    VERIFIED = "verified"
    CLOSED = "closed"


STATES: tuple[State, ...] = tuple(State)
UNANSWERED = frozenset({State.RECEIVED, State.READ})
TAKEN_UP = frozenset({State.ACCEPTED, State.UNDER_WAY, State.REPORTED, State.RETURNED, State.VERIFIED})
WORKING = frozenset({State.ACCEPTED, State.UNDER_WAY, State.RETURNED})
DONE = frozenset({State.REPORTED, State.VERIFIED})
OPEN = frozenset(STATES) - {State.VERIFIED, State.CLOSED}

MOST_CLAUSES = 60  # a directive's clauses are the bits of one bigint


def mask_of(numbers: Iterable[int]) -> int:
    """Clause numbers (from 1) as bits."""
    mask = 0
    for number in numbers:
        mask |= 1 << (number - 1)
    return mask


def numbers_in(mask: int) -> list[int]:
    """The clause numbers in a mask, in order."""
    return [number for number in range(1, MOST_CLAUSES + 1) if mask >> (number - 1) & 1]
