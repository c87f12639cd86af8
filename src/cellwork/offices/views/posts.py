"""Every seat of a body: who holds it, who held it, and beginning and ending terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.kernel.clock import day_of, start_of
from cellwork.kernel.powers import may, spans_of
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.offices.actions import begin_term, call_off_term, end_term
from cellwork.offices.authority import acts_in_place_of
from cellwork.offices.forms import BeginTerm, CallOffTerm, EndTerm, begin_form, moment_of, told
from cellwork.offices.models import Term
from cellwork.offices.permissions import FILL_OFFICE
from cellwork.offices.queries import InPlaceOf, Post, posts_at, terms_without_a_seat
from cellwork.organisation.paths import parent_of
from cellwork.organisation.permissions import LOOK_AT_PERSON
from cellwork.organisation.queries import bodies_above_in_sight, body_visible_to, is_near, near_among, present_members
from cellwork.people.queries import person_by_number, persons_by_ids
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Statutes
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@dataclass
class Seat:
    """A post as the page shows it, with the forms of whoever may fill it."""

    post: Post
    name: str
    begin: BeginTerm | None = None
    ends: list[tuple[Term, EndTerm]] = field(default_factory=list)
    call_offs: list[tuple[Term, CallOffTerm]] = field(default_factory=list)


@access.any_member
def posts(request: PageRequest, body_id: UUID) -> HttpResponse:
    """All seats with their terms: who holds office is public within the organisation."""
    return _page(request, _body(request, body_id))


@require_POST
@access.checked_by_the_action
def begin(request: PageRequest, body_id: UUID, office: str, seat: int) -> HttpResponse:
    """Somebody takes a seat."""
    body = _body(request, body_id)
    form = BeginTerm(request.POST, auto_id=f"{office}-{seat}-%s")
    if form.is_valid():
        told(form, _begin(request, body, office, seat, form.cleaned_data), {"person": "number"})
    if form.errors:
        return _page(request, body, {(office, seat): form})
    messages.success(request, "The term is recorded. Power begins and ends with it; nobody has to remember.")
    return redirect("posts", body_id)


def _begin(request: PageRequest, body: Body, office: str, seat: int, typed: dict[str, Any]) -> Unfit | None:
    zone = statutes_at(request.at).time_zone
    person = person_by_number(typed["number"])
    # Nobody is told which numbers exist before it is known that they may fill the seat: the action asks in that order.
    nobody = UUID(int=0)
    return attempt(
        lambda: begin_term(
            actor=request.actor, body_id=body.pk, office=office, seat=seat, person_id=person.pk if person else nobody,
            since=moment_of(typed["since"], zone, at=request.at),
            until=start_of(typed["until"], zone) if typed["until"] else None,
            acting_only=typed["standing"] == Term.Standing.ACTING, at=request.at,
        )
    )  # fmt: skip


@require_POST
@access.checked_by_the_action
def end(request: PageRequest, body_id: UUID, term_id: UUID) -> HttpResponse:
    """A term gets its end."""
    body = _body(request, body_id)
    form = EndTerm(request.POST, auto_id=f"{term_id}-%s")
    if form.is_valid():
        typed = form.cleaned_data
        zone = statutes_at(request.at).time_zone
        until = moment_of(typed["until"], zone, at=request.at)
        told(
            form,
            attempt(
                lambda: end_term(
                    actor=request.actor, term_id=term_id, until=until, because=typed["because"], at=request.at
                )
            ),
        )
    if form.errors:
        return _page(request, body, {term_id: form})
    messages.success(request, "The end of the term is recorded.")
    return redirect("posts", body_id)


@require_POST
@access.checked_by_the_action
def call_off(request: PageRequest, body_id: UUID, term_id: UUID) -> HttpResponse:
    """Somebody elected does not take office."""
    body = _body(request, body_id)
    form = CallOffTerm(request.POST, auto_id=f"{term_id}-%s")
    if form.is_valid():
        because = form.cleaned_data["because"]
        told(
            form,
            attempt(lambda: call_off_term(actor=request.actor, term_id=term_id, because=because, at=request.at)),
        )
    if form.errors:
        return _page(request, body, {term_id: form})
    messages.success(request, "The term will not begin. The seat is free for somebody else.")
    return redirect("posts", body_id)


def _body(request: PageRequest, body_id: UUID) -> Body:
    if request.actor.person_id is None:
        raise NotVisible("There is no such body.")
    return body_visible_to(request.actor.person_id, body_id, at=request.at)


def _page(request: PageRequest, body: Body, typed: dict[Any, forms.Form] | None = None) -> HttpResponse:
    person_id = person_of(request)
    statutes = statutes_at(request.at)
    founded_at = start_of(body.founded_on, statutes.time_zone) if body.founded_on else body.since
    found = posts_at(body_id=body.pk, kind=body.kind, at=request.at, founded_at=founded_at) if body.lives else []
    may_fill = body.lives and may(person_id, FILL_OFFICE, path=body.path, at=request.at)
    former = terms_without_a_seat(body.pk, found)
    terms = [*former, *(term for post in found for term in post.terms)]
    context = {
        "body": body,
        "above": bodies_above_in_sight(person_id, body.path, at=request.at),
        "seats": [_seat(post, statutes, typed or {}, at=request.at, may_fill=may_fill) for post in found],
        "former": former,
        "offices": statutes.offices,
        "kinds": statutes.kinds,
        "near": near_among(person_id, {term.person_id for term in terms}, at=request.at) if terms else set(),
        "may_fill": may_fill,
        "in_place": _fills_in_place(person_id, body, request.at) if may_fill else None,
        "may_look": body.is_cell and may(person_id, LOOK_AT_PERSON, path=body.path, at=request.at),
        "candidates": _candidates(person_id, body, request.at) if may_fill else [],
        "at": request.at,
    }
    return render(request, "offices/posts.html", context, status=422 if typed else 200)


def _seat(post: Post, statutes: Statutes, typed: dict[Any, forms.Form], *, at: datetime, may_fill: bool) -> Seat:
    several = statutes.offices[post.office].at
    name = f"{post.title}, seat {post.seat}" if max(several.values()) > 1 else post.title
    seat = Seat(post, name)
    if not may_fill:
        return seat
    begun = typed.get((post.office, post.seat))
    seat.begin = begun if isinstance(begun, BeginTerm) else begin_form(post, statutes, at=at)
    today = day_of(at, statutes.time_zone)
    for term in reversed(post.terms):
        auto_id = f"{term.pk}-%s"
        mine = typed.get(term.pk)
        if term.since > at:
            seat.call_offs.append((term, mine if isinstance(mine, CallOffTerm) else CallOffTerm(auto_id=auto_id)))
        elif term.until is None or term.until > at:
            seat.ends.append(
                (term, mine if isinstance(mine, EndTerm) else EndTerm(auto_id=auto_id, initial={"until": today}))
            )
    return seat


def _fills_in_place(person_id: UUID, body: Body, at: datetime) -> InPlaceOf | None:
    """The vacant post above in whose place the person fills offices; None by an office of their own."""
    if any(span.covers(body.path) for span in spans_of(person_id, FILL_OFFICE, at=at)):
        return None
    return acts_in_place_of(person_id, parent_of(body.path), at=at)


def _candidates(person_id: UUID, body: Body, at: datetime) -> list[tuple[str, str]]:
    """Numbers and names of a cell's own people, for whoever may see them: nobody knows numbers by heart."""
    if not body.is_cell or not is_near(person_id, cell=body, at=at):
        return []
    people = present_members(body.pk).values_list("person_id", flat=True)
    return [(person.number, person.name) for person in persons_by_ids(people)]
