"""Saying something: at the link of a cell without an account, and with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from cellwork.decisions.pictures import MOST_BYTES
from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import Unfit
from cellwork.organisation.queries import cell_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.routing import answering_bodies
from cellwork.voices.actions.saying import Said, cell_of_link, say, say_anonymously, say_at_poster
from cellwork.voices.codes import code_for, new_seed, receipt_of
from cellwork.voices.queries.near import shown_matters
from cellwork.voices.queries.posters import good_link_of
from cellwork.voices.queries.readers import WhoReads, who_reads
from cellwork.voices.stamps import BITS, gate, question_of
from cellwork.voices.states import LONGEST_WORDS, Kind, Manner
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

KINDS = [
    (Kind.THOUGHT, "A thought"),
    (Kind.NEED, "A need"),
    (Kind.PROPOSAL, "A proposal"),
    (Kind.QUESTION, "A question"),
    (Kind.PRAISE, "Praise"),
]
_MANNERS = {manner.value: manner for manner in Manner}


# Without a session there is nothing that another site could misuse, and a token would need a cookie.
@csrf_exempt
@access.public
def say_here(request: PageRequest, token: str) -> HttpResponse:
    """A cell's link: who will read what, and then the form. Whoever sends it is not recognised, and gets a code."""
    cell = cell_of_link(token)
    if request.method != "POST":
        return _form_here(request, token, cell, None)
    said, manner = _said(request), _MANNERS.get(request.POST.get("manner", ""))
    seed = request.POST.get("seed", "")
    code = code_for(seed, token, said.kind, said.subject, said.words, str(manner), request.POST.get("name", ""))
    unfit = attempt(lambda: _take(request, token, said, manner, code))
    if unfit:
        return _form_here(request, token, cell, unfit)
    told = {"cell": cell, "code": code, "anonymous": manner is Manner.ANONYMOUS, **_terms(request)}
    return render(request, "voices/said.html", told)


def _take(request: PageRequest, token: str, said: Said, manner: Manner | None, code: str) -> None:
    if manner is None:
        raise Unfit("Who may know that it is you?", "Choose one of the three.", field="manner")
    receipt = receipt_of(code)
    assert receipt is not None
    today = day_of(request.at, statutes_at(request.at).time_zone)
    if not gate.lets_in(token, request.POST.get("stamp", ""), today=today):
        raise Unfit(
            "Much has come by this link within the last hour, so that it takes a moment.",
            "What you wrote is still here: wait a few minutes and send it again, or allow scripts on this page.",
            field="words",
        )
    if manner is Manner.ANONYMOUS:
        say_anonymously(token=token, said=said, receipt=receipt, at=request.at)
        return
    name = request.POST.get("name", "")
    say_at_poster(token=token, said=said, manner=manner, name=name, receipt=receipt, at=request.at)


def _form_here(request: PageRequest, token: str, cell: Body, unfit: Unfit | None) -> HttpResponse:
    today = day_of(request.at, statutes_at(request.at).time_zone)
    told = _form(request, cell, unfit) | {
        "seed": request.POST.get("seed") or new_seed(), "question": question_of(token, today), "bits": BITS, "token": token,
        "others": len(shown_matters(cell)),
    }  # fmt: skip
    return render(request, "voices/say_here.html", told, status=422 if unfit else 200)


@access.checked_by_the_action
def say_with_account(request: PageRequest) -> HttpResponse:
    """The same for a signed-in person: named or in confidence, with a photo or document; anonymous leads to the cell's link."""
    cell = cell_of(person_of(request))
    if cell is None:
        return render(request, "voices/no_cell.html", {})
    unfit = attempt(lambda: _say(request)) if request.method == "POST" else None
    if request.method == "POST" and unfit is None:
        messages.success(request, "It is on its way. Every step it takes, and the answer, stands here.")
        return redirect("own_voices")
    told = _form(request, cell, unfit) | {"link": good_link_of(cell.pk)}
    return render(request, "voices/say.html", told, status=422 if unfit else 200)


def _say(request: PageRequest) -> None:
    manner = _MANNERS.get(request.POST.get("manner", ""))
    if manner is None or manner is Manner.ANONYMOUS:
        raise Unfit("Who may know that it is you?", "Choose one of the two.", field="manner")
    sent = request.FILES.get("file")
    say(
        actor=request.actor, said=_said(request), manner=manner, at=request.at,
        attachment=sent.read(MOST_BYTES + 1) if sent else None,  # one byte too many is enough to know that it is too large
    )  # fmt: skip


def _said(request: HttpRequest) -> Said:
    return Said(
        kind=request.POST.get("kind", ""), subject=request.POST.get("subject", ""), words=request.POST.get("words", "")
    )


def _form(request: PageRequest, cell: Body, unfit: Unfit | None) -> dict[str, Any]:
    subjects = statutes_at(request.at).part(VoiceRules).subjects
    return {
        "cell": cell,
        "who": _who(request, cell),
        "kinds": KINDS,
        "subjects": [(each.code, each.title) for each in subjects.values()],
        "typed": request.POST,
        "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
        "longest": LONGEST_WORDS,
        **_terms(request),
    }


def _who(request: PageRequest, cell: Body) -> WhoReads:
    codes = list(statutes_at(request.at).part(VoiceRules).subjects) or [""]
    routed = answering_bodies(cells=[cell.pk] * len(codes), subjects=codes, at=request.at)
    return who_reads(cell, {codes[each.number]: each.path for each in routed}, at=request.at)


def _terms(request: PageRequest) -> dict[str, Any]:
    return {"terms": statutes_at(request.at).part(VoiceRules).terms}
