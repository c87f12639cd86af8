"""What waits on you; a body with all that belongs to it; finding a body."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cellwork.conferences.queries.due import due_conferences
from cellwork.conferences.queries.seeing import announced_over
from cellwork.consultations.queries.reading import open_to
from cellwork.decisions.permissions import SEE_EXECUTION
from cellwork.decisions.queries.branches import branch_lines
from cellwork.decisions.queries.reading import decisions_over, decisions_visible_to, directives_of
from cellwork.home.queries import desk_in_place, desks_of
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.meetings.permissions import SEE_MEETINGS
from cellwork.offices.authority import acts_in_place_of, offices_held
from cellwork.offices.permissions import FILL_OFFICE
from cellwork.offices.queries import leaders_of, posts_at
from cellwork.organisation.permissions import REORGANISE, TAKE_UP
from cellwork.organisation.queries import (
    bodies_above,
    bodies_found,
    body_visible_to,
    cell_of,
    children_of,
    counts_below,
    member_count,
    members_visible_to,
    sight_of,
    transfer_under_way,
)
from cellwork.participants.queries.waiting import waits_on_person
from cellwork.reports.permissions import SEE_REPORTS
from cellwork.review.permissions import SEE_DOSSIERS
from cellwork.review.queries.preparing import told_to
from cellwork.shortcomings.permissions import SEE as SEE_SHORTCOMINGS
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Permission
from cellwork.statutes.sections.conferences import ConferenceRules
from cellwork.voices.permissions import ANSWER_VOICES, SEE_VOICES, SHOW_POSTER
from cellwork.voices.queries.own import waiting_on_author
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.organisation.models import Body


@access.any_member
def home(request: PageRequest) -> HttpResponse:
    """One list for every office, and for a member the latest decisions."""
    person_id = person_of(request)
    desks = desks_of(person_id, at=request.at)
    latest = decisions_visible_to(person_id, at=request.at).exclude(stage="draft").select_related("body")
    cell = cell_of(person_id)
    asked = open_to(person_id, cell, day_of(request.at, statutes_at(request.at).time_zone)) if cell else None
    return render(
        request,
        "home/home.html",
        {
            "desks": desks,
            "asked": asked if asked and not asked.answered else None,
            "your_voices": waiting_on_author(person_id),
            "on_the_agenda": told_to(person_id) if statutes_at(request.at).part(ConferenceRules).by_code else [],
            "your_places": waits_on_person(person_id, statutes_at(request.at)),
            "transfer": transfer_under_way(person_id),
            "cell": cell,
            "conferences": _announced(person_id, cell, at=request.at),
            "latest": latest.order_by("-adopted_at", "-id")[:5],
        },
    )


def _announced(person_id: UUID, cell: Body | None, *, at: datetime) -> list[Conference]:
    """Conferences that are announced to whoever looks; nothing is asked where the statutes know none."""
    if not statutes_at(at).part(ConferenceRules).by_code:
        return []
    paths = {term.path for term in offices_held(person_id, at=at)} | ({cell.path} if cell else set())
    return announced_over(paths, at=at)


@access.checked_by_the_action
def in_its_place(request: PageRequest, body_id: UUID) -> HttpResponse:
    """All that waits at a body whose post is vacant, for whoever it falls to."""
    person_id = person_of(request)
    found = body_visible_to(person_id, body_id, at=request.at)
    desk = desk_in_place(person_id, found, at=request.at)
    fallen = acts_in_place_of(person_id, found.path, at=request.at)
    offices = statutes_at(request.at).offices
    return render(
        request, "home/in_its_place.html", {"body": found, "desk": desk, "in_place": fallen, "offices": offices}
    )


@access.any_member
def body(request: PageRequest, body_id: UUID) -> HttpResponse:
    """A body: who leads it, what it has before it, what stands below it, and for those near, who belongs to it."""
    person_id = person_of(request)
    found = body_visible_to(person_id, body_id, at=request.at)
    children = list(children_of(body_id))
    decisions = decisions_over(found.path)
    sight = sight_of(person_id, at=request.at)
    may_see = may(person_id, SEE_EXECUTION, path=found.path, at=request.at)
    cell = cell_of(person_id)
    is_own = cell is not None and cell.pk == found.pk
    founded = datetime.combine(found.founded_on, time.min, tzinfo=UTC) if found.founded_on else found.since
    return render(
        request,
        "home/body.html",
        {
            "body": found,
            "above": [each for each in bodies_above(found.path) if sight.reaches(each.path)],
            "posts": posts_at(body_id=body_id, kind=found.kind, at=request.at, founded_at=founded),
            "directives": directives_of(body_id, decisions) if may_see or is_own else [],
            "branch": branch_lines(found.path, decisions.values()) if children and may_see else [],
            "children": children,
            "open_to_you": {child.pk for child in children if sight.reaches(child.path)},
            "leaders": leaders_of([child.pk for child in children], at=request.at),
            "counts": counts_below(found.path) if children else [],
            "members": members_visible_to(person_id, found, at=request.at) if found.is_cell else None,
            "member_count": member_count(body_id) if found.is_cell else 0,
            "in_place": acts_in_place_of(person_id, found.path, at=request.at) if found.lives else None,
            "offices": statutes_at(request.at).offices,
            "kinds": statutes_at(request.at).kinds,
            "sectors": statutes_at(request.at).sectors,
            "dues": due_conferences(body=found, at=request.at),
            "rooms": _rooms(person_id, found, is_own=is_own, at=request.at),
            "may_fill": may(person_id, FILL_OFFICE, path=found.path, at=request.at),
            "may_reorganise": may(person_id, REORGANISE, path=found.path, at=request.at),
            "may_take_up": found.is_cell and found.lives and may(person_id, TAKE_UP, path=found.path, at=request.at),
            "may_found": may(person_id, REORGANISE, path=found.path + "0000", at=request.at) and not found.is_cell,
        },
    )


def _rooms(person_id: UUID, body: Body, *, is_own: bool, at: datetime) -> list[tuple[str, str, bool]]:
    """The pages that belong to a body and are open to this person: label, address, whether it is this one."""

    def sees(permission: Permission) -> bool:
        return is_own or may(person_id, permission, path=body.path, at=at)

    rooms = [("Overview", reverse("body", args=[body.pk]), True)]
    if sees(SEE_MEETINGS):
        rooms.append(("Meetings", reverse("meetings", args=[body.pk]), False))
        if not body.is_cell:
            rooms.append(("Meetings below", reverse("meetings_below", args=[body.pk]), False))
    if statutes_at(at).part(ConferenceRules).of_kind(body.kind):
        rooms.append(("Conferences", reverse("conferences", args=[body.pk]), False))
    if sees(SEE_REPORTS):
        rooms.append(("Reports", reverse("reports_of", args=[body.pk]), False))
    if sees(SEE_SHORTCOMINGS):
        rooms.append(("Shortcomings", reverse("register", args=[body.pk]), False))
    if may(person_id, ANSWER_VOICES, path=body.path, at=at):
        rooms.append(("Voices to answer", reverse("desk", args=[body.pk]), False))
    rooms += _rooms_of_a_branch(person_id, body, at=at)
    if body.is_cell and may(person_id, SHOW_POSTER, path=body.path, at=at):
        rooms.append(("Poster", reverse("poster", args=[body.pk]), False))
    rooms.append(("Short questions", reverse("pulses", args=[body.pk]), False))
    return [*rooms, ("History", reverse("body_history", args=[body.pk]), False)]


def _rooms_of_a_branch(person_id: UUID, body: Body, *, at: datetime) -> list[tuple[str, str, bool]]:
    """Those that only a body with others below it has."""
    if body.is_cell:
        return []
    rooms = ((SEE_VOICES, "Voices below", "voices_below"), (SEE_DOSSIERS, "Review", "dossiers"))
    return [
        (label, reverse(name, args=[body.pk]), False)
        for permission, label, name in rooms
        if may(person_id, permission, path=body.path, at=at)
    ]


@access.any_member
def find(request: PageRequest) -> HttpResponse:
    """Bodies by name or code, within what the person may see."""
    person_id = person_of(request)
    words = request.GET.get("q", "").strip()
    found = bodies_found(person_id, words, at=request.at) if words else []
    return render(request, "home/find.html", {"asked": words, "found": found, "kinds": statutes_at(request.at).kinds})
