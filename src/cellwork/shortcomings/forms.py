"""What people type about shortcomings, as plain values. Rules stand in the actions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from cellwork.kernel.refusals import Unfit
from cellwork.shortcomings.actions.raising import Told
from cellwork.shortcomings.states import WEIGHT_WORDS, Weight
from cellwork.statutes.sections.shortcomings import OTHER, ShortcomingRules

_AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def told_typed(posted: Mapping[str, Any]) -> Told:
    """A shortcoming as typed; Unfit for a date that does not exist."""
    return Told(
        what=str(posted.get("what", "")),
        cause=str(posted.get("cause", "")) or OTHER,
        weight=str(posted.get("weight", "")) or Weight.SMALL,
        cause_words=str(posted.get("cause_words", "")),
        place=str(posted.get("place", "")),
        appeared_on=day_typed(posted, "appeared_on"),
        due_on=day_typed(posted, "due_on"),
        voice_id=id_typed(posted, "voice"),
        voice_cell_id=id_typed(posted, "cell"),
        report_id=id_typed(posted, "report"),
    )


def id_typed(posted: Mapping[str, Any], name: str) -> UUID | None:
    """An id that a page put there, or None."""
    text = str(posted.get(name, ""))
    return UUID(text) if _AN_ID.fullmatch(text) else None


def day_typed(posted: Mapping[str, Any], name: str) -> date | None:
    """A day, or None where nothing was typed; Unfit for one that does not exist."""
    text = str(posted.get(name, "")).strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Unfit("This day does not exist.", "Write it as 2026-03-31.", field=name) from fault


def cause_choices(rules: ShortcomingRules) -> list[tuple[str, str]]:
    """The causes of the statutes, "something else" last."""
    causes = sorted(rules.causes.values(), key=lambda cause: cause.code == OTHER)
    return [(cause.code, cause.title) for cause in causes]


def weight_choices(rules: ShortcomingRules) -> list[tuple[str, str, str]]:
    """The weights, each with how long there is to correct it."""
    return [(each.value, WEIGHT_WORDS[each], f"within {rules.terms.days_for(each)} days") for each in Weight]
