"""What can become true of decisions and directives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DecisionDrafted(Fact):
    """A draft exists (`body_id` is the body that may adopt it)."""

    decision_id: UUID


@dataclass(frozen=True, kw_only=True)
class DraftRevised(Fact):
    """A draft has other words."""

    decision_id: UUID


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(Fact):
    """A draft was thrown away before anybody adopted it."""

    decision_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class DecisionAdopted(Fact):
    """A decision was adopted and put before every addressed body."""

    decision_id: UUID
    fingerprint: str
    addressed: int
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionWithdrawn(Fact):
    """A decision is no longer in force; what was open closed with the reason."""

    decision_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class AmendmentDrafted(Fact):
    """The body that decided wrote down how it may amend its decision; `amends`: the wording it was written on."""

    decision_id: UUID
    amends: int


@dataclass(frozen=True, kw_only=True)
class AmendmentDiscarded(Fact):
    """The draft of an amendment was thrown away."""

    decision_id: UUID


@dataclass(frozen=True, kw_only=True)
class DecisionAmended(Fact):
    """A decision has a new wording, and every body it concerns was told; `concerned`: how many."""

    decision_id: UUID
    wording: int
    fingerprint: str
    because: str
    concerned: int
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AmendmentAccepted(Fact):
    """A body that had accepted accepted the changed words too."""

    decision_id: UUID
    wording: int
    plan: str
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionRead(Fact):
    """Somebody who may answer for the body opened the text."""

    decision_id: UUID


@dataclass(frozen=True, kw_only=True)
class DecisionAccepted(Fact):
    """A body accepted a decision with a plan of its own."""

    decision_id: UUID
    plan: str
    meeting_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ObjectionRaised(Fact):
    """A body objected, with reasons, and waits for an answer."""

    decision_id: UUID
    objection_id: UUID


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(Fact):
    """The body that decided answered; the objecting body takes the decision up again."""

    decision_id: UUID
    objection_id: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Fact):
    """A body asked what a clause means."""

    decision_id: UUID
    question_id: UUID


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Fact):
    """The body that decided said what it means, as one answer to all who asked the same."""

    decision_id: UUID
    question_id: UUID
    explanation_id: UUID
    asked: int


@dataclass(frozen=True, kw_only=True)
class ExplanationPublished(Fact):
    """An answer can be read by every addressed body from now on."""

    decision_id: UUID
    explanation_id: UUID


@dataclass(frozen=True, kw_only=True)
class ProgressRecorded(Fact):
    """A body said how far it is with a clause."""

    decision_id: UUID
    clause: int
    state: str
    number: str
    words: str
    obstacle: str


@dataclass(frozen=True, kw_only=True)
class DoneReported(Fact):
    """A body reported the whole decision as carried out."""

    decision_id: UUID
    report: str


@dataclass(frozen=True, kw_only=True)
class ReportVerified(Fact):
    """The body above found it true."""

    decision_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportSentBack(Fact):
    """The body above sent it back, with a reason."""

    decision_id: UUID
    clauses: list[int]
    because: str


@dataclass(frozen=True, kw_only=True)
class GuidanceGiven(Fact):
    """A body between added words, or an earlier date, for its own branch."""

    decision_id: UUID
    text: str
    by_date: date | None


@dataclass(frozen=True, kw_only=True)
class HelpCalledFor(Fact):
    """Something is in the way of a body, and a body above was called (`to_id`)."""

    call_id: UUID
    decision_id: UUID
    clause: int
    text: str
    to_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class HelpAnswered(Fact):
    """The body with which the call lay answered it."""

    call_id: UUID
    decision_id: UUID
    answer: str


@dataclass(frozen=True, kw_only=True)
class HelpPassedUp(Fact):
    """The call lies one level higher, because its time had run out."""

    call_id: UUID
    decision_id: UUID
    to_id: UUID


@dataclass(frozen=True, kw_only=True)
class HelpPassedOn(Fact):
    """The body with which the call lay passed it on to another one, with the reason."""

    call_id: UUID
    decision_id: UUID
    to_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class EvidenceAdded(Fact):
    """A body added a photo or document to a clause. Its name and words are not kept here: it may be taken back."""

    evidence_id: UUID
    decision_id: UUID
    clause: int
    kind: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceTakenBack(Fact):
    """A body took a photo or document back; nothing of it is left but this."""

    evidence_id: UUID
    decision_id: UUID
    clause: int
    sha256: str
