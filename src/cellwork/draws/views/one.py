"""One draw: its quotas and chances while it is prepared, where its seed comes from, and what was made public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from cellwork.draws.actions.drawing import enter_seed
from cellwork.draws.actions.preparing import LEAST_THROWS, MOST_THROWS, choose_beacon, choose_hall, choose_quotas
from cellwork.draws.actions.publishing import missing_before_publishing, publish_draw
from cellwork.draws.actions.voiding import declare_void, publish_anew
from cellwork.draws.actions.withdrawing import withdraw_for
from cellwork.draws.forms import as_typed, rows_typed, whole_typed
from cellwork.draws.models import Draw
from cellwork.draws.queries.candidates import withdrawn_since
from cellwork.draws.queries.reading import ValueWords, commitments_of, file_sizes
from cellwork.draws.states import FEATURES, State
from cellwork.draws.views.framing import around, chances_of, draw_seen, mistaken, must_prepare
from cellwork.kernel.refusals import Unfit
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.attempts import attempt


@require_GET
@access.any_member
def draw(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """Where it stands."""
    return _page(request, conference_id, draw_id)


@require_POST
@access.checked_by_the_action
def quotas(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """Other quotas or another floor; also the smallest loosening, taken by one click."""
    _, found, powers = draw_seen(request, conference_id, draw_id)
    must_prepare(powers)

    def choose() -> None:
        choose_quotas(
            actor=request.actor, conference_id=conference_id, draw_id=draw_id,
            rows=rows_typed(request.POST, seats=found.seats), at=request.at,
            floor_percent=whole_typed(request.POST, "floor_percent", found.floor_percent),
            leave_out=request.POST.get("leave_out") == "on",
        )  # fmt: skip

    return _done(request, conference_id, draw_id, choose, "quotas", "The chances are being computed.")


@require_POST
@access.checked_by_the_action
def source(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """Where the seed will come from."""
    draw_seen(request, conference_id, draw_id)
    said = request.POST

    def choose() -> None:
        if said.get("source") == "beacon":
            choose_beacon(
                actor=request.actor, conference_id=conference_id, draw_id=draw_id, beacon=said.get("beacon", ""),
                round_number=whole_typed(said, "round"), where=said.get("where", ""), at=request.at,
            )  # fmt: skip
            return
        numbers = said.get("officials", "").replace(",", " ").split()
        throws = whole_typed(said, "throws")
        choose_hall(
            actor=request.actor,
            conference_id=conference_id,
            draw_id=draw_id,
            throws=throws,
            numbers=numbers,
            at=request.at,
        )

    return _done(request, conference_id, draw_id, choose, "source", "It is said where the seed will come from.")


@require_POST
@access.checked_by_the_action
def publish(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """Make it public."""
    draw_seen(request, conference_id, draw_id)

    def make_public() -> None:
        publish_draw(actor=request.actor, conference_id=conference_id, draw_id=draw_id, at=request.at)

    return _done(request, conference_id, draw_id, make_public, "publish", "The list is being frozen and made public.")


@require_POST
@access.checked_by_the_action
def anew(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """Publish a list anew from which people withdrew."""
    draw_seen(request, conference_id, draw_id)
    new = publish_anew(actor=request.actor, conference_id=conference_id, draw_id=draw_id, at=request.at)
    messages.success(
        request, "The list before is void. This one is without those who withdrew; publish it when it is computed."
    )
    return redirect("draw", conference_id, new.id)


@require_POST
@access.checked_by_the_action
def seed(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """Enter the seed: the lot runs."""
    draw_seen(request, conference_id, draw_id)

    def enter() -> None:
        value = request.POST.get("value", "")
        enter_seed(actor=request.actor, conference_id=conference_id, draw_id=draw_id, value=value, at=request.at)

    return _done(request, conference_id, draw_id, enter, "seed", "The lot is running.")


@require_POST
@access.checked_by_the_action
def void(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """Declare it void."""
    draw_seen(request, conference_id, draw_id)

    def declare() -> None:
        because = request.POST.get("because", "")
        declare_void(actor=request.actor, conference_id=conference_id, draw_id=draw_id, because=because, at=request.at)

    return _done(
        request,
        conference_id,
        draw_id,
        declare,
        "void",
        "It is void. It stays on the list of all draws, with the reason.",
    )


@require_POST
@access.checked_by_the_action
def take_out(request: PageRequest, conference_id: UUID, draw_id: UUID) -> HttpResponse:
    """Take somebody out who cannot be drawn."""
    _, found, _ = draw_seen(request, conference_id, draw_id)

    def take() -> None:
        withdraw_for(
            actor=request.actor, conference_id=conference_id, category=found.category,
            number=request.POST.get("number", ""), because=request.POST.get("because", ""), at=request.at,
        )  # fmt: skip

    return _done(request, conference_id, draw_id, take, "take_out", "This person is out of the lot.")


def _done(
    request: PageRequest, conference_id: UUID, draw_id: UUID, deed: Callable[[], None], form: str, sentence: str
) -> HttpResponse:
    unfit = attempt(deed)
    if unfit:
        return _page(request, conference_id, draw_id, unfit, form)
    messages.success(request, sentence)
    return redirect("draw", conference_id, draw_id)


def _page(
    request: PageRequest, conference_id: UUID, draw_id: UUID, unfit: Unfit | None = None, form: str = ""
) -> HttpResponse:
    conference, found, powers = draw_seen(request, conference_id, draw_id)
    told = around(request, conference) | chances_of(request, found)
    sealed = commitments_of(found) if powers.any or found.is_public else []
    is_kept = form == "quotas"
    fields = request.POST if is_kept else as_typed(found.quotas.get("rows", []), seats=found.seats)
    context = {
        "powers": powers,
        "commitments": sealed,
        "files": file_sizes(found),
        "missing": missing_before_publishing(found, sealed) if found.state == State.PREPARED else [],
        "withdrawn": withdrawn_since(conference_id, draw_id, found.category) if found.state == State.PUBLISHED else 0,
        "choices": _choices(found, told["said"], fields) if found.state == State.PREPARED else [],
        "fields": fields,
        "measure": request.POST.get("measure") if is_kept else _measure(found),
        "parts": _parts(found, told["said"]),
        "least_throws": LEAST_THROWS,
        "most_throws": MOST_THROWS,
        "unfit": mistaken(unfit),
        "form": form,
        "typed": request.POST,
    }
    return render(request, "draws/draw.html", told | context, status=422 if unfit else 200)


def _measure(found: Draw) -> str:
    rows = found.quotas.get("rows", [])
    return str(rows[0]["measure"]) if rows else "percent"


def _choices(found: Draw, words: ValueWords, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Features that may have quotas: all that tell people apart and are not exact by the allotment already."""
    exact = {name for name in ("unit", "sector") for part in found.quotas["parts"] if part[name] is not None}
    values = found.told.get("values", {})
    rows = []
    for feature in FEATURES:
        known = sorted(values.get(feature, ()), key=lambda pair: words.place(feature, pair[0]))
        if feature in exact or len(known) < 2:  # noqa: PLR2004 -- one value tells nobody apart
            continue
        told = [
            {
                "value": value,
                "title": words.value(feature, value),
                "people": people,
                "is_asked": _is_asked(fields, feature, value),
            }
            for value, people in known
        ]
        rows.append({"feature": feature, "title": words.feature(feature), "values": told})
    return rows


def _is_asked(fields: Mapping[str, Any], feature: str, value: str) -> bool:
    return any(fields.get(f"{end}:{feature}:{value}") for end in ("least", "most"))


def _parts(found: Draw, words: ValueWords) -> list[tuple[str, int]]:
    """The exact rows, as they are allotted."""
    rows = []
    for part in found.quotas.get("parts", ()):
        said = [words.value(name, part[name]) for name in ("unit", "sector") if part[name] is not None]
        rows.append((", ".join(said) or "all seats", part["seats"]))
    return rows
