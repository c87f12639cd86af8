"""What everybody may see of how a body listens: figures and answers, nobody's name."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.queries import body_by_id
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.queries.public import STANDS, public_answers, public_figures
from cellwork.web import access
from cellwork.web.access import PageRequest


@access.public
def of_body(request: PageRequest, body_id: UUID) -> HttpResponse:
    """A body's public page. A cell has none: so near, even a round number says who."""
    body = body_by_id(body_id)
    if body.is_cell or not body.lives:
        raise NotVisible("There is no such page.")
    rules = statutes_at(request.at).part(VoiceRules)
    told = {
        "body": body,
        "figures": public_figures(body_id, at=request.at),
        "answers": public_answers(body_id),
        "stands": STANDS,
        "terms": rules.terms,
        "moderation": rules.moderation.values(),
    }
    return render(request, "voices/public.html", told)
