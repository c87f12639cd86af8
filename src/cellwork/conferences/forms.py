"""What people type about conferences, as plain values. Rules stand in the actions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from cellwork.conferences.actions.calling import Calling, HeldBefore
from cellwork.conferences.actions.planning import OwnLine
from cellwork.kernel.refusals import Unfit

_AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WHOLE = re.compile(r"[0-9]{1,4}")
DECISION, MEETING = "decision-", "meeting-"
"""What stands before the id in the choice of what calls a conference."""


def calling_typed(posted: Mapping[str, Any]) -> Calling:
    """A conference to be called, as typed; Unfit names the first field that cannot be read."""
    source = str(posted.get("source", ""))
    return Calling(
        kind=str(posted.get("kind", "")),
        opens_on=day_typed(posted, "opens_on"),
        closes_on=_day_or(posted, "closes_on") or day_typed(posted, "opens_on"),
        place=str(posted.get("place", "")),
        number=_number(posted, "number"),
        title=str(posted.get("title", "")),
        about=str(posted.get("about", "")),
        reviews_from=_day_or(posted, "reviews_from"),
        because=str(posted.get("because", "")),
        decision_id=_id_after(DECISION, source),
        meeting=_id_after(MEETING, source),
    )


def held_before_typed(posted: Mapping[str, Any]) -> HeldBefore:
    """A conference that is over, as typed."""
    return HeldBefore(
        kind=str(posted.get("kind", "")),
        opens_on=day_typed(posted, "opens_on"),
        closes_on=_day_or(posted, "closes_on") or day_typed(posted, "opens_on"),
        place=str(posted.get("place", "")),
        number=_number(posted, "number") or 0,
        title=str(posted.get("title", "")),
    )


def own_line_typed(posted: Mapping[str, Any]) -> OwnLine:
    """A line for the plan, as typed."""
    return OwnLine(
        title=str(posted.get("title", "")), says=str(posted.get("says", "")), office=str(posted.get("office", "")),
        due_on=day_typed(posted, "due_on"),
    )  # fmt: skip


def day_typed(posted: Mapping[str, Any], name: str) -> date:
    """A day; Unfit where none was typed, or one that does not exist."""
    found = _day_or(posted, name)
    if found is None:
        raise Unfit("On which day?", "Write it as 2026-03-31.", field=name)
    return found


def _day_or(posted: Mapping[str, Any], name: str) -> date | None:
    text = str(posted.get(name, "")).strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Unfit("This day does not exist.", "Write it as 2026-03-31.", field=name) from fault


def _number(posted: Mapping[str, Any], name: str) -> int | None:
    text = str(posted.get(name, "")).strip()
    if text and not _WHOLE.fullmatch(text):
        raise Unfit("This is no whole number.", "Write it in digits, such as 7.", field=name)
    return int(text) if text else None


def _id_after(sort: str, source: str) -> UUID | None:
    found = source.removeprefix(sort)
    return UUID(found) if source.startswith(sort) and _AN_ID.fullmatch(found) else None
