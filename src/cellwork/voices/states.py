"""The states of a voice, and the other fixed words about it."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a voice stands."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    CLARIFYING = "clarifying"
    ANSWERED = "answered"
    SETTLED = "settled"


class Manner(StrEnum):
    """Who knows the author."""

    NAMED = "named"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class Kind(StrEnum):
    """What somebody has to say."""

    THOUGHT = "thought"
    NEED = "need"
    PROPOSAL = "proposal"
    QUESTION = "question"
    PRAISE = "praise"


class Lateness(StrEnum):
    """How the answer stands against its day."""

    WAITING = "waiting"
    LATE = "late"
    VERY_LATE = "very_late"


class What(StrEnum):
    """What happened to a voice: the words of its history."""

    SAID = "said"
    ROUTED = "routed"
    PASSED = "passed"
    ACKNOWLEDGED = "acknowledged"
    ASKED = "asked"
    REPLIED = "replied"
    ANSWERED = "answered"
    COMMENTED = "commented"
    JOINED = "joined"
    PARTED = "parted"
    CLIMBED = "climbed"
    CONTENT = "content"
    NOT_CONTENT = "not_content"
    LAPSED = "lapsed"
    WITHHELD = "withheld"
    SHOWN_AGAIN = "shown_again"
    ON_THE_AGENDA = "on_the_agenda"
    MOVED = "moved"
    RESUMED = "resumed"
    KEPT = "kept"
    EXPLAINED = "explained"
    LOOKED = "looked"


class AnswerKind(StrEnum):
    """What a body answers."""

    DONE = "done"
    WILL_DO = "will_do"
    PARTLY = "partly"
    CANNOT = "cannot"
    NEEDS_DECISION = "needs_decision"


class Settled(StrEnum):
    """What a meeting said of a matter."""

    RESOLVED = "resolved"
    NOT_TAKEN_UP = "not_taken_up"
    DRAFTED = "drafted"


OPEN = (State.RECEIVED, State.ACKNOWLEDGED, State.CLARIFYING)
"""An answer is owed."""

LONGEST_WORDS = 2000
"""Letters of one voice, answer or reply: two minutes on a phone, and one size for all in the mixing box."""
