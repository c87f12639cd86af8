"""Badges as a PDF: of all who have a place, or of one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from cellwork.accreditation.forms import number_typed
from cellwork.accreditation.papers import badges_paper
from cellwork.accreditation.views.framing import conference_with_desk
from cellwork.kernel.refusals import NotVisible
from cellwork.participants.queries.places import places
from cellwork.participants.states import HOLDING
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest


@access.any_member
def badges(request: PageRequest, conference_id: UUID) -> HttpResponse:
    """`?number=` of one mandate; otherwise of all, by category and name, so that they can be laid out at the desks."""
    conference = conference_with_desk(request, conference_id)
    holding = places(conference_id).filter(state__in=HOLDING).order_by("category", "name", "number")
    if one := request.GET.get("number", ""):
        holding = holding.filter(number=number_typed(one))
    wanted = list(holding)
    if not wanted:
        raise NotVisible("Nobody has a place yet.")
    made = badges_paper(conference, wanted, statutes=statutes_at(request.at))
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="badges.pdf"'}
    )
