"""What is said in one's own cell under a name, and "I too"."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.organisation.queries import cell_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.joining import support
from cellwork.voices.queries.near import named_in, open_matters
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of


@access.any_member
def near(request: PageRequest) -> HttpResponse:
    """For those who belong to a cell: its named voices, and the matters of the bodies above it."""
    cell = cell_of(person_of(request))
    if cell is None:
        return render(request, "voices/no_cell.html", {})
    told = {
        "cell": cell,
        "lines": named_in(cell, at=request.at),
        "matters": open_matters(person_of(request), cell),
        "terms": statutes_at(request.at).part(VoiceRules).terms,
    }
    return render(request, "voices/near.html", told)


@require_POST
@access.checked_by_the_action
def i_too(request: PageRequest, likeness_id: UUID) -> HttpResponse:
    """Somebody stands behind a matter."""
    support(actor=request.actor, likeness_id=likeness_id, at=request.at)
    messages.success(request, "You stand behind it too. Only how many there are is shown, never who.")
    return redirect("near_voices")
