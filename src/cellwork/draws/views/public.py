"""What everybody may read without signing in: every draw that was ever published, with its files to repeat it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cellwork.conferences.queries import conference
from cellwork.draws.actions.drawing import file_of
from cellwork.draws.models import Draw
from cellwork.draws.queries.reading import commitments_of, draw_of, draws_of, file_sizes
from cellwork.draws.states import STATE_WORDS
from cellwork.draws.views.framing import chances_of
from cellwork.kernel.refusals import NotVisible
from cellwork.seats.queries import categories
from cellwork.web import access
from cellwork.web.access import PageRequest

_CALLED = {"list": "list.json", "result": "result.json"}


@require_GET
@access.public
def every(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """All of a conference that were published, also those that are void, with their reasons."""
    found = draws_of(conference_id, public_only=True)
    if not found:
        raise NotVisible("There is no such page.")
    told = {
        "conference": conference(conference_id),
        "every": found,
        "categories": {each.key: each for each in categories(conference_id)},
        "state_words": STATE_WORDS,
    }
    return render(request, "draws/public_every.html", told)


@require_GET
@access.public
def one(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """One of them: list and fingerprint, quotas, chances, seed and result, without a name of anybody who was in it."""
    found = draw_of(conference_id, draw_id, public_only=True)
    told = {
        "conference": conference(conference_id),
        "categories": {each.key: each for each in categories(conference_id)},
        "state_words": STATE_WORDS,
        "files": file_sizes(found),
        "commitments": commitments_of(found),
        "others": [each for each in draws_of(conference_id, public_only=True) if _is_another(each, found)],
    }
    return render(request, "draws/public.html", chances_of(request, found) | told)


@require_GET
@access.public
def file(_request: PageRequest, conference_id: UUID, draw_id: UUID, name: str) -> HttpResponse:
    """The list as it was published, or the result: the very bytes whose sha256 is the fingerprint."""
    found = draw_of(conference_id, draw_id, public_only=True)
    if name not in file_sizes(found):
        raise NotVisible("There is no such file.")
    answer = HttpResponse(file_of(found, name), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{found.category}-{found.number}-{_CALLED[name]}"'
    return answer


def _is_another(each: Draw, found: Draw) -> bool:
    return each.category == found.category and each.id != found.id
