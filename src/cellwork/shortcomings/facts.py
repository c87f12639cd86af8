"""What can become true of shortcomings. Their words stand in the register, not here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ShortcomingRaised(Fact):
    """A body has a shortcoming in the register (`source`: own, above, voice, report). `body_id`: by whose power."""

    shortcoming_id: UUID
    of_id: UUID
    source: str
    cause: str
    weight: str


@dataclass(frozen=True, kw_only=True)
class ShortcomingsFound(Fact):
    """A detector looked at every body (`body_id` is None: the installation's own act)."""

    detector: str
    found: int
    gone: int


@dataclass(frozen=True, kw_only=True)
class ShortcomingsClimbed(Fact):
    """Days passed, and so many shortcomings and calls for help lie a level higher (`body_id` is None)."""

    shortcomings: int
    calls: int


@dataclass(frozen=True, kw_only=True)
class CorrectionPlanned(Fact):
    """A body said what it does about a shortcoming, and by when."""

    shortcoming_id: UUID
    correction_id: UUID
    by_when: date


@dataclass(frozen=True, kw_only=True)
class ShortcomingCorrected(Fact):
    """A body told that a shortcoming is corrected; somebody else checks it."""

    shortcoming_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShortcomingClosed(Fact):
    """Somebody else found that it is corrected. `of_id` is the body whose shortcoming it was."""

    shortcoming_id: UUID
    of_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShortcomingReopened(Fact):
    """It is not corrected after all, or not any more."""

    shortcoming_id: UUID
    of_id: UUID
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ShortcomingExplained(Fact):
    """A body said why it is none; the body above judges."""

    shortcoming_id: UUID


@dataclass(frozen=True, kw_only=True)
class ExplanationJudged(Fact):
    """The explanation was accepted, or not."""

    shortcoming_id: UUID
    of_id: UUID
    accepted: bool


@dataclass(frozen=True, kw_only=True)
class MoreTimeGiven(Fact):
    """Those above gave a later day, with a reason."""

    shortcoming_id: UUID
    of_id: UUID
    due_on: date


@dataclass(frozen=True, kw_only=True)
class HelpWithShortcomingAsked(Fact):
    """A body asked the one above it for help."""

    shortcoming_id: UUID
    help_id: UUID


@dataclass(frozen=True, kw_only=True)
class HelpWithShortcomingGiven(Fact):
    """A body above answered, or offered help unasked. `of_id` is the body that is helped."""

    shortcoming_id: UUID
    help_id: UUID
    of_id: UUID


@dataclass(frozen=True, kw_only=True)
class ShortcomingsGathered(Fact):
    """Shortcomings of one cause became one matter of the body."""

    shortcoming_id: UUID
    cause: str
    instances: int


@dataclass(frozen=True, kw_only=True)
class ReportTakenUp(Fact):
    """What a body said about shortcomings in a report was put into the register."""

    asking_id: UUID
    shortcomings: int
