"""What can become true of askings and reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ReportsAsked(Fact):
    """By the calendar of the statutes a report was asked of all who owe it (`body_id` is the body at the top)."""

    asking_id: UUID
    template: str
    starts_on: date
    ends_on: date
    bodies: int


@dataclass(frozen=True, kw_only=True)
class ExtraAsked(Fact):
    """A body asked its branch for more than the reports of the statutes."""

    asking_id: UUID
    title: str
    minutes: int
    bodies: int


@dataclass(frozen=True, kw_only=True)
class ExtraDropped(Fact):
    """A body no longer asks an extra question of its own."""

    asking_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class ReportSent(Fact):
    """A body sent its report. `shortcomings`: what it answered where shortcomings are asked for, by code of question."""

    asking_id: UUID
    template: str
    starts_on: date
    ends_on: date
    late: bool
    corrected: bool
    shortcomings: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ReportAccepted(Fact):
    """The body directly above took a report."""

    asking_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReportReturned(Fact):
    """The body directly above returned a report with a reason; until it is sent again it is not counted."""

    asking_id: UUID
    because: str


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(Fact):
    """A body added a photo or document to its report."""

    asking_id: UUID
    attachment_id: UUID
    question: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AttachmentTakenBack(Fact):
    """A body took a photo or document back before it sent the report; nothing of it is left but this."""

    asking_id: UUID
    attachment_id: UUID
    question: str
