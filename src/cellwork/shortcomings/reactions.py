"""What follows for shortcomings from what happened elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cellwork.kernel.reactions import reaction
from cellwork.organisation.facts import BodiesImported, BodyDissolved, BodyMoved
from cellwork.organisation.queries import path_of, top_body
from cellwork.shortcomings.actions.reconciling import reconcile

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


def _reconcile(entry: Entry, because: str) -> None:
    path = path_of(entry.body_id) if entry.body_id else None
    if path:
        reconcile(path=path, because=because, at=entry.at)
