"""What follows for conferences from what happened elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cellwork.conferences.actions.reconciling import end_with_their_bodies
from cellwork.kernel.reactions import reaction
from cellwork.organisation.facts import BodiesImported, BodyDissolved

if TYPE_CHECKING:
    from cellwork.kernel.models import Entry


@reaction(BodyDissolved, at_once=True)
def a_dissolved_body_holds_no_conference(entry: Entry) -> None:
    """Nobody is left to hold it, and nobody owes a line of its plan."""
    end_with_their_bodies(because=f"The body was dissolved: {entry.content['because']}", at=entry.at)


@reaction(BodiesImported, at_once=True)
def conferences_follow_an_import(entry: Entry) -> None:
    """An import dissolves many at once."""
    end_with_their_bodies(because="The body was dissolved by an import.", at=entry.at)
