"""What a device at the door is given, so that it works without a network, and what it hands over."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST

from cellwork.accreditation.actions.scanning import take_scans
from cellwork.accreditation.forms import scans_sent
from cellwork.accreditation.queries.door import desk as desk_by_id
from cellwork.accreditation.queries.lists import list_for_desks
from cellwork.accreditation.states import Verdict
from cellwork.accreditation.views.framing import conference_with_desk
from cellwork.kernel.refusals import Unfit
from cellwork.web import access
from cellwork.web.access import PageRequest
from cellwork.web.assets import asset

LARGEST_FILE = 4 << 20
CACHED = (
    "web/house.css", "web/house.js", "web/mark.svg", "django_htmx/htmx-2.min.js", "conferences/conferences.css",
    "accreditation/door.css", "accreditation/desk.js", "vendor/zxing-wasm/reader/zxing_reader.wasm",
)  # fmt: skip
IMPORTED = (
    "accreditation/camera.js", "accreditation/mandate.js", "accreditation/store.js", "vendor/zxing-wasm/reader/index.js",
    "vendor/zxing-wasm/share.js",
)  # fmt: skip
"""Asked for by other scripts, hence without a fingerprint in the address."""


@access.checked_by_the_action
def mandates(request: PageRequest, conference_id: UUID, desk_id: UUID) -> JsonResponse:
    """Everybody with a mandate, signed; `?since=` only what changed since, and who is present."""
    conference = conference_with_desk(request, conference_id)
    desk_by_id(conference_id, desk_id)
    since = _moment(request.GET.get("since", ""))
    return JsonResponse(list_for_desks(conference, since=since, at=request.at))


@require_POST
@access.checked_by_the_action
def scans(request: PageRequest, conference_id: UUID, desk_id: UUID) -> JsonResponse:
    """Hand over; what comes again changes nothing, so that a lost answer may be asked for again."""
    conference_with_desk(request, conference_id)
    outcomes = take_scans(
        actor=request.actor, conference_id=conference_id, desk_id=desk_id, scans=scans_sent(request.body), at=request.at
    )
    told: list[dict[str, Any]] = [{"id": each.id, "verdict": each.verdict, "name": each.name} for each in outcomes]
    return JsonResponse({"taken": told})


@require_POST
@access.checked_by_the_action
def from_file(request: PageRequest, conference_id: UUID, desk_id: UUID) -> HttpResponse:
    """What a device that never found the network again had saved to a file."""
    conference_with_desk(request, conference_id)
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > LARGEST_FILE:
        raise Unfit("Choose the file that the device saved.", "It is called scans….json and is small.", field="file")
    sent = scans_sent(file.read())
    outcomes = take_scans(actor=request.actor, conference_id=conference_id, desk_id=desk_id, scans=sent, at=request.at)
    bad = sum(each.verdict != Verdict.GOOD for each in outcomes)
    messages.success(request, f"{_scans(len(outcomes))} handed over; {bad:,} to be looked at.")
    return redirect("door", conference_id)


@access.any_member
def worker(request: PageRequest, conference_id: UUID, desk_id: UUID) -> HttpResponse:
    """The script that keeps this desk's page on the device. It holds no list and no name."""
    conference_with_desk(request, conference_id)
    desk_by_id(conference_id, desk_id)
    files = [asset(name) for name in CACHED] + [asset(name).split("?")[0] for name in IMPORTED]
    told = {
        "files": json.dumps(files),
        "version": json.dumps("-".join(asset(name)[-12:] for name in (*CACHED, *IMPORTED))[:400]),
    }
    return render(request, "accreditation/worker.js", told, content_type="text/javascript")


def _scans(number: int) -> str:
    return "1 scan is" if number == 1 else f"{number:,} scans are"


def _moment(text: str) -> datetime | None:
    moment = parse_datetime(text) if text else None
    return moment if moment is not None and moment.tzinfo is not None else None
