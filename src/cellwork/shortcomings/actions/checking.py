"""What somebody else does: check a correction, reopen, judge an explanation, give more time."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.powers import may, require
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.organisation.queries import body_by_id
from cellwork.shortcomings.actions.gathering import (
    instances_back_to_the_matter,
    instances_follow_the_day,
    matter_of,
    release_instances,
    unchecked_instances,
)
from cellwork.shortcomings.actions.naming import words_for
from cellwork.shortcomings.actions.steps import (
    TURN_FIELDS,
    back_to_owner,
    deed_of,
    give_turn,
    locked_shortcoming,
    move,
    must_be_in,
    power_body_of,
    today_of,
)
from cellwork.shortcomings.facts import ExplanationJudged, MoreTimeGiven, ShortcomingClosed, ShortcomingReopened
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.permissions import CHECK
from cellwork.shortcomings.queries.owners import Turn
from cellwork.shortcomings.states import WORKING, State

_DONE = frozenset({State.CORRECTED, State.GONE})


class NotYourOwn(Refused):
    """Nobody checks what they corrected or explained themselves."""


class ForThoseAbove(Refused):
    """Only the body above can do this."""


class InstancesUnchecked(Refused):
    """A matter ends only when each of its instances was checked."""


class OpenAgainAlready(Refused):
    """The same finding is open a second time."""


def close_checked(*, actor: Actor, body_id: UUID, shortcoming_id: UUID, words: str = "", at: datetime) -> Shortcoming:
    """Somebody else looked: it is corrected, or gone."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        power = _power_to_check(act, shortcoming)
        must_be_in(shortcoming, _DONE)
        _somebody_else(act, power, shortcoming)
        words = words_for(act, shortcoming, words, field="words")
        if shortcoming.gathers and (left := unchecked_instances(shortcoming)):
            raise InstancesUnchecked(
                f"{left} of its instances are not checked yet.", "Each is checked first, by the body above it."
            )
        give_turn(shortcoming, None, by=None)
        changed = list(TURN_FIELDS)
        if shortcoming.corrected_on is None:
            shortcoming.corrected_on = today_of(act)
            changed.append("corrected_on")
        deed = deed_of(act, power, shortcoming)
        move(act, shortcoming, State.CLOSED, deed=deed, words=words, changed=changed)
        act.record(ShortcomingClosed(body_id=power.body_id, shortcoming_id=shortcoming_id, of_id=shortcoming.body_id))
    return shortcoming


def reopen(
    *, actor: Actor, body_id: UUID, shortcoming_id: UUID, because: str, due_on: date | None = None, at: datetime
) -> Shortcoming:
    """It is not corrected after all, or not any more: whoever has to correct it has a new day."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        power = _power_to_check(act, shortcoming)
        must_be_in(shortcoming, _DONE | {State.CLOSED, State.NOT_SO})
        if not because.strip():
            raise Unfit("Say what is still missing.", "Whoever corrects it reads this.", field="because")
        because = words_for(act, shortcoming, because, field="because")
        if due_on is not None and due_on < today_of(act):
            raise Unfit("This day has passed.", "Choose a day to come.", field="due_on")
        _must_be_the_only_one(shortcoming)
        _open_again(act, shortcoming, power, words=because, due_on=due_on)
        act.record(
            ShortcomingReopened(
                body_id=power.body_id, shortcoming_id=shortcoming_id, of_id=shortcoming.body_id,
                due_on=shortcoming.due_on,
            )
        )  # fmt: skip
    return shortcoming


def judge_explanation(
    *, actor: Actor, body_id: UUID, shortcoming_id: UUID, accepted: bool, words: str, at: datetime
) -> Shortcoming:
    """The body above accepts that it was not so, or does not."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        power = _power_to_check(act, shortcoming)
        must_be_in(shortcoming, frozenset({State.EXPLAINED}))
        _somebody_else(act, power, shortcoming)
        _from_above(act, power, shortcoming)
        if not accepted and not words.strip():
            raise Unfit("Say why the explanation does not do.", "Whoever gave it reads this.", field="words")
        words = words_for(act, shortcoming, words, field="words")
        shortcoming.judgement = words
        if accepted:
            give_turn(shortcoming, None, by=None)
            changed = ["judgement", *TURN_FIELDS]
            deed = deed_of(act, power, shortcoming)
            move(act, shortcoming, State.NOT_SO, deed=deed, words=words, changed=changed)
            if shortcoming.gathers:
                release_instances(shortcoming, at=act.at)
        else:
            shortcoming.save(update_fields=["judgement"])
            later = shortcoming.due_on if shortcoming.due_on > today_of(act) else None
            _open_again(act, shortcoming, power, words=words, due_on=later)
        act.record(
            ExplanationJudged(
                body_id=power.body_id, shortcoming_id=shortcoming_id, of_id=shortcoming.body_id,
                accepted=accepted,
            )
        )  # fmt: skip
    return shortcoming


def give_more_time(
    *, actor: Actor, body_id: UUID, shortcoming_id: UUID, due_on: date | None, because: str, at: datetime
) -> Shortcoming:
    """Those above give a later day, with a reason."""
    with acting(actor, at=at) as act:
        shortcoming = locked_shortcoming(body_id, shortcoming_id)
        power = _power_to_check(act, shortcoming)
        must_be_in(shortcoming, WORKING)
        _from_above(act, power, shortcoming)
        if due_on is None or due_on <= max(shortcoming.due_on, today_of(act)):
            raise Unfit(f"It is due on {shortcoming.due_on:%-d %B %Y}.", "Choose a later day.", field="later")
        if not because.strip():
            raise Unfit("Say why there is more time.", "It stands in the history.", field="why_later")
        because = words_for(act, shortcoming, because, field="why_later")
        shortcoming.due_on = due_on
        changed = ["due_on"]
        if shortcoming.turn_id == shortcoming.owner_id:
            shortcoming.turn_by, shortcoming.climbed, shortcoming.climbed_path = due_on, 0, ""
            changed += ["turn_by", "climbed", "climbed_path"]
        deed = deed_of(act, power, shortcoming)
        words = f"Until {due_on:%-d %B %Y}: {because}"
        move(act, shortcoming, State(shortcoming.state), deed=deed, words=words, changed=changed)
        if shortcoming.gathers:
            instances_follow_the_day(shortcoming)
        act.record(
            MoreTimeGiven(
                body_id=power.body_id, shortcoming_id=shortcoming_id, of_id=shortcoming.body_id, due_on=due_on
            )
        )
    return shortcoming


def _open_again(act: Act, shortcoming: Shortcoming, power: UsedPower, *, words: str, due_on: date | None) -> None:
    """Back to whoever corrects it: the owner, or the matter it is part of while that is open."""
    deed = deed_of(act, power, shortcoming)
    shortcoming.corrected_on = shortcoming.corrected_by = None
    back_to_owner(act, shortcoming, due_on=due_on)
    matter = matter_of(shortcoming)
    to = State.OPEN
    if matter is not None:
        to = State.GATHERED
        up = (len(shortcoming.path) - len(matter.path)) // 4
        turn = Turn(matter.owner_id, matter.path, matter.owner_office, max(up, 0))
        give_turn(shortcoming, turn, by=max(matter.due_on, shortcoming.due_on))
    changed = ["corrected_on", "corrected_by", "due_on", *TURN_FIELDS]
    move(act, shortcoming, to, deed=deed, words=words, changed=changed)
    if shortcoming.gathers:
        instances_back_to_the_matter(act, shortcoming)


def _power_to_check(act: Act, shortcoming: Shortcoming) -> UsedPower:
    """By the owner's body: of those above it, or another officer there. What is late, also of the bodies it climbed to.

    Else what nobody below checks, or may check, would wait for ever.
    """
    person_id = act.actor.person_id
    over = shortcoming.owner_id
    if person_id is not None and shortcoming.turn_id is not None and shortcoming.turn_path:
        late = shortcoming.turn_by is not None and shortcoming.turn_by < today_of(act)
        owner = body_by_id(shortcoming.owner_id)
        if late and not may(person_id, CHECK, path=owner.path, at=act.at):
            over = shortcoming.turn_id
    return require(act, CHECK, body_id=over)


def _somebody_else(act: Act, power: UsedPower, shortcoming: Shortcoming) -> None:
    if shortcoming.corrected_by is not None and shortcoming.corrected_by == act.actor.person_id:
        raise NotYourOwn("You corrected this yourself.", "Somebody else looks: the body above, or another officer.")
    if shortcoming.state == State.GONE:
        _from_above(act, power, shortcoming)


def _from_above(act: Act, power: UsedPower, shortcoming: Shortcoming) -> None:
    """Not an officer of the body that has to correct it; at the top, where nothing is above, anybody else."""
    at_top = body_by_id(shortcoming.owner_id).parent_id is None
    if power_body_of(act, power) == shortcoming.owner_id and not at_top:
        raise ForThoseAbove("The body above does this.", "It has it on its list.")


def _must_be_the_only_one(shortcoming: Shortcoming) -> None:
    if not shortcoming.detector:
        return
    again = Shortcoming.objects.filter(
        body_id=shortcoming.body_id, detector=shortcoming.detector, subject=shortcoming.subject, turn_id__isnull=False
    ).exclude(id=shortcoming.id)
    if again.exists():
        raise OpenAgainAlready("The system has found the same again in the meantime.", "Go on with the newer one.")
