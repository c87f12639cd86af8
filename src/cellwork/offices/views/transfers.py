"""A member goes to another cell, and somebody new comes to one.

Here and not in the organisation: whoever leaves is told beforehand which offices end by that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, NotVisible
from cellwork.offices.forms import AskForTransfer, RefuseTransfer, TakeUp, told
from cellwork.offices.queries import terms_to_end
from cellwork.organisation.actions.taking_up import take_up_person
from cellwork.organisation.actions.transferring import (
    agree_to_transfer,
    ask_for_transfer,
    receive_member,
    refuse_transfer,
    withdraw_transfer,
)
from cellwork.organisation.permissions import TAKE_UP, TRANSFER
from cellwork.organisation.queries import (
    body_by_id,
    body_visible_to,
    names_of,
    paths_of,
    transfer_under_way,
    transfer_visible_to,
)
from cellwork.people.queries import person_by_id
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.transfers import TransferRules
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt

if TYPE_CHECKING:
    from cellwork.organisation.models import Transfer


@access.checked_by_the_action
def ask(request: PageRequest, person_id: UUID) -> HttpResponse:
    """Ask to go to another cell, for oneself or as the secretary."""
    viewer_id = request.actor.person_id
    person = person_by_id(person_id)
    if viewer_id is None or person is None or person.cell_id is None:
        raise NotVisible("There is no such person.")
    cell = body_by_id(person.cell_id)
    own = viewer_id == person_id
    if not own and not may(viewer_id, TRANSFER, path=cell.path, at=request.at):
        raise NotVisible("There is no such person.")
    under_way = transfer_under_way(person_id)
    if under_way:
        return redirect("transfer", under_way.body_id, under_way.id)
    form = AskForTransfer(request.POST or None)
    asked: list[Transfer] = []
    if form.is_valid():
        typed = form.cleaned_data
        told(
            form,
            attempt(
                lambda: asked.append(
                    ask_for_transfer(
                        actor=request.actor, person_id=person_id, to_code=typed["to"], reason=typed["reason"], at=request.at
                    )
                )
            ),
        )  # fmt: skip
    if asked:
        messages.success(request, "The transfer is asked for. Nothing moves before the other cell has confirmed.")
        return redirect("transfer", asked[0].body_id, asked[0].id)
    context = {
        "form": form,
        "person": person,
        "cell": cell,
        "own": own,
        "ending": terms_to_end(person_id, cell.pk, at=request.at),
        "offices": statutes_at(request.at).offices,
        "days": statutes_at(request.at).part(TransferRules).answer_days,
    }
    return render(request, "offices/ask_transfer.html", context, status=422 if form.is_bound else 200)


@access.checked_by_the_action
def transfer(request: PageRequest, body_id: UUID, transfer_id: UUID) -> HttpResponse:
    """One transfer: how far it is, who owes the next word, and for them the ways to say it."""
    return _page(request, body_id, transfer_id)


@require_POST
@access.checked_by_the_action
def agree(request: PageRequest, body_id: UUID, transfer_id: UUID) -> HttpResponse:
    """The cell that the member leaves agrees."""
    words = request.POST.get("words", "")[:1000]
    agree_to_transfer(actor=request.actor, body_id=body_id, transfer_id=transfer_id, words=words, at=request.at)
    messages.success(request, "Agreed. The other cell is asked to confirm; until then nothing changes.")
    return redirect("home")


@require_POST
@access.checked_by_the_action
def receive(request: PageRequest, body_id: UUID, transfer_id: UUID) -> HttpResponse:
    """The other cell confirms."""
    received = receive_member(actor=request.actor, body_id=body_id, transfer_id=transfer_id, at=request.at)
    messages.success(request, f"{received.name} belongs to the cell from today.")
    return redirect("home")


@require_POST
@access.checked_by_the_action
def refuse(request: PageRequest, body_id: UUID, transfer_id: UUID) -> HttpResponse:
    """Whoever owes the next word says no."""
    form = RefuseTransfer(request.POST)
    if form.is_valid():
        because = form.cleaned_data["because"]
        told(
            form,
            attempt(
                lambda: refuse_transfer(
                    actor=request.actor, body_id=body_id, transfer_id=transfer_id, because=because, at=request.at
                )
            ),
        )
    if form.errors:
        return _page(request, body_id, transfer_id, form)
    messages.success(request, "Refused, with your reasons. The member reads them.")
    return redirect("home")


@require_POST
@access.checked_by_the_action
def withdraw(request: PageRequest, body_id: UUID, transfer_id: UUID) -> HttpResponse:
    """The member stays."""
    withdraw_transfer(actor=request.actor, body_id=body_id, transfer_id=transfer_id, at=request.at)
    messages.success(request, "Withdrawn. You stay where you are.")
    return redirect("transfer", body_id, transfer_id)


@access.checked_by_the_action
def take_up(request: PageRequest, body_id: UUID) -> HttpResponse:
    """Somebody new."""
    viewer_id = request.actor.person_id
    if viewer_id is None:
        raise NotVisible("There is no such body.")
    cell = body_visible_to(viewer_id, body_id, at=request.at)
    if not may(viewer_id, TAKE_UP, path=cell.path, at=request.at):
        raise NotAllowed(f"You hold no office that may take up new people in {cell.name}.", "Ask its secretary.")
    form = TakeUp(request.POST or None)
    taken: list[UUID] = []
    if form.is_valid():
        new = form.new_person()
        told(
            form,
            attempt(lambda: taken.append(take_up_person(actor=request.actor, body_id=body_id, new=new, at=request.at))),
        )
    if taken:
        messages.success(request, f"{new.given_name} belongs to {cell.name} from today.")
        return redirect("person", taken[0])
    return render(request, "offices/take_up.html", {"form": form, "cell": cell}, status=422 if form.is_bound else 200)


def _page(request: PageRequest, body_id: UUID, transfer_id: UUID, form: RefuseTransfer | None = None) -> HttpResponse:
    viewer_id = request.actor.person_id
    if viewer_id is None:
        raise NotVisible("There is no such transfer.")
    found = transfer_visible_to(viewer_id, body_id, transfer_id, at=request.at)
    own = found.person_id == viewer_id
    context = {
        "transfer": found,
        "names": names_of(each for each in (found.body_id, found.to_id, found.with_id) if each),
        "own": own,
        "may_speak": not own and _may_speak(viewer_id, found, request),
        "ending": terms_to_end(found.person_id, body_id, at=request.at) if found.is_open else [],
        "offices": statutes_at(request.at).offices,
        "form": form or RefuseTransfer(),
        "today": day_of(request.at, statutes_at(request.at).time_zone),
    }
    return render(request, "offices/transfer.html", context, status=422 if form else 200)


def _may_speak(viewer_id: UUID, found: Transfer, request: PageRequest) -> bool:
    if found.with_id is None:
        return False
    path = paths_of([found.with_id])[found.with_id]
    return may(viewer_id, TRANSFER, path=path, at=request.at)
