"""What can become true of dossiers, questions and contributions: of contributions never the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DossierAsked(Fact):
    """An edition of the dossier of a body is to be made, from a day on."""

    number: int
    since: date
    conference_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class DossierMade(Fact):
    """All parts of an edition are counted; nobody's act. It stays as it is."""

    number: int
    milliseconds: int


@dataclass(frozen=True, kw_only=True)
class DossierShown(Fact):
    """An edition is put before the participants of its conference."""

    conference_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class AgendaQuestionPut(Fact):
    """A conference has one more question, or one was put in other words; `theme_id`: the theme it came from."""

    conference_id: UUID
    number: int
    title: str
    theme_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class PaperPut(Fact):
    """A question of a conference has one more paper."""

    conference_id: UUID
    number: int
    paper_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class PaperTaken(Fact):
    """A paper is no longer with its question."""

    conference_id: UUID
    paper_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class ContributionSent(Fact):
    """A participant sent a contribution to a question."""

    conference_id: UUID
    contribution_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class ContributionWithdrawn(Fact):
    """A participant withdrew a contribution; its words are gone."""

    conference_id: UUID
    contribution_id: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class ThemeGiven(Fact):
    """Contributions to a question were put under a theme, or taken out of every theme (`theme_id` None)."""

    conference_id: UUID
    theme_id: UUID | None
    title: str
    contributions: int
