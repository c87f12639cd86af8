"""Alike voices below a desk: what may be known of them, and one matter of all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.desk import VoiceKey
from cellwork.voices.actions.gathering import Chosen, gather_below
from cellwork.voices.forms import keys_of
from cellwork.voices.permissions import SEE_VOICES
from cellwork.voices.queries.below import found_below
from cellwork.voices.queries.desk import desk_visible_to
from cellwork.voices.queries.reading import group_named, voice_at_desk
from cellwork.voices.states import OPEN
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@access.checked_by_the_action
def alike(request: PageRequest, body_id: UUID, cell_id: UUID, voice_id: UUID) -> HttpResponse:
    """For whoever answers at this desk and sees how the voices of the branch stand."""
    body = _desk(request, body_id)
    if request.method != "POST":
        return _sheet(request, body, VoiceKey(cell_id, voice_id), None)
    made: list[UUID] = []
    unfit = attempt(lambda: made.append(_gather(request, body_id, VoiceKey(cell_id, voice_id))))
    if unfit:
        return _sheet(request, body, VoiceKey(cell_id, voice_id), unfit)
    messages.success(
        request, "They are one matter on your agenda now. Each lies on where it lies; every author reads so."
    )
    return redirect("voices_matter", body_id, made[0])


def _gather(request: PageRequest, body_id: UUID, key: VoiceKey) -> UUID:
    typed = request.POST
    chosen = Chosen(near=keys_of(typed.getlist("voices")), far=typed.get("far") == "on", title=typed.get("title", ""))
    matter = gather_below(actor=request.actor, body_id=body_id, voice=key, chosen=chosen, at=request.at)
    return matter.id


def _desk(request: PageRequest, body_id: UUID) -> Body:
    person_id = person_of(request)
    body = desk_visible_to(person_id, body_id, at=request.at)
    if body.is_cell or not may(person_id, SEE_VOICES, path=body.path, at=request.at):
        raise NotVisible("There is no such page.")
    return body


def _sheet(request: PageRequest, body: Body, key: VoiceKey, unfit: Unfit | None) -> HttpResponse:
    voice = voice_at_desk(body, key.cell_id, key.voice_id, at=request.at)
    if voice.with_id != body.pk or voice.state not in OPEN:
        raise NotVisible("There is no such page.")
    told = {
        "body": body,
        "voice": voice,
        "group": group_named(voice.likeness_id),
        "found": found_below(voice, body, at=request.at),
        "subjects": statutes_at(request.at).part(VoiceRules).subjects,
        "typed_in": request.POST,
        "unfit": unfit,
    }
    return render(request, "voices/alike_below.html", told, status=422 if unfit else 200)
