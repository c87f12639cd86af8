"""How somebody has a place, and how they came to it. The values are what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Chosen, invited and accepted hold the seat; in the other three it is free for the next one."""

    CHOSEN = "chosen"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class CameBy(StrEnum):
    """By right of an office, by the draw, nominated and approved, elected, or invited by hand."""

    EX_OFFICIO = "ex_officio"
    LOT = "lot"
    NOMINATION = "nomination"
    ELECTION = "election"
    INVITATION = "invitation"


class What(StrEnum):
    """What became of a seat, step by step. Came in: in place of whoever had it before."""

    CHOSEN = "chosen"
    CAME_IN = "came in"
    INVITED = "invited"
    REMINDED = "reminded"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


STATES: tuple[str, ...] = tuple(State)
HOLDING: tuple[str, ...] = (State.CHOSEN, State.INVITED, State.ACCEPTED)
GIVEN_UP: tuple[str, ...] = (State.DECLINED, State.WITHDRAWN, State.LAPSED)

STATE_WORDS: Mapping[str, str] = {
    State.CHOSEN: "chosen",
    State.INVITED: "invited, no reply yet",
    State.ACCEPTED: "accepted",
    State.DECLINED: "declined",
    State.WITHDRAWN: "withdrawn",
    State.LAPSED: "did not reply in time",
}
CAME_BY_WORDS: Mapping[str, str] = {
    CameBy.EX_OFFICIO: "by office",
    CameBy.LOT: "by lot",
    CameBy.NOMINATION: "nominated and approved",
    CameBy.ELECTION: "elected",
    CameBy.INVITATION: "by invitation",
}
