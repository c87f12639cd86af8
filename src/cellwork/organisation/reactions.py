"""What follows for transfers when the organisation changes around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cellwork.kernel.reactions import reaction
from cellwork.organisation.actions.transferring import close_those_without_ground
from cellwork.organisation.facts import BodiesImported, BodyDissolved, MembersImported

if TYPE_CHECKING:
    from cellwork.kernel.models import Entry


@reaction(BodyDissolved, at_once=True)
def transfers_close_with_a_cell(entry: Entry) -> None:
    """Its people belong elsewhere now, and nobody goes to it any more."""
    close_those_without_ground(at=entry.at)


@reaction(BodiesImported, at_once=True)
def transfers_close_with_cells_that_an_import_dissolved(entry: Entry) -> None:
    """An import dissolves many at once."""
    close_those_without_ground(at=entry.at)


@reaction(MembersImported, at_once=True)
def transfers_close_when_an_import_moved_people(entry: Entry) -> None:
    """What the import says is so."""
    close_those_without_ground(at=entry.at)
