"""A draw is declared void, with a reason that everybody reads; a list from which people withdrew is published anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from cellwork.draws.actions.locking import locked_draw, must_be_at_rest, must_be_published
from cellwork.draws.facts import DrawPrepared, DrawVoid
from cellwork.draws.models import Commitment, Draw
from cellwork.draws.permissions import PUBLISH
from cellwork.draws.queries.candidates import withdrawn_since
from cellwork.draws.queries.quotas import chosen_of
from cellwork.draws.states import Doing, State
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.people.queries import name_of

Holds = Callable[[UUID, str], str]
"""What builds upon a draw of this conference and category already, in a sentence; empty when nothing does."""

_holds: list[Holds] = []


class VoidAlready(Refused):
    """It was declared void before."""


class BuiltUpon(Refused):
    """People have their places by this draw."""


class NobodyWithdrew(Refused):
    """The published list is as it was."""


def built_upon(holds: Holds) -> None:
    """A package above says whether anything rests on a draw. Called once, at start (`AppConfig.ready`)."""
    _holds.append(holds)


def declare_void(*, actor: Actor, conference_id: UUID, draw_id: UUID, because: str, at: datetime) -> Draw:
    """A draw does not count. It stays on the list of all draws with this reason, its files as they were."""
    with acting(actor, at=at) as act:
        draw = locked_draw(conference_id, draw_id)
        require(act, PUBLISH, body_id=draw.body_id)
        must_be_at_rest(draw)
        if draw.state == State.VOID:
            raise VoidAlready("This draw is void already.", "Prepare another one.")
        if not because.strip():
            raise Unfit("Why does it not count?", "Say it in a sentence; everybody can read it.", field="because")
        _must_not_be_built_upon(draw)
        _make_void(act, draw, because.strip())
    return draw


def publish_anew(*, actor: Actor, conference_id: UUID, draw_id: UUID, at: datetime) -> Draw:
    """Somebody withdrew from a published list: it becomes void, and the same draw is prepared again without them.

    Words that were sealed and not opened stay sealed for the new one.
    """
    with acting(actor, at=at) as act:
        old = locked_draw(conference_id, draw_id)
        require(act, PUBLISH, body_id=old.body_id)
        must_be_published(old)
        gone = withdrawn_since(conference_id, draw_id, old.category)
        if not gone:
            raise NobodyWithdrew("Nobody of the list has withdrawn.", "It can be drawn as it is.")
        why = "Somebody" if gone == 1 else f"{gone} people"
        reason = f"{why} withdrew after the list was published."
        _make_void(act, old, reason)
        return _again(act, old, reason)


def _make_void(act: Act, draw: Draw, because: str) -> None:
    draw.state, draw.void_at, draw.void_because = State.VOID, act.at, because
    draw.void_by = act.signed(name_of(act.actor.person_id))
    draw.save()
    act.record(
        DrawVoid(
            body_id=draw.body_id, conference_id=draw.conference_id, draw_id=draw.id, category=draw.category,
            fingerprint=draw.fingerprint, because=because,
        )
    )  # fmt: skip


def _again(act: Act, old: Draw, reason: str) -> Draw:
    number = Draw.objects.filter(conference_id=old.conference_id, category=old.category).count() + 1
    new = Draw.objects.create(
        conference_id=old.conference_id, body_id=old.body_id, category=old.category, number=number, reason_again=reason,
        doing=Doing.WEIGHING, quotas=old.quotas, floor_percent=old.floor_percent, seats=old.seats, people=old.people,
        seed_source={key: said for key, said in old.seed_source.items() if key != "plan"},
        prepared_at=act.at, prepared_by=act.signed(name_of(act.actor.person_id)),
    )  # fmt: skip
    named = Commitment.objects.filter(conference_id=old.conference_id, draw_id=old.id)
    Commitment.objects.bulk_create(
        Commitment(
            conference_id=new.conference_id, draw_id=new.id, person_id=each.person_id, name=each.name, who=each.who,
            digest="" if each.word else each.digest, committed_at=None if each.word else each.committed_at,
        )
        for each in named
    )  # fmt: skip
    act.record(
        DrawPrepared(
            body_id=new.body_id, conference_id=new.conference_id, draw_id=new.id, category=new.category, seats=new.seats,
            quotas=len(chosen_of(new.quotas).rows),
        )
    )  # fmt: skip
    return new


def _must_not_be_built_upon(draw: Draw) -> None:
    for holds in _holds:
        sentence = holds(draw.conference_id, draw.category)
        if sentence:
            raise BuiltUpon(sentence, "A draw that people rely on is not taken back.")
