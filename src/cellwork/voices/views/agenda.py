"""What stands on the agenda of a body, what it promised, and how the desks below it stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cellwork.decisions.permissions import DRAFT_DECISION
from cellwork.decisions.queries.waiting import drafts_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import Unfit
from cellwork.meetings.queries import held_lately
from cellwork.organisation.permissions import LOOK_AT_PERSON
from cellwork.organisation.queries import body_visible_to
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.citing import cite_matter
from cellwork.voices.actions.desk import VoiceKey
from cellwork.voices.actions.looking import look_at_voice
from cellwork.voices.actions.matters import end_matter
from cellwork.voices.actions.promising import explain_promise, keep_promise
from cellwork.voices.actions.settling import settle_matter
from cellwork.voices.forms import day_typed, id_typed, keys_of
from cellwork.voices.permissions import ANSWER_VOICES, SEE_VOICES
from cellwork.voices.queries.agenda import SAID, WAYS, said_of
from cellwork.voices.queries.desk import (
    below,
    branch_visible_to,
    desk_visible_to,
    matters_of,
    promises_of,
)
from cellwork.voices.queries.reading import matter_at, moderation_by, named_behind
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt
from cellwork.web.wording import count_of

if TYPE_CHECKING:
    from cellwork.organisation.models import Body
    from cellwork.voices.models import Voice


@require_GET
@access.checked_by_the_action
def agenda(request: PageRequest, body_id: UUID) -> HttpResponse:
    """The matters of a body, with how many stand behind each."""
    body = _desk(request, body_id)
    ended = request.GET.get("which") == "ended"
    told = {
        "matters": [each for each in matters_of(body_id, ended=ended) if bool(each.ended_on) == ended],
        "ended": ended,
    }
    return render(request, "voices/agenda.html", _told(request, body) | told)


@access.checked_by_the_action
def matter(request: PageRequest, body_id: UUID, matter_id: UUID) -> HttpResponse:
    """One matter: what came of it is told here, and a draft can name the voices behind it."""
    body = _desk(request, body_id)
    if request.method != "POST":
        return _matter_sheet(request, body, matter_id, None)
    unfit = attempt(lambda: _tell_outcome(request, body_id, matter_id))
    if unfit:
        return _matter_sheet(request, body, matter_id, unfit)
    messages.success(request, "Every author behind it finds this now.")
    return redirect("voices_agenda", body_id)


@require_POST
@access.checked_by_the_action
def cite(request: PageRequest, body_id: UUID, matter_id: UUID) -> HttpResponse:
    """A draft of the body names the voices behind a matter."""
    decision_id = id_typed(request.POST, "decision", "Which draft?")
    voices = cite_matter(actor=request.actor, decision_id=decision_id, matter_id=matter_id, at=request.at)
    messages.success(
        request, f"The draft names {count_of(voices, 'voice', 'voices')} now. On adoption their authors learn of it."
    )
    return redirect("voices_matter", body_id, matter_id)


@require_POST
@access.checked_by_the_action
def look(request: PageRequest, body_id: UUID, matter_id: UUID) -> HttpResponse:
    """One named voice behind a matter is read, this once, for a reason that its author reads."""
    body = _desk(request, body_id)
    keys = keys_of(request.POST.getlist("voice"))
    seen: list[Voice] = []
    unfit = attempt(
        lambda: seen.append(
            look_at_voice(actor=request.actor, voice=_one(keys), reason=request.POST.get("reason", ""), at=request.at)
        )
    )
    if unfit:
        return _matter_sheet(request, body, matter_id, unfit)
    return render(request, "voices/looked.html", {"body": body, "voice": seen[0], "matter_id": matter_id})


@require_GET
@access.checked_by_the_action
def promises(request: PageRequest, body_id: UUID) -> HttpResponse:
    """What the body said it will do, the first day first."""
    return _promises_sheet(request, _desk(request, body_id), None, None)


@require_POST
@access.checked_by_the_action
def promise(request: PageRequest, body_id: UUID, promise_id: UUID) -> HttpResponse:
    """Kept, put off, or explained."""
    body = _desk(request, body_id)
    unfit = attempt(lambda: _end_promise(request, body_id, promise_id))
    if unfit:
        return _promises_sheet(request, body, promise_id, unfit)
    messages.success(request, "Everybody to whom it was promised finds this now.")
    return redirect("voices_promises", body_id)


@require_GET
@access.checked_by_the_action
def desks_below(request: PageRequest, body_id: UUID) -> HttpResponse:
    """How the voices below a body stand, in numbers: to see who needs help, not who is best."""
    body = branch_visible_to(person_of(request), body_id, at=request.at)
    return render(request, "voices/below.html", _told(request, body) | {"below": below(body, at=request.at)})


@require_GET
@access.any_member
def held_back(request: PageRequest, body_id: UUID) -> HttpResponse:
    """The rules by which a body holds words back, and each time it did: for everybody who may know the body."""
    body = body_visible_to(person_of(request), body_id, at=request.at)
    told = {"body": body, "rules": statutes_at(request.at).part(VoiceRules), "log": moderation_by(body_id)}
    return render(request, "voices/held_back.html", told)


def _tell_outcome(request: PageRequest, body_id: UUID, matter_id: UUID) -> None:
    """What came of a matter: said at a meeting of the body where one is named."""
    typed = request.POST
    if not typed.get("meeting"):
        end_matter(
            actor=request.actor, body_id=body_id, matter_id=matter_id, outcome=typed.get("outcome", ""), at=request.at
        )
        return
    settle_matter(
        actor=request.actor, body_id=body_id, matter_id=matter_id, how=typed.get("how", ""), at=request.at,
        meeting_id=id_typed(typed, "meeting", "At which meeting?"), words=typed.get("outcome", ""),
    )  # fmt: skip


def _end_promise(request: PageRequest, body_id: UUID, promise_id: UUID) -> None:
    words = request.POST.get("words", "")
    if request.POST.get("do") == "kept":
        keep_promise(actor=request.actor, body_id=body_id, promise_id=promise_id, words=words, at=request.at)
        return
    due_on = day_typed(request.POST, "due_on") if request.POST.get("do") == "later" else None
    if request.POST.get("do") == "later" and due_on is None:
        raise Unfit("To which day is it put off?", "Choose a day to come.", field="due_on")
    explain_promise(
        actor=request.actor, body_id=body_id, promise_id=promise_id, words=words, due_on=due_on, at=request.at
    )


def _one(keys: list[VoiceKey]) -> VoiceKey:
    if len(keys) != 1:
        raise Unfit("Which voice?", "Choose one of them.", field="voice")
    return keys[0]


def _desk(request: PageRequest, body_id: UUID) -> Body:
    return desk_visible_to(person_of(request), body_id, at=request.at)


def _told(request: PageRequest, body: Body) -> dict[str, Any]:
    person_id = person_of(request)
    return {
        "body": body,
        "may_answer": may(person_id, ANSWER_VOICES, path=body.path, at=request.at),
        "may_see": may(person_id, SEE_VOICES, path=body.path, at=request.at),
        "typed_in": request.POST,
    }


def _matter_sheet(request: PageRequest, body: Body, matter_id: UUID, unfit: Unfit | None) -> HttpResponse:
    person_id = person_of(request)
    found = matter_at(body, matter_id)
    may_draft = may(person_id, DRAFT_DECISION, path=body.path, at=request.at)
    named = named_behind(found)
    told = {
        "matter": found,
        "counted": next((each for each in matters_of(body.pk, ended=True) if each.matter_id == matter_id), None),
        "drafts": [(str(each.pk), each.title) for each in drafts_of(body.pk)] if may_draft else [],
        "may_draft": may_draft,
        "named": [each for each in named if may(person_id, LOOK_AT_PERSON, path=each.cell_path, at=request.at)],
        "unfit": unfit,
        "said": said_of(body.pk, matter_id),
        "meetings": [] if found.ended_on else held_lately(body.pk),
        "ways": WAYS,
        "SAID": SAID,
    }
    return render(request, "voices/matter.html", _told(request, body) | told, status=422 if unfit else 200)


def _promises_sheet(request: PageRequest, body: Body, promise_id: UUID | None, unfit: Unfit | None) -> HttpResponse:
    ended = request.GET.get("which") == "ended"
    told = {"promises": promises_of(body.pk, ended=ended), "ended": ended, "promise_id": promise_id, "unfit": unfit}
    return render(request, "voices/promises.html", _told(request, body) | told, status=422 if unfit else 200)
