"""Alike voices are put beside each other by the body's own hand; others stand behind a voice: "I too"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import F

from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.ids import new_id
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.organisation.queries import cell_of
from cellwork.people.queries import name_of
from cellwork.statutes.queries import statutes_at
from cellwork.voices.actions.desk import VoiceKey, as_of_today, locked_at, step_all
from cellwork.voices.actions.matters import LONGEST_TITLE, short_title, subject_title
from cellwork.voices.facts import VoicesJoined, VoiceSupported
from cellwork.voices.models import Likeness, Support, Voice
from cellwork.voices.states import OPEN, What


class AlreadyBehindIt(Refused):
    """The member said "I too" before."""


class OwnVoice(Refused):
    """One's own voice needs no support of one's own."""


class NoLongerOpen(Refused):
    """It is answered."""


def join_voices(*, actor: Actor, body_id: UUID, voices: Sequence[VoiceKey], title: str, at: datetime) -> Likeness:
    """These voices say the same, says the body, and calls them by a title that gives nobody away. One voice alone may have one:
    under its title the branch can stand behind it. Without a title they are called as those that have one already.
    """
    as_of_today(voices, at=at)
    with acting(actor, at=at) as act:
        found = locked_at(act, body_id, voices)
        named_already = any(voice.likeness_id for voice in found)
        if len(title.strip()) > LONGEST_TITLE or not (title.strip() or named_already):
            raise Unfit("How are they called together?", f"A title of {LONGEST_TITLE} letters at most.", field="title")
        return group_of(act, body_id, found, title=title, by=act.signed(name_of(actor.person_id)))


def part_voice(*, actor: Actor, body_id: UUID, voice: VoiceKey, at: datetime) -> Voice:
    """This one says something else after all."""
    as_of_today([voice], at=at)
    with acting(actor, at=at) as act:
        (found,) = locked_at(act, body_id, [voice])
        group_id = found.likeness_id
        if group_id is None:
            raise Unfit("This voice stands alone already.", field="voices")
        today = day_of(at, statutes_at(at).time_zone)
        step_all([found], What.PARTED, on=today, from_id=body_id, changed={"likeness_id": None})
        act.record(VoicesJoined(body_id=body_id, likeness_id=group_id, voices=-1))
    return found


def group_of(act: Act, body_id: UUID, voices: Sequence[Voice], *, title: str, by: str) -> Likeness:
    """The one group all these locked voices are in from now on: the one they are in, or a fresh one. Inside an act."""
    groups = {voice.likeness_id for voice in voices}
    known = Likeness.objects.filter(id__in=[each for each in groups if each]).order_by("id").first()
    if known is not None and len(groups) == 1 and not title.strip():
        return known
    name = short_title(title.strip()) or (known.title if known else subject_title(voices[0].subject, at=act.at))
    group = known or Likeness.objects.create(body_id=body_id, id=new_id(), title=name, made_at=act.at, made_by=by)
    if known is not None and known.title != name:
        # Another title is not on the posters because the last one was: that is decided anew.
        Likeness.objects.filter(body_id=known.body_id, id=known.id).update(title=name, shown_on=None)
        group.title, group.shown_on = name, None
    fresh = [voice for voice in voices if voice.likeness_id != group.id]
    today = day_of(act.at, statutes_at(act.at).time_zone)
    step_all(fresh, What.JOINED, on=today, words=name, by=by, from_id=body_id, changed={"likeness_id": group.id})
    act.record(VoicesJoined(body_id=body_id, likeness_id=group.id, voices=len(voices)))
    return group


def support(*, actor: Actor, likeness_id: UUID, at: datetime) -> Voice:
    """ "I too", says a member of the branch: behind the voices of a title, once, whatever is said anew under it later.

    Only how many stand behind it is shown, never who. Returns the voice with which the support is kept.
    """
    with acting(actor, at=at) as act:
        group = (
            Likeness.objects.select_for_update().filter(id=likeness_id).first()
        )  # one after the other: each counts once
        cell = cell_of(actor.person_id) if actor.person_id else None
        behind = list(Voice.objects.select_for_update().filter(likeness_id=likeness_id).order_by("body_id", "id"))
        if group is None or cell is None or not behind or not cell.path.startswith(behind[0].with_path):
            raise NotVisible("There is no such matter.")
        voice = next((each for each in behind if each.state in OPEN), None)
        if voice is None:
            raise NoLongerOpen("It is answered.", "Read the answer; if something is missing, say so yourself.")
        _must_be_first_time(behind, actor.person_id)
        act.use(UsedPower("belonging to the branch", voice.with_id))
        Support.objects.create(
            body_id=voice.body_id, id=uuid4(), voice_id=voice.id, member_id=actor.person_id,
            on=day_of(at, statutes_at(at).time_zone),
        )  # fmt: skip
        Voice.objects.filter(body_id=voice.body_id, id=voice.id).update(supports=F("supports") + 1)
        act.record(VoiceSupported(body_id=voice.with_id, voice_id=voice.id))
    return voice


def _must_be_first_time(behind: Sequence[Voice], member_id: UUID | None) -> None:
    if any(voice.author_id == member_id for voice in behind):
        raise OwnVoice("One of these voices is your own; it counts already.")
    before = Support.objects.filter(
        body_id__in={each.body_id for each in behind}, voice_id__in=[each.id for each in behind], member_id=member_id
    )
    if before.exists():
        raise AlreadyBehindIt("You stand behind this already.", "The answer appears where you read it.")
