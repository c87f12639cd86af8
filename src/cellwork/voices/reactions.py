"""What follows for voices from what happened elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.facts import DecisionAdopted, DecisionWithdrawn, ReportVerified
from cellwork.decisions.queries.reading import decisions_in_force
from cellwork.kernel.reactions import reaction
from cellwork.organisation.facts import BodiesImported, BodyDissolved, BodyMoved
from cellwork.organisation.queries import names_of, path_of, top_body
from cellwork.voices.actions.citing import tell_of_adoption
from cellwork.voices.actions.reorganising import follow_bodies, hand_on_from_dissolved
from cellwork.voices.actions.returning import tell_of_movement

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


@reaction(ReportVerified)
def authors_learn_that_it_is_done_where_they_were_answered(entry: Entry) -> None:
    """The body that answered by pointing at a decision has carried it out, and the body above has verified it."""
    decision_id = UUID(entry.content["decision_id"])
    decision = next(iter(decisions_in_force(decision_id)), None)
    if decision is None or entry.body_id is None:
        return
    name = names_of([entry.body_id])[entry.body_id]
    words = f"“{decision.title}” is carried out at {name}, and the body above has verified it."
    tell_of_movement(kind="clause", thing_id=decision_id, words=words, at=entry.at, answered_by=entry.body_id)


@reaction(DecisionWithdrawn)
def authors_learn_that_a_decision_was_withdrawn(entry: Entry) -> None:
    """What an answer pointed at is no longer in force."""
    words = f"The decision was withdrawn: {entry.content['because']}"
    tell_of_movement(kind="clause", thing_id=UUID(entry.content["decision_id"]), words=words, at=entry.at)
