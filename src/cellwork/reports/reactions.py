"""What follows for reports from what happened elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cellwork.kernel.reactions import reaction
from cellwork.organisation.facts import BodiesImported, BodyDissolved
from cellwork.organisation.queries import path_of, top_body
from cellwork.reports.actions.closing import close_dissolved

if TYPE_CHECKING:
    from cellwork.kernel.models import Entry


@reaction(BodyDissolved, at_once=True)
def reports_of_a_dissolved_body_close(entry: Entry) -> None:
    """Nobody is left to send them."""
    path = path_of(entry.body_id) if entry.body_id else None
    if path:
        close_dissolved(path=path, because=f"dissolved: {entry.content['because']}")


@reaction(BodiesImported, at_once=True)
def reports_of_bodies_dissolved_by_an_import_close(_entry: Entry) -> None:
    """An import dissolves many at once."""
    top = top_body()
    if top is not None:
        close_dissolved(path=top.path, because="dissolved by an import")
