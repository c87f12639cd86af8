"""What follows for decisions from what happened elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cellwork.decisions.actions.reconciling import reconcile
from cellwork.kernel.reactions import reaction
from cellwork.organisation.facts import BodiesImported, BodyDissolved, BodyFounded, BodyMoved
from cellwork.organisation.queries import path_of, top_body

if TYPE_CHECKING:
    from cellwork.kernel.models import Entry


@reaction(BodyFounded, at_once=True)
def a_new_body_receives_what_is_in_force(entry: Entry) -> None:
    """A body founded today has before it what was decided before."""
    _reconcile(entry, "founded")


@reaction(BodyMoved, at_once=True)
def directives_move_with_their_body(entry: Entry) -> None:
    """Directives follow, those of the old branch close, those of the new one arrive, all in the same instant."""
    _reconcile(entry, "moved to another branch")


@reaction(BodyDissolved, at_once=True)
def directives_of_a_dissolved_body_close(entry: Entry) -> None:
    """Nobody is left to carry them out."""
    _reconcile(entry, f"dissolved: {entry.content['because']}")


@reaction(BodiesImported, at_once=True)
def directives_follow_an_import(entry: Entry) -> None:
    """An import founds, moves and dissolves many at once."""
    top = top_body()
    if top is not None:
        reconcile(path=top.path, because="changed by an import", at=entry.at)


def _reconcile(entry: Entry, because: str) -> None:
    path = path_of(entry.body_id) if entry.body_id else None
    if path:
        reconcile(path=path, because=because, at=entry.at)
