"""The states of a shortcoming, its weights and sources, and how late something is. Pure words and arithmetic: no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where a shortcoming stands."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    GATHERED = "gathered"
    CORRECTED = "corrected"
    GONE = "gone"
    EXPLAINED = "explained"
    CLOSED = "closed"
    NOT_SO = "not_so"
    ENDED = "ended"


class Weight(StrEnum):
    """How much a shortcoming weighs; small ones stay in sight too."""

    SMALL = "small"
    MEDIUM = "medium"
    GRAVE = "grave"


class Source(StrEnum):
    """How it came into the register."""

    OWN = "own"
    ABOVE = "above"
    VOICE = "voice"
    REPORT = "report"
    SYSTEM = "system"


WORKING = frozenset({State.OPEN, State.UNDER_WAY, State.GATHERED})
"""Something is to be done about it."""
TO_CHECK = frozenset({State.CORRECTED, State.GONE, State.EXPLAINED})
"""Somebody else is to look."""
OPEN = WORKING | TO_CHECK
ENDS = frozenset(State) - OPEN

NEXT: Mapping[State, frozenset[State]] = {
    State.OPEN: frozenset({State.UNDER_WAY, State.GATHERED, State.CORRECTED, State.GONE, State.EXPLAINED, State.ENDED}),
    State.UNDER_WAY: frozenset({State.GATHERED, State.CORRECTED, State.GONE, State.EXPLAINED, State.ENDED}),
    State.GATHERED: frozenset({State.OPEN, State.UNDER_WAY, State.CORRECTED, State.GONE, State.EXPLAINED, State.ENDED}),
    State.CORRECTED: frozenset({State.CLOSED, State.OPEN, State.GATHERED, State.ENDED}),
    State.GONE: frozenset({State.CLOSED, State.OPEN, State.GATHERED, State.ENDED}),
    State.EXPLAINED: frozenset({State.NOT_SO, State.OPEN, State.GATHERED, State.ENDED}),
    State.CLOSED: frozenset({State.OPEN, State.GATHERED}),
    State.NOT_SO: frozenset({State.OPEN, State.GATHERED}),
    State.ENDED: frozenset(),
}
"""Every way from one state to another; there is no other."""

STATE_WORDS: Mapping[State, str] = {
    State.OPEN: "open",
    State.UNDER_WAY: "being corrected",
    State.GATHERED: "part of a matter above",
    State.CORRECTED: "corrected, to be checked",
    State.GONE: "gone by itself, to be checked",
    State.EXPLAINED: "explained, to be judged",
    State.CLOSED: "closed, checked",
    State.NOT_SO: "was not so",
    State.ENDED: "ended with its body",
}
WEIGHT_WORDS: Mapping[Weight, str] = {Weight.SMALL: "small", Weight.MEDIUM: "medium", Weight.GRAVE: "grave"}
SOURCE_WORDS: Mapping[Source, str] = {
    Source.OWN: "raised by the body itself",
    Source.ABOVE: "pointed out from above",
    Source.VOICE: "came of a voice",
    Source.REPORT: "came of a report",
    Source.SYSTEM: "found by the system",
}


def lateness(turn_by: date | None, today: date, *, climb_days: int, levels: int) -> int:
    """How many levels above whoever's turn it is a thing has climbed: 0 in time, one more with every `climb_days` days.

    `levels`: how many bodies stand above; at the top nothing is higher. The same arithmetic stands in `sql/climb.sql`.
    """
    if turn_by is None or today <= turn_by:
        return 0
    return min(levels, 1 + ((today - turn_by).days - 1) // climb_days)
