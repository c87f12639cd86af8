"""Editions of the dossier: those of a body, of a conference, and one of them section by section; the paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from cellwork.conferences.queries import conference_visible_to, last_closed
from cellwork.conferences.views.framing import frame
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.queries import bodies_above_in_sight, body_by_id
from cellwork.review.actions.making import ask_dossier, show_dossier
from cellwork.review.forms import SinceForm
from cellwork.review.layout import DECISION, SECTIONS
from cellwork.review.papers import dossier_paper
from cellwork.review.permissions import MAKE_DOSSIER, SEE_DOSSIERS
from cellwork.review.queries.reading import edition_visible_to, editions_for, editions_of
from cellwork.review.queries.seeing import body_reviewed_by, sees_review
from cellwork.review.queries.telling import TELLS
from cellwork.review.queries.telling import decision as told_decision
from cellwork.review.views.telling import edition_for
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.organisation.models import Body
    from cellwork.review.models import Dossier
    from cellwork.review.queries.seeing import Reader
    from cellwork.review.queries.telling import Edition

DAYS = 365
"""Over how long a dossier looks back where nothing else is said."""


@access.checked_by_the_action
def editions(request: PageRequest, body_id: UUID) -> HttpResponse:
    """All editions of a body's branch; a POST asks for another."""
    body = body_reviewed_by(person_of(request), body_id, at=request.at)
    unfit = attempt(lambda: _ask(request, body_id, None)) if request.method == "POST" else None
    if request.method == "POST" and unfit is None:
        return redirect("dossiers", body_id)
    found = editions_of(body_id)
    context = _making(request, body, found, unfit, since=_today(request) - timedelta(days=DAYS))
    return render(request, "review/editions.html", context, status=422 if unfit else 200)


@access.checked_by_the_action
def of_conference(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """The room of a conference: its editions, the newest first; a POST asks for another."""
    person_id = person_of(request)
    conference = conference_visible_to(person_id, conference_id, at=request.at)
    if not sees_review(person_id, conference, request.at):
        raise NotVisible("There is no such page.")
    unfit = attempt(lambda: _ask(request, conference.body_id, conference)) if request.method == "POST" else None
    if request.method == "POST" and unfit is None:
        return redirect("conference_review", conference_id)
    by_office = may(person_id, SEE_DOSSIERS, path=conference.body.path, at=request.at)
    found = editions_for(conference_id, shown=not by_office)
    context = _making(request, conference.body, found, unfit, since=_looks_back_from(conference))
    context |= frame(request, conference, here="review") | {"by_office": by_office}
    return render(request, "review/room.html", context, status=422 if unfit else 200)


def _looks_back_from(conference: Conference) -> date:
    last = last_closed(conference.body_id, conference.kind, before=conference)
    return last.closes_on if last is not None else conference.reviews_from


def _ask(request: PageRequest, body_id: UUID, conference: Conference | None) -> None:
    form = SinceForm(request.POST)
    if not form.is_valid():
        raise Unfit(str(next(iter(form.errors["since"]))), field="since")
    ask_dossier(
        actor=request.actor, body_id=body_id, since=form.cleaned_data["since"],
        conference_id=conference.pk if conference else None, at=request.at,
    )  # fmt: skip
    messages.success(
        request, "It is being made. At a large branch that takes up to a minute; this page shows how far it is."
    )


def _making(
    request: PageRequest, body: Body, found: list[Dossier], unfit: Unfit | None, *, since: date
) -> dict[str, Any]:
    under_way = next((each for each in found if not each.made), None)
    return {
        "body": body,
        "found": found,
        "under_way": under_way,
        "since": request.POST.get("since", "") if unfit else since,
        "unfit": unfit,
        "may_make": may(person_of(request), MAKE_DOSSIER, path=body.path, at=request.at),
        "today": _today(request),
    }


def _today(request: PageRequest) -> date:
    return day_of(request.at, statutes_at(request.at).time_zone)


@access.any_member
def dossier(request: PageRequest, body_id: UUID, number: int) -> HttpResponse:
    """One edition: each section in its first sentences and figures."""
    found, reader = edition_visible_to(person_of(request), body_id, number, at=request.at)
    if not found.made:
        return render(request, "review/making.html", {"dossier": found, "body": body_by_id(body_id)})
    edition = edition_for(person_of(request), found, *SECTIONS, at=request.at)
    context = {"told": [tell(edition) for tell in TELLS.values()], "section": ""}
    return render(request, "review/dossier.html", context | _around(request, edition, reader))


@access.any_member
def section(request: PageRequest, body_id: UUID, number: int, section: str) -> HttpResponse:
    """One section of an edition in full; `unit`: the branch that its curves are of."""
    if section not in SECTIONS:
        raise NotVisible("There is no such section.")
    edition, reader = _edition(request, body_id, number, section)
    context = {"one": TELLS[section](edition), "section": section, "decision": None}
    return render(request, "review/section.html", context | _around(request, edition, reader))


@access.any_member
def decision(request: PageRequest, body_id: UUID, number: int, decision_id: UUID) -> HttpResponse:
    """One decision in an edition, clause by clause."""
    edition, reader = _edition(request, body_id, number, "decisions", DECISION)
    if not edition.parts(DECISION, str(decision_id)):
        raise NotVisible("There is no such decision in this edition.")
    context = {"one": told_decision(edition, str(decision_id)), "section": "decisions", "decision": decision_id}
    return render(request, "review/section.html", context | _around(request, edition, reader))


def _edition(request: PageRequest, body_id: UUID, number: int, *sections: str) -> tuple[Edition, Reader]:
    found, reader = edition_visible_to(person_of(request), body_id, number, at=request.at)
    if not found.made:
        raise NotVisible("This edition is still being made.")
    unit = request.GET.get("unit", "")
    edition = edition_for(person_of(request), found, *sections, unit=unit, at=request.at)
    if unit and unit not in edition.names:
        raise NotVisible("There is no such branch in this edition.")
    return edition, reader


def _around(request: PageRequest, edition: Edition, reader: Reader) -> dict[str, Any]:
    found = edition.dossier
    above = bodies_above_in_sight(person_of(request), found.path, at=request.at) if reader.far else []
    return {
        "dossier": found,
        "edition": edition,
        "reader": reader,
        "above": above,
        "body_name": edition.body_name,
        "sections": SECTIONS,
        "units": [(path, about["name"]) for path, about in sorted(edition.names.items()) if path != found.path],
    }


@require_GET
@access.any_member
def paper(request: PageRequest, body_id: UUID, number: int) -> HttpResponse:
    """The whole edition as one PDF."""
    found, _ = edition_visible_to(person_of(request), body_id, number, at=request.at)
    if not found.made:
        raise NotVisible("This edition is still being made.")
    edition = edition_for(person_of(request), found, at=request.at)
    made = dossier_paper(edition, printed_on=_today(request))
    name = f"Review of {edition.body_name}, edition {found.number}.pdf"
    headers = {
        "Content-Disposition": content_disposition_header(False, name) or "inline",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@require_POST
@access.checked_by_the_action
def show(request: PageRequest, body_id: UUID, number: int) -> HttpResponse:
    """Put an edition before the participants of its conference."""
    show_dossier(actor=request.actor, body_id=body_id, number=number, at=request.at)
    messages.success(request, "From now on participants of the conference read this edition.")
    return redirect("dossier", body_id, number)
