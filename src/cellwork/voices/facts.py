"""What can become true of voices. Words stay out of the journal: it is read by others than those who answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class VoiceReceived(Fact):
    """A named or confidential voice came from a cell (`body_id`). Nothing is recorded of a single anonymous one."""

    voice_id: UUID
    with_id: UUID


@dataclass(frozen=True, kw_only=True)
class BoxOpened(Fact):
    """The mixing box was opened and so many anonymous messages came out; which, and from where, is nowhere written."""

    messages: int


@dataclass(frozen=True, kw_only=True)
class VoiceAcknowledged(Fact):
    """The body with which a voice lies said that it is at work on it."""

    cell_id: UUID
    voice_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClarificationAsked(Fact):
    """The body asked what is meant; the clock stands still until the author replies."""

    cell_id: UUID
    voice_id: UUID


@dataclass(frozen=True, kw_only=True)
class ClarificationGiven(Fact):
    """The author of a named or confidential voice replied (`body_id` is the cell)."""

    voice_id: UUID


@dataclass(frozen=True, kw_only=True)
class VoicePassedOn(Fact):
    """The voice lies with another body now, for a reason that the author reads."""

    cell_id: UUID
    voice_id: UUID
    to_id: UUID


@dataclass(frozen=True, kw_only=True)
class VoiceAnswered(Fact):
    """A body answered."""

    cell_id: UUID
    voice_id: UUID
    answer_id: UUID
    kind: str
    by_date: date | None
    link_kind: str = ""
    link_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class VoiceSettled(Fact):
    """The author of a named or confidential voice said that it answers them (`body_id` is the cell)."""

    voice_id: UUID


@dataclass(frozen=True, kw_only=True)
class VoiceReopened(Fact):
    """The author of a named or confidential voice said that it does not answer them; it lies one level up."""

    voice_id: UUID
    to_id: UUID


@dataclass(frozen=True, kw_only=True)
class VoicesLapsed(Fact):
    """The clock: so many answers were not judged in time, and their voices count as settled (`body_id` is None)."""

    voices: int


@dataclass(frozen=True, kw_only=True)
class VoicesJoined(Fact):
    """Alike voices are answered together from now on."""

    likeness_id: UUID
    voices: int


@dataclass(frozen=True, kw_only=True)
class VoiceSupported(Fact):
    """A member of the branch said "I too" (`body_id` is the body with which the voice lies)."""

    voice_id: UUID


@dataclass(frozen=True, kw_only=True)
class TitleShown(Fact):
    """A body shows the title of alike voices on the posters of its branch, or shows it no longer."""

    likeness_id: UUID
    shown: bool


@dataclass(frozen=True, kw_only=True)
class WordsWithheld(Fact):
    """A body withheld the words of a voice from others, or showed them again, by a published rule."""

    cell_id: UUID
    voice_id: UUID
    withheld: bool
    rule: str


@dataclass(frozen=True, kw_only=True)
class LinkRenewed(Fact):
    """A cell has a new link for its poster; the last one opens nothing any more."""


@dataclass(frozen=True, kw_only=True)
class AuthorsTold(Fact):
    """Something an answer pointed at moved, and the authors of so many voices find it said there."""

    kind: str
    thing_id: UUID
    voices: int


@dataclass(frozen=True, kw_only=True)
class VoicesClimbed(Fact):
    """The clock: so many voices are late since today, and so many lie one level higher (`body_id` is None)."""

    late: int
    moved: int


@dataclass(frozen=True, kw_only=True)
class PromiseEnded(Fact):
    """What a body had said it would do is done, put off, or will not be done; in its words to the authors."""

    promise_id: UUID
    how: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class MatterRaised(Fact):
    """A matter stands on the agenda of a body: enough people are behind it, or a body below needs a decision."""

    matter_id: UUID
    why: str


@dataclass(frozen=True, kw_only=True)
class VoicesGathered(Fact):
    """A body put alike voices that lie with bodies below together as one matter on its agenda."""

    matter_id: UUID
    voices: int


@dataclass(frozen=True, kw_only=True)
class MatterEnded(Fact):
    """A body said what became of a matter on its agenda."""

    matter_id: UUID
    decision_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class MatterSettled(Fact):
    """A meeting of a body said what becomes of a matter on its agenda."""

    matter_id: UUID
    meeting_id: UUID
    how: str


@dataclass(frozen=True, kw_only=True)
class MatterClimbed(Fact):
    """The clock: nobody at the body dealt with a matter by its day, and it stands on the agenda of a body above (`to_id`)."""

    matter_id: UUID
    to_id: UUID


@dataclass(frozen=True, kw_only=True)
class VoicesCited(Fact):
    """A draft names the voices it came from."""

    decision_id: UUID
    voices: int


@dataclass(frozen=True, kw_only=True)
class VoiceLookedAt(Fact):
    """Somebody above read a named voice (`body_id` is its cell). The reason stands where the author reads it."""

    voice_id: UUID
    look_id: UUID
