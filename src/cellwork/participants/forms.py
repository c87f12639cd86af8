"""What people type about participants, as plain values. Rules stand in the actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django import forms

from cellwork.kernel.refusals import Unfit
from cellwork.participants.actions.electing import Result, Stood
from cellwork.participants.actions.needs import Said
from cellwork.participants.actions.nominating import Proposal
from cellwork.participants.queries.listing import Filter

LINES = 12
"""Of an election that one form takes; more are entered by a second one."""


def day_typed(typed: Mapping[str, str], field: str) -> date | None:
    """A day of the calendar, or None where nothing is written; Unfit for one that does not exist."""
    text = typed.get(field, "").strip()
    try:
        return forms.DateField().clean(text) if text else None
    except forms.ValidationError:
        raise Unfit("This day does not exist.", "Choose a day of the calendar.", field=field) from None


def filter_asked(asked: Mapping[str, str]) -> Filter:
    """What of the list is asked for; what cannot be understood is not asked for."""
    return Filter(
        category=asked.get("category", ""), unit_id=_uuid(asked.get("unit", "")), sector=asked.get("sector", ""),
        state=asked.get("state", ""), words=asked.get("words", "").replace("\0", "")[:100],
    )  # fmt: skip


def page_asked(asked: Mapping[str, str]) -> int:
    """The number of the page, from 0."""
    text = asked.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004 -- five digits are enough


def needs_typed(typed: Mapping[str, str]) -> Said:
    """What somebody needs."""
    return Said(
        travel=typed.get("travel", ""), lodging=typed.get("lodging") == "on", diet=typed.get("diet", ""),
        access=typed.get("access", ""),
    )  # fmt: skip


def proposal_typed(typed: Mapping[str, str]) -> Proposal:
    """Whom a body nominates."""
    return Proposal(
        number=typed.get("number", ""), category=typed.get("category", ""), reason=typed.get("reason", ""),
        resolved_on=day_typed(typed, "resolved_on"),
    )  # fmt: skip


def result_typed(typed: Mapping[str, str]) -> Result:
    """What the minutes of an election say; lines without a number are left out."""
    stood = [_stood(typed, line) for line in range(1, LINES + 1) if typed.get(f"number_{line}", "").strip()]
    return Result(
        category=typed.get("category", ""), held_on=day_typed(typed, "held_on"), minutes=typed.get("minutes", ""),
        tie=typed.get("tie", ""), stood=stood,
    )  # fmt: skip


def person_typed(typed: Mapping[str, str], field: str) -> UUID | None:
    """The id of somebody who was looked at; None for none."""
    return _uuid(typed.get(field, ""))


def _stood(typed: Mapping[str, str], line: int) -> Stood:
    votes = typed.get(f"votes_{line}", "").strip()
    if not (votes.isascii() and votes.isdigit() and len(votes) < 8):  # noqa: PLR2004 -- digits of a number of votes
        raise Unfit(f"Line {line} has no number of votes.", "Write a whole number.", field="stood")
    return Stood(
        number=typed.get(f"number_{line}", ""), votes=int(votes), elected=typed.get(f"elected_{line}", "") == "on"
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
