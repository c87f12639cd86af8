"""The author comes back, by code or from the account: what happened, the answer, a reply, a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.queries import cell_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.returning import judge, judge_by_code, reply, reply_by_code
from cellwork.voices.codes import receipt_of
from cellwork.voices.permissions import SHOW_POSTER
from cellwork.voices.queries.own import attachment_of, own_voice, sheet_of, voice_by_receipt, voices_of
from cellwork.voices.states import LONGEST_WORDS
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.voices.models import Attachment

_TYPES = {"photo": "image/jpeg", "pdf": "application/pdf", "text": "text/plain; charset=utf-8"}
_LOCKED_UP = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


# Without a session there is nothing that another site could misuse, and a token would need a cookie.
@csrf_exempt
@access.public
def come_back(request: PageRequest) -> HttpResponse:
    """The code is asked for, and what it opens is shown. It stands in no address: addresses are remembered."""
    code = request.POST.get("code", "")
    if request.method != "POST":
        return render(request, "voices/come_back.html", _asked(request, "", None))
    receipt = receipt_of(code)
    if receipt is None:
        unfit = Unfit("This is not a whole code.", "It has five groups of four letters and digits.", field="code")
        return render(request, "voices/come_back.html", _asked(request, code, unfit), status=422)
    return _by_code(request, code)


@csrf_exempt
@require_POST
@access.public
def reply_here(request: PageRequest) -> HttpResponse:
    """A reply by code."""
    words = request.POST.get("words", "")
    now: list[bool] = []
    unfit = attempt(lambda: now.append(reply_by_code(receipt=_receipt(request), words=words, at=request.at)))
    return _by_code(request, request.POST.get("code", ""), unfit=unfit, field="words", done=_done(unfit, now))


@csrf_exempt
@require_POST
@access.public
def judge_here(request: PageRequest) -> HttpResponse:
    """A judgement by code."""
    content, words = request.POST.get("content") == "yes", request.POST.get("because", "")
    now: list[bool] = []
    unfit = attempt(
        lambda: now.append(judge_by_code(receipt=_receipt(request), content=content, words=words, at=request.at))
    )
    return _by_code(request, request.POST.get("code", ""), unfit=unfit, field="because", done=_done(unfit, now))


def _receipt(request: PageRequest) -> bytes:
    receipt = receipt_of(request.POST.get("code", ""))
    if receipt is None:
        raise NotVisible("Nothing is found under this code.")
    return receipt


def _done(unfit: Unfit | None, now: list[bool]) -> str:
    if unfit:
        return ""
    return "now" if now and now[0] else "waits"


def _by_code(
    request: PageRequest, code: str, *, unfit: Unfit | None = None, field: str = "", done: str = ""
) -> HttpResponse:
    voice = voice_by_receipt(receipt_of(code))
    if voice is None:
        return render(request, "voices/nothing_yet.html", _asked(request, code, None))
    told = _sheet(request, sheet_of(voice, at=request.at), unfit, field) | {"code": code, "done": done}
    return render(request, "voices/by_code.html", told, status=422 if unfit else 200)


def _asked(request: PageRequest, code: str, unfit: Unfit | None) -> dict[str, Any]:
    return {"code": code, "unfit": _said(unfit, "code"), "terms": statutes_at(request.at).part(VoiceRules).terms}


@access.any_member
def own_voices(request: PageRequest) -> HttpResponse:
    """What somebody said under their name or in confidence, and what became of it."""
    cell = cell_of(person_of(request))
    may_print = cell is not None and may(person_of(request), SHOW_POSTER, path=cell.path, at=request.at)
    told = {
        "lines": voices_of(person_of(request), at=request.at), "today": _today(request),
        "poster_of": cell if may_print else None,
    }  # fmt: skip
    return render(request, "voices/own_voices.html", told)


@access.any_member
def own(request: PageRequest, cell_id: UUID, voice_id: UUID) -> HttpResponse:
    """One of them."""
    return _own(request, cell_id, voice_id)


@require_POST
@access.checked_by_the_action
def reply_own(request: PageRequest, cell_id: UUID, voice_id: UUID) -> HttpResponse:
    """A reply from the account."""
    words = request.POST.get("words", "")
    unfit = attempt(lambda: reply(actor=request.actor, cell_id=cell_id, voice_id=voice_id, words=words, at=request.at))
    if unfit:
        return _own(request, cell_id, voice_id, unfit, "words")
    messages.success(request, "Your reply is there. The time for an answer runs on.")
    return redirect("own_voice", cell_id, voice_id)


@require_POST
@access.checked_by_the_action
def judge_own(request: PageRequest, cell_id: UUID, voice_id: UUID) -> HttpResponse:
    """A judgement from the account."""
    content, words = request.POST.get("content") == "yes", request.POST.get("because", "")
    unfit = attempt(
        lambda: judge(
            actor=request.actor, cell_id=cell_id, voice_id=voice_id, content=content, words=words, at=request.at
        )
    )
    if unfit:
        return _own(request, cell_id, voice_id, unfit, "because")
    said = "Settled. Thank you for saying so." if content else "It lies one level up now, with a day of its own."
    messages.success(request, said)
    return redirect("own_voice", cell_id, voice_id)


@require_GET
@access.any_member
def own_attachment(request: PageRequest, cell_id: UUID, voice_id: UUID) -> HttpResponse:
    """The photo or document that somebody sent with it."""
    return handed_out(attachment_of(own_voice(person_of(request), cell_id, voice_id)))


def handed_out(kept: Attachment) -> HttpResponse:
    """A photo or document, as nothing that a browser would run."""
    headers = {
        "Content-Disposition": content_disposition_header(kept.kind != "photo", kept.name) or "attachment",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": _LOCKED_UP,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(bytes(kept.content), content_type=_TYPES[kept.kind], headers=headers)


def _own(
    request: PageRequest, cell_id: UUID, voice_id: UUID, unfit: Unfit | None = None, field: str = ""
) -> HttpResponse:
    sheet = sheet_of(own_voice(person_of(request), cell_id, voice_id), at=request.at)
    told = _sheet(request, sheet, unfit, field)
    return render(request, "voices/own_voice.html", told, status=422 if unfit else 200)


def _sheet(request: PageRequest, sheet: Any, unfit: Unfit | None, field: str) -> dict[str, Any]:
    return {
        "sheet": sheet, "unfit": _said(unfit, field), "typed": request.POST, "today": _today(request),
        "longest": LONGEST_WORDS, "terms": statutes_at(request.at).part(VoiceRules).terms,
    }  # fmt: skip


def _said(unfit: Unfit | None, field: str) -> dict[str, str]:
    return {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": field} if unfit else {}


def _today(request: PageRequest) -> Any:
    return day_of(request.at, statutes_at(request.at).time_zone)
