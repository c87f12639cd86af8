"""The poster of a cell: its link as a picture to scan, made for the printer."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from markupsafe import Markup

from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotVisible
from cellwork.organisation.queries import body_visible_to
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.saying import renew_link
from cellwork.voices.permissions import SHOW_POSTER
from cellwork.voices.queries.posters import good_link_of
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of


@access.any_member
def poster(request: PageRequest, cell_id: UUID) -> HttpResponse:
    """The sheet as it will be printed, and what to do with it."""
    cell = body_visible_to(person_of(request), cell_id, at=request.at)
    may_renew = may(person_of(request), SHOW_POSTER, path=cell.path, at=request.at)
    if not cell.is_cell or not may_renew:
        raise NotVisible("There is no poster here for you.")
    link = good_link_of(cell_id)
    address = request.build_absolute_uri(reverse("say_here", args=[link.token])) if link else ""
    told = {
        "cell": cell, "link": link, "address": address, "picture": _picture(address, cell.name) if link else "",
        "terms": statutes_at(request.at).part(VoiceRules).terms,
    }  # fmt: skip
    return render(request, "voices/poster.html", told)


@require_GET
@access.any_member
def picture(request: PageRequest, cell_id: UUID) -> HttpResponse:
    """The picture to scan alone, as SVG, for a poster of one's own making."""
    cell = body_visible_to(person_of(request), cell_id, at=request.at)
    link = good_link_of(cell_id)
    if link is None or not may(person_of(request), SHOW_POSTER, path=cell.path, at=request.at):
        raise NotVisible("There is no poster here for you.")
    address = request.build_absolute_uri(reverse("say_here", args=[link.token]))
    headers = {"Content-Disposition": 'attachment; filename="say-something.svg"'}
    return HttpResponse(_file(address), content_type="image/svg+xml", headers=headers)


@require_POST
@access.checked_by_the_action
def renew(request: PageRequest, cell_id: UUID) -> HttpResponse:
    """A link where there is none, or a new one in place of the last."""
    renew_link(actor=request.actor, cell_id=cell_id, at=request.at)
    messages.success(request, "This link is good from now on. Take down posters that carry an older one.")
    return redirect("poster", cell_id)


def _picture(address: str, name: str) -> Markup:
    """For the page: a blank edge of four modules, as the standard asks, and white paper also in the dark."""
    drawn = segno.make(address, error="q").svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff", title=f"Say something in {name}: QR code"
    )
    return Markup(drawn)  # noqa: S704 -- made by us from an address of ours


def _file(address: str) -> bytes:
    """The same as a file."""
    written = BytesIO()
    segno.make(address, error="q").save(written, kind="svg", border=4, scale=8, dark="#000", light="#fff")
    return written.getvalue()
