"""What follows for shortcomings from what happened elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.reactions import reaction
from cellwork.organisation.facts import BodiesImported, BodyDissolved, BodyMoved
from cellwork.organisation.queries import path_of, top_body
from cellwork.reports.facts import ReportSent
from cellwork.shortcomings.actions.coming import take_from_report
from cellwork.shortcomings.actions.reconciling import reconcile
from cellwork.shortcomings.facts import (
    CorrectionPlanned,
    ExplanationJudged,
    ShortcomingClosed,
    ShortcomingCorrected,
    ShortcomingReopened,
)
from cellwork.shortcomings.queries.reading import ended_pointed_at, is_pointed_at
from cellwork.voices.actions.returning import tell_of_movement

if TYPE_CHECKING:
    from cellwork.kernel.models import Entry


@reaction(BodyMoved, at_once=True)
def shortcomings_move_with_their_body(entry: Entry) -> None:
    """They stand where their body stands, and the bodies above it there answer for them."""
    _reconcile(entry, "moved to another branch")


@reaction(BodyDissolved, at_once=True)
def shortcomings_of_a_dissolved_body_end(entry: Entry) -> None:
    """Nobody is left to correct them."""
    _reconcile(entry, f"The body was dissolved: {entry.content['because']}")


@reaction(BodiesImported, at_once=True)
def shortcomings_follow_an_import(entry: Entry) -> None:
    """An import moves and dissolves many at once."""
    top = top_body()
    if top is not None:
        reconcile(path=top.path, because="The body was dissolved by an import.", at=entry.at)


@reaction(BodyDissolved)
@reaction(BodiesImported)
def authors_hear_that_it_ended_with_its_body(entry: Entry) -> None:
    """Nobody corrects it any more where it was."""
    top = top_body()
    path = path_of(entry.body_id) if entry.fact == BodyDissolved.__name__ and entry.body_id else top and top.path
    for shortcoming_id in ended_pointed_at(path, at=entry.at) if path else []:
        _told("It ended: the body it was of is dissolved.", shortcoming_id, at=entry.at)


@reaction(ReportSent)
def shortcomings_told_in_a_report_stand_in_the_register(entry: Entry) -> None:
    """Asked once: what a report says about shortcomings need not be raised again."""
    if entry.body_id and entry.content["shortcomings"]:
        take_from_report(
            body_id=entry.body_id, asking_id=UUID(entry.content["asking_id"]), told=entry.content["shortcomings"],
            at=entry.at,
        )  # fmt: skip


@reaction(CorrectionPlanned)
def authors_hear_that_it_is_being_corrected(entry: Entry) -> None:
    """You said, we do."""
    _tell_authors(entry, f"It is being corrected, planned for {entry.content['by_when']}.")


@reaction(ShortcomingCorrected)
def authors_hear_that_it_is_told_to_be_corrected(entry: Entry) -> None:
    """You said, we did; somebody else checks."""
    _tell_authors(entry, "It is corrected; somebody else checks it now.")


@reaction(ShortcomingClosed)
def authors_hear_that_it_was_checked(entry: Entry) -> None:
    """You said, we did, and it was checked."""
    _tell_authors(entry, "It was checked and closed.")


@reaction(ShortcomingReopened)
def authors_hear_that_it_is_open_again(entry: Entry) -> None:
    """Not yet."""
    _tell_authors(entry, f"It is open again, to be corrected by {entry.content['due_on']}.")


@reaction(ExplanationJudged)
def authors_hear_what_came_of_the_explanation(entry: Entry) -> None:
    """It was not so, or it is open again."""
    accepted = entry.content["accepted"]
    _tell_authors(entry, "It was explained: it was not so." if accepted else "The explanation did not do; it is open.")


def _tell_authors(entry: Entry, words: str) -> None:
    """Whoever said it finds the movement in their voice, where an answer points here."""
    shortcoming_id = UUID(entry.content["shortcoming_id"])
    if is_pointed_at(shortcoming_id):
        _told(words, shortcoming_id, at=entry.at)


def _told(words: str, shortcoming_id: UUID, *, at: datetime) -> None:
    tell_of_movement(kind="shortcoming", thing_id=shortcoming_id, words=f"{words} ({at:%-d %B %Y})", at=at)


def _reconcile(entry: Entry, because: str) -> None:
    path = path_of(entry.body_id) if entry.body_id else None
    if path:
        reconcile(path=path, because=because, at=entry.at)
