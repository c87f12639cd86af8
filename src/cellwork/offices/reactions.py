"""What follows for offices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.reactions import reaction
from cellwork.kernel.sql import run
from cellwork.offices.actions import end_terms_at, end_terms_of
from cellwork.organisation.facts import BodiesImported, BodyDissolved, MemberTransferred

if TYPE_CHECKING:
    from cellwork.kernel.models import Entry


@reaction(BodyDissolved, at_once=True)
def offices_end_with_their_body(entry: Entry) -> None:
    """A dissolved body has no officers."""
    if entry.body_id is not None:
        end_terms_at(entry.body_id, at=entry.at)


@reaction(BodiesImported, at_once=True)
def offices_end_with_bodies_that_an_import_dissolved(entry: Entry) -> None:
    """An import dissolves many at once."""
    run("offices", "import_ended_with_bodies", {"at": entry.at})


@reaction(MemberTransferred, at_once=True)
def offices_end_with_a_transfer(entry: Entry) -> None:
    """Whoever goes to another cell leads the old one no longer."""
    person_id, from_id = UUID(entry.content["person_id"]), UUID(entry.content["from_id"])
    end_terms_of(person_id, body_id=from_id, at=entry.at)
