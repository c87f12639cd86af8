"""Titles of alike voices on the posters of a branch, and "I too" by somebody without an account."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db.models import F

from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.statutes.queries import statutes_at
from cellwork.voices.actions.desk import VoiceKey, as_of_today, locked_at, must_be_open
from cellwork.voices.actions.opening import Message, comes_out
from cellwork.voices.actions.saying import cell_of_link, put
from cellwork.voices.codes import seed_of
from cellwork.voices.facts import TitleShown
from cellwork.voices.models import Likeness, Support, Voice
from cellwork.voices.queries.near import is_shown_in
from cellwork.voices.states import OPEN


def show_title(*, actor: Actor, body_id: UUID, voice: VoiceKey, shown: bool, at: datetime) -> Likeness:
    """The title under which this voice stands is on the pages of the posters of the branch from now on, or no longer.

    The title alone: never the words of a voice, whose they are or from which cell. Repeating it changes nothing.
    """
    as_of_today([voice], at=at)
    with acting(actor, at=at) as act:
        of_voice = Voice.objects.filter(body_id=voice.cell_id, id=voice.voice_id, likeness_id__isnull=False)
        # Whoever says "I too" takes the title first and the voices after it, in this order.
        group = Likeness.objects.select_for_update().filter(id__in=of_voice.values("likeness_id")).first()
        found = locked_at(act, body_id, [voice])
        must_be_open(found)
        if group is None or found[0].likeness_id != group.id:
            raise Unfit("This voice stands under no title.", "Give it one that gives nobody away.", field="title")
        group.shown_on = day_of(at, statutes_at(at).time_zone) if shown else None
        Likeness.objects.filter(body_id=group.body_id, id=group.id).update(shown_on=group.shown_on)
        act.record(TitleShown(body_id=body_id, likeness_id=group.id, shown=shown))
    return group


def support_unknown(*, token: str, likeness_id: UUID, seed: str) -> None:
    """ "I too", says somebody at a cell's link, and nobody learns who. It waits in the mixing box like all that is anonymous.

    No act, as with whatever is said so. Only what a body shows on its posters can be supported; NotVisible otherwise, as if it
    were not there. The same form sent twice counts once.
    """
    cell = cell_of_link(token)
    if not is_shown_in(cell, likeness_id):
        raise NotVisible("There is no such matter here.")
    once = sha256(f"{seed_of(seed)}.{likeness_id}".encode()).hexdigest()
    put({"what": "supported", "likeness": str(likeness_id), "token": once})


@comes_out("supported")
def count_unknown(messages: list[Message], at: datetime) -> None:
    """Those that came out of the box together are counted, each once; what was answered meanwhile needs none any more."""
    tokens: dict[UUID, set[bytes]] = {}
    for each in messages:
        tokens.setdefault(UUID(each["likeness"]), set()).add(bytes.fromhex(each["token"]))
    today = day_of(at, statutes_at(at).time_zone)
    for likeness_id in sorted(tokens):
        _count(likeness_id, tokens[likeness_id], on=today)


def _count(likeness_id: UUID, tokens: Collection[bytes], *, on: date) -> None:
    """Inside the act that opens the box; the title is locked, so that whatever comes twice at one moment comes one by one."""
    if not Likeness.objects.select_for_update().filter(id=likeness_id).exists():
        return
    behind = list(Voice.objects.select_for_update().filter(likeness_id=likeness_id).order_by("body_id", "id"))
    voice = next((each for each in behind if each.state in OPEN), None)
    if voice is None:
        return
    before = Support.objects.filter(
        body_id__in={each.body_id for each in behind}, voice_id__in=[each.id for each in behind], token__in=tokens
    )
    known = {bytes(token) for token in before.values_list("token", flat=True) if token}
    fresh = [
        Support(body_id=voice.body_id, id=uuid4(), voice_id=voice.id, token=token, on=on)
        for token in tokens
        if token not in known
    ]
    Support.objects.bulk_create(sorted(fresh, key=lambda support: support.id))
    Voice.objects.filter(body_id=voice.body_id, id=voice.id).update(unknown=F("unknown") + len(fresh))
