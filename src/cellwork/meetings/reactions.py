"""What follows for meetings from what happened elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cellwork.kernel.reactions import reaction
from cellwork.meetings.following import follow_bodies
from cellwork.organisation.facts import BodiesImported, BodyDissolved, BodyFounded, BodyMoved, BodyRenamed
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import path_of, top_body

if TYPE_CHECKING:
    from uuid import UUID

    from cellwork.kernel.models import Entry


@reaction(BodyFounded, at_once=True)
def a_new_body_owes_meetings(entry: Entry) -> None:
    """From its founding on."""
    _follow(entry.body_id)


@reaction(BodyRenamed, at_once=True)
def a_renamed_body_stands_anew(entry: Entry) -> None:
    """Since when it stands as it does may say when its first meeting is due."""
    _follow(entry.body_id)


@reaction(BodyMoved, at_once=True)
def meetings_move_with_their_body(entry: Entry) -> None:
    """It counts in its new branch from this instant on, with all below it."""
    _follow(entry.body_id)


@reaction(BodyDissolved, at_once=True)
def a_dissolved_body_owes_no_meeting(entry: Entry) -> None:
    """Nobody is left to meet."""
    _follow(entry.body_id)


@reaction(BodiesImported, at_once=True)
def meetings_follow_an_import(entry: Entry) -> None:  # noqa: ARG001 -- whatever was imported
    """An import founds, moves and changes many at once."""
    top = top_body()
    if top is not None:
        follow_bodies(path=top.path, end=end_of(top.path))


def _follow(body_id: UUID | None) -> None:
    path = path_of(body_id) if body_id else None
    if path:
        follow_bodies(path=path, end=end_of(path))
