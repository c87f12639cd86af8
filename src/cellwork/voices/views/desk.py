"""The desk of the body that answers: what came in, alike ones together, late first; one voice; several answered at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.queries import body_by_code
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.answering import Reply, answer_voices
from cellwork.voices.actions.desk import VoiceKey
from cellwork.voices.actions.joining import join_voices, part_voice
from cellwork.voices.actions.moderating import show_words_again, withhold_words
from cellwork.voices.actions.passing import pass_on
from cellwork.voices.actions.showing import show_title
from cellwork.voices.actions.taking_up import acknowledge_voices, ask_what_is_meant
from cellwork.voices.forms import id_typed, keys_of, place_asked, pointed_at, reply_of
from cellwork.voices.permissions import MODERATE_VOICES, SEE_VOICES
from cellwork.voices.queries.desk import BEGINNING, MOST_COUNTED, desk_visible_to, on_desk, standings_of
from cellwork.voices.queries.linking import AtDesk, Linked, linked_at, things_in
from cellwork.voices.queries.own import attachment_of, sheet_of
from cellwork.voices.queries.passing import directions_of
from cellwork.voices.queries.reading import group_named, standing_now, voice_at_desk
from cellwork.voices.queries.searching import alike_at_desk, search_desks
from cellwork.voices.states import LONGEST_WORDS, OPEN
from cellwork.voices.views.returning import handed_out
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt
from cellwork.web.wording import count_of

if TYPE_CHECKING:
    from cellwork.organisation.models import Body
    from cellwork.voices.models import Voice

_SHOWN = {
    "show-title": "The title is on the posters of the branch now: people without an account can stand behind it.",
    "hide-title": "The title is on no poster any more. Those who stand behind it still do.",
}


@require_GET
@access.checked_by_the_action
def desk(request: PageRequest, body_id: UUID) -> HttpResponse:
    """What lies with a body, or what was found there."""
    body = _desk(request, body_id)
    typed, subject = request.GET.get("q", ""), request.GET.get("subject", "")
    after = place_asked(request.GET.get("after", ""))
    bundles, further = ([], "") if typed else on_desk(body, at=request.at, subject=subject, after=after)
    told = {
        "bundles": bundles, "further": further, "begins": after == BEGINNING, "subject": subject, "typed": typed,
        "found": search_desks([body.pk], typed) if typed else [],
        "standings": standings_of(body.pk, body.path, at=request.at), "most": MOST_COUNTED,
    }  # fmt: skip
    return render(request, "voices/desk.html", _told(request, body) | told)


@require_POST
@access.checked_by_the_action
def several(request: PageRequest, body_id: UUID) -> HttpResponse:
    """What is done with the voices ticked on the desk."""
    body = _desk(request, body_id)
    keys = keys_of(request.POST.getlist("voices"))
    if request.POST.get("do") == "answer" and keys:
        return _answer_sheet(request, body, keys, None)
    if request.POST.get("do") == "join":
        join_voices(
            actor=request.actor, body_id=body_id, voices=keys, title=request.POST.get("title", ""), at=request.at
        )
        messages.success(request, "They are together now. Each keeps its own words.")
    else:
        read = acknowledge_voices(actor=request.actor, body_id=body_id, voices=keys, at=request.at)
        messages.success(request, f"{count_of(len(read), 'author reads', 'authors read')} that you are at work on it.")
    return redirect("desk", body_id)


@require_POST
@access.checked_by_the_action
def answer(request: PageRequest, body_id: UUID) -> HttpResponse:
    """One answer to one voice or to several."""
    body = _desk(request, body_id)
    keys = keys_of(request.POST.getlist("voices"))
    unfit = attempt(
        lambda: answer_voices(
            actor=request.actor, body_id=body_id, voices=keys, reply=_reply(request, body), at=request.at
        )
    )
    if unfit:
        return _answer_sheet(request, body, keys, unfit)
    messages.success(request, f"Answered. {count_of(len(keys), 'author finds', 'authors find')} it now.")
    return redirect("desk", body_id)


@require_GET
@access.checked_by_the_action
def voice(request: PageRequest, body_id: UUID, cell_id: UUID, voice_id: UUID) -> HttpResponse:
    """One voice: its words, the way it went, those that are alike, and everything that can be done with it."""
    body = _desk(request, body_id)
    return _voice_sheet(request, body, voice_at_desk(body, cell_id, voice_id, at=request.at), None)


@require_POST
@access.checked_by_the_action
def do(request: PageRequest, body_id: UUID, cell_id: UUID, voice_id: UUID, deed: str) -> HttpResponse:
    """One deed about one voice; what does not fit comes back to its form."""
    body = _desk(request, body_id)
    key = VoiceKey(cell_id, voice_id)
    sentence, work = _deed(request, body_id, key, deed)
    unfit = attempt(work)
    if unfit:
        found = voice_at_desk(body, cell_id, voice_id, at=request.at)
        return _voice_sheet(request, body, found, unfit, deed=deed)
    messages.success(request, sentence)
    return redirect("desk", body_id) if deed == "pass" else redirect("desk_voice", body_id, cell_id, voice_id)


@require_GET
@access.checked_by_the_action
def attachment(request: PageRequest, body_id: UUID, cell_id: UUID, voice_id: UUID) -> HttpResponse:
    """The photo or document that came with a voice."""
    body = _desk(request, body_id)
    return handed_out(attachment_of(voice_at_desk(body, cell_id, voice_id, at=request.at)))


def _deed(request: PageRequest, body_id: UUID, key: VoiceKey, deed: str) -> tuple[str, Callable[[], object]]:
    """What is said when it is done, and the doing of it; NotVisible for a deed that no page offers."""
    actor, at, typed = request.actor, request.at, request.POST
    because, words = typed.get("because", ""), typed.get("words", "")
    if deed == "read":
        read = partial(acknowledge_voices, actor=actor, body_id=body_id, voices=[key], at=at)
        return "The author reads that you are at work on it.", read
    if deed == "ask":
        ask = partial(ask_what_is_meant, actor=actor, body_id=body_id, voice=key, words=words, at=at)
        return "Asked. The clock stands still until the author replies.", ask
    if deed == "pass":
        return "Passed on. The author reads why.", lambda: pass_on(
            actor=actor, body_id=body_id, voice=key, to_id=_meant(request), because=because, at=at
        )
    if deed == "withhold":
        hold = partial(withhold_words, actor=actor, body_id=body_id, voice=key, rule=typed.get("rule", ""), at=at)
        return "Held back. The author reads by which rule, and why.", partial(hold, because=because)
    if deed == "show":
        return "Shown again.", partial(
            show_words_again, actor=actor, body_id=body_id, voice=key, because=because, at=at
        )
    return _deed_about_title(request, body_id, key, deed)


def _deed_about_title(
    request: PageRequest, body_id: UUID, key: VoiceKey, deed: str
) -> tuple[str, Callable[[], object]]:
    actor, at = request.actor, request.at
    if deed == "part":
        return "It stands by itself again.", partial(part_voice, actor=actor, body_id=body_id, voice=key, at=at)
    if deed in _SHOWN:
        show = partial(show_title, actor=actor, body_id=body_id, voice=key, at=at)
        return _SHOWN[deed], partial(show, shown=deed == "show-title")
    raise NotVisible("There is no such page.")


def _meant(request: PageRequest) -> UUID:
    code = request.POST.get("code", "").strip()
    if not code:
        return id_typed(request.POST, "to", "To which body?")
    named = body_by_code(code)
    if named is None:
        raise Unfit(
            f"No body has the code {code}.", "Choose one from the list, or ask whoever knows the code.", field="to"
        )
    return named.pk


def _desk(request: PageRequest, body_id: UUID) -> Body:
    return desk_visible_to(person_of(request), body_id, at=request.at)


def _told(request: PageRequest, body: Body) -> dict[str, Any]:
    rules = statutes_at(request.at).part(VoiceRules)
    person_id = person_of(request)
    return {
        "body": body,
        "subjects": rules.subjects,
        "rules": rules,
        "longest": LONGEST_WORDS,
        "may_see": may(person_id, SEE_VOICES, path=body.path, at=request.at),
        "may_moderate": may(person_id, MODERATE_VOICES, path=body.path, at=request.at),
        "typed_in": request.POST,
    }


def _voice_sheet(
    request: PageRequest, body: Body, found: Voice, unfit: Unfit | None, *, deed: str = ""
) -> HttpResponse:
    is_open = found.state in OPEN
    linked = _linked(request, body, found)
    came = [each for of in linked for each in of.came]
    told = {
        "sheet": sheet_of(found, at=request.at),
        "standing": standing_now(found, at=request.at),
        "is_open": is_open,
        "group": group_named(found.likeness_id),
        "alike": alike_at_desk(found, at=request.at) if is_open else [],
        "directions": directions_of(found, body) if is_open else [],
        "things": things_in(linked) if is_open else [],
        "points_at": next((each.key for each in came if each.key), ""),
        "came": came,
        "begins": [of for of in linked if of.begin_at] if is_open else [],
        "unfit": unfit,
        "deed": deed,
    }
    return render(request, "voices/desk_voice.html", _told(request, body) | told, status=422 if unfit else 200)


def _answer_sheet(request: PageRequest, body: Body, keys: list[VoiceKey], unfit: Unfit | None) -> HttpResponse:
    found = [voice_at_desk(body, key.cell_id, key.voice_id, at=request.at) for key in keys[:20]]
    told = {"keys": keys, "voices": found, "things": things_in(_linked(request, body)), "unfit": unfit}
    return render(request, "voices/answer.html", _told(request, body) | told, status=422 if unfit else 200)


def _linked(request: PageRequest, body: Body, voice: Voice | None = None) -> list[Linked]:
    """What an answer of this desk can point at, and what came of the voice already."""
    person_id = person_of(request)
    cell_id, voice_id = (voice.body_id, voice.id) if voice else (None, None)
    return linked_at(AtDesk(person_id=person_id, body=body, at=request.at, cell_id=cell_id, voice_id=voice_id))


def _reply(request: PageRequest, body: Body) -> Reply:
    offered = _linked(request, body) if request.POST.get("link") else []
    return reply_of(request.POST, pointed_at(request.POST, things_in(offered)))
