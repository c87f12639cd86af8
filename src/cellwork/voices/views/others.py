"""What others have said, on the page of a cell's poster: titles that a body shows there, and "I too" without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from cellwork.kernel.clock import day_of
from cellwork.kernel.refusals import Unfit
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.saying import cell_of_link
from cellwork.voices.actions.showing import support_unknown
from cellwork.voices.codes import new_seed
from cellwork.voices.forms import id_typed
from cellwork.voices.queries.near import shown_matters
from cellwork.voices.stamps import BITS, gate, question_of
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


# As on every page below `/say/`: without a session there is nothing that another site could misuse.
@csrf_exempt
@access.public
def others_here(request: PageRequest, token: str) -> HttpResponse:
    """The titles on this poster; whoever stands behind one is not recognised and keeps nothing."""
    cell = cell_of_link(token)
    if request.method != "POST":
        return _sheet(request, token, cell, None)
    unfit = attempt(lambda: _take(request, token))
    if unfit:
        return _sheet(request, token, cell, unfit)
    terms = statutes_at(request.at).part(VoiceRules).terms
    return render(request, "voices/joined_here.html", {"cell": cell, "token": token, "terms": terms})


def _take(request: PageRequest, token: str) -> None:
    likeness_id = id_typed(request.POST, "matter", "Behind which of them do you stand?")
    today = day_of(request.at, statutes_at(request.at).time_zone)
    if not gate.lets_in(token, request.POST.get("stamp", ""), today=today):
        raise Unfit(
            "Much has come by this link within the last hour, so that it takes a moment.",
            "Wait a few minutes and send it again, or allow scripts on this page.",
            field="matter",
        )
    support_unknown(token=token, likeness_id=likeness_id, seed=request.POST.get("seed", ""))


def _sheet(request: PageRequest, token: str, cell: Body, unfit: Unfit | None) -> HttpResponse:
    statutes = statutes_at(request.at)
    told = {
        "cell": cell, "token": token, "matters": shown_matters(cell), "terms": statutes.part(VoiceRules).terms,
        "seed": request.POST.get("seed") or new_seed(), "bits": BITS, "typed": request.POST, "unfit": unfit,
        "question": question_of(token, day_of(request.at, statutes.time_zone)),
    }  # fmt: skip
    return render(request, "voices/others_here.html", told, status=422 if unfit else 200)
