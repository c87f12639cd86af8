"""What a desk sends, read: by hand from a form, or as JSON from a device."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.utils.dateparse import parse_datetime

from cellwork.accreditation.actions.scanning import MOST, Scanned
from cellwork.accreditation.states import Checked, What
from cellwork.kernel.refusals import Unfit

_DEVICE = "Load the page of the desk anew, and hand over again; nothing is lost on the device."


def scan_typed(typed: Mapping[str, str], *, at: datetime) -> Scanned:
    """One that somebody entered in the form of a desk."""
    return Scanned(
        id=uuid4(), what=_what(typed.get("what")), number=number_typed(typed.get("number", "")),
        checked=_checked(typed.get("checked", "")), at=at,
    )  # fmt: skip


def number_typed(text: str) -> int:
    """The number of a mandate; Unfit when it is none."""
    if not text.strip().isdecimal() or len(text.strip()) > 8:  # noqa: PLR2004 -- no mandate has more digits
        raise Unfit(
            "This is no number of a mandate.", "It stands on the mandate; or look for the name.", field="number"
        )
    return int(text.strip())


def scans_sent(body: bytes) -> list[Scanned]:
    """All that a device hands over: {"scans": [{"id", "what", "number", "token", "said", "checked", "at"}, …]}."""
    try:
        rows = json.loads(body)["scans"]
    except (ValueError, KeyError, TypeError) as broken:
        raise Unfit("What the device sent could not be read.", _DEVICE) from broken
    if not isinstance(rows, list) or len(rows) > MOST:
        raise Unfit(f"A device hands over a list of {MOST:,} scans at most.", _DEVICE)
    return [_scan_sent(row) for row in rows]


def _scan_sent(row: object) -> Scanned:
    if not isinstance(row, dict):
        raise Unfit("What the device sent is no scan.", _DEVICE)
    number = row.get("number")
    at = parse_datetime(str(row.get("at"))) if row.get("at") else None
    if at is None or at.tzinfo is None:
        raise Unfit("A scan has no time.", _DEVICE)
    try:
        return Scanned(
            id=UUID(str(row.get("id"))), what=_what(row.get("what")), number=int(number) if number is not None else None,
            token=bytes.fromhex(str(row.get("token") or "")), said=str(row.get("said") or "")[:400],
            checked=_checked(str(row.get("checked") or "")), at=at,
        )  # fmt: skip
    except ValueError as broken:
        raise Unfit("A scan that the device sent could not be read.", _DEVICE) from broken


def _what(said: object) -> What:
    if said not in tuple(What):
        raise Unfit("Does the person come in or go out?", "Choose one.", field="what")
    return What(str(said))


def _checked(said: str) -> str:
    if said not in ("", *Checked):
        raise Unfit("How was the person checked?", "Choose one of the ways.", field="checked")
    return said
