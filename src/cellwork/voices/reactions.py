"""What follows for voices from what happened elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.facts import DecisionAdopted
from cellwork.decisions.queries.reading import decisions_in_force
from cellwork.kernel.reactions import reaction
from cellwork.organisation.facts import BodiesImported, BodyDissolved, BodyMoved
from cellwork.organisation.queries import path_of, top_body
from cellwork.voices.actions.citing import tell_of_adoption
from cellwork.voices.actions.reorganising import follow_bodies, hand_on_from_dissolved

if TYPE_CHECKING:
    from cellwork.kernel.models import Entry


@reaction(BodyMoved, at_once=True)
def voices_stand_where_their_bodies_stand(entry: Entry) -> None:
    """A body that moved takes along what was said in it and what lies with it."""
    path = path_of(entry.body_id) if entry.body_id else None
    if path:
        follow_bodies(path=path)


@reaction(BodyDissolved, at_once=True)
def voices_of_a_dissolved_body_are_answered_above(entry: Entry) -> None:
    """Nobody is left to answer them there."""
    because = f"The body was dissolved: {entry.content['because']}"
    hand_on_from_dissolved(because=because, body_id=entry.body_id, at=entry.at)


@reaction(BodiesImported, at_once=True)
def voices_follow_an_import(entry: Entry) -> None:
    """An import moves and dissolves many at once."""
    top = top_body()
    if top is not None:
        follow_bodies(path=top.path)
        hand_on_from_dissolved(because="The body is no longer there, by an import.", at=entry.at)


@reaction(DecisionAdopted)
def authors_learn_of_a_decision_that_came_of_their_voice(entry: Entry) -> None:
    """A decision that names the voices it came from is in force."""
    decision_id = UUID(entry.content["decision_id"])
    adopted = next(iter(decisions_in_force(decision_id)), None)
    if adopted is not None:
        tell_of_adoption(decision_id=decision_id, body_id=adopted.body_id, title=adopted.title, at=entry.at)
