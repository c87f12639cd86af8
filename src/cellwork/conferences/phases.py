"""The phases of a conference, their order, and what the packages above need before one of them is entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


class Phase(StrEnum):
    """Where a conference stands; the value is what is stored."""

    ANNOUNCED = "announced"
    ALLOTTED = "allotted"
    CHOSEN = "chosen"
    INVITED = "invited"
    ACCREDITED = "accredited"
    OPEN = "open"
    CLOSED = "closed"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


PHASES: tuple[Phase, ...] = tuple(phase for phase in Phase if phase != Phase.CANCELLED)
"""In the order in which a conference goes through them; it may be cancelled before it is open."""

PHASE_WORDS: Mapping[Phase, str] = {
    Phase.ANNOUNCED: "announced",
    Phase.ALLOTTED: "seats allotted",
    Phase.CHOSEN: "participants chosen",
    Phase.INVITED: "invited",
    Phase.ACCREDITED: "accredited",
    Phase.OPEN: "open",
    Phase.CLOSED: "closed",
    Phase.PUBLISHED: "proceedings published",
    Phase.CANCELLED: "cancelled",
}

UNDER_WAY: tuple[Phase, ...] = PHASES[: PHASES.index(Phase.CLOSED)]
"""Called and not over: a body has one such conference of a kind."""
BEFORE_OPENING: tuple[Phase, ...] = PHASES[: PHASES.index(Phase.OPEN)]

Check = Callable[["Conference"], list[str]]
"""What of a conference is still missing before a phase, one sentence each; empty when nothing is. Asked inside the act, after
the conference was locked, and for a page."""

_checks: dict[Phase, list[Check]] = {}


def guard(phase: Phase, check: Check) -> None:
    """A package above says what it needs before this phase is entered. Called once, at start (`AppConfig.ready`)."""
    _checks.setdefault(phase, []).append(check)


def missing(conference: Conference, phase: Phase) -> list[str]:
    """All that is still missing before the conference may enter this phase, in the order in which packages said so."""
    return [sentence for check in _checks.get(phase, ()) for sentence in check(conference)]


def next_phase(phase: Phase | str) -> Phase | None:
    """The one that follows; None after the last, and after a cancellation."""
    here = Phase(phase)
    if here == Phase.CANCELLED or here == PHASES[-1]:
        return None
    return PHASES[PHASES.index(here) + 1]


def is_past(phase: Phase | str, other: Phase) -> bool:
    """Has a conference in `phase` entered `other` already (or is it in it)? Never for one that is cancelled."""
    here = Phase(phase)
    return here != Phase.CANCELLED and PHASES.index(here) >= PHASES.index(other)
