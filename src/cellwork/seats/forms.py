"""What people type about seats, as plain values. Rules stand in the actions."""

from __future__ import annotations

from collections.abc import Mapping

from cellwork.kernel.refusals import Unfit
from cellwork.seats.actions.preparing import Change
from cellwork.seats.models import Category
from cellwork.seats.queries.allotting import Choice

_MOST_DIGITS = 7


def change_typed(typed: Mapping[str, str]) -> Change:
    """What a category is to be; Unfit where the number is none."""
    return Change(chosen_by=typed.get("chosen_by", ""), seats=_number(typed.get("seats", ""), "seats"))


def choice_typed(typed: Mapping[str, str], category: Category) -> Choice:
    """How seats are to be allotted; what was not said is as the statutes propose. Unfit where a number is none."""
    rule = category.rule
    minimum = _number(typed.get("minimum", str(rule["minimum"])), "minimum")
    return Choice(
        method=typed.get("method") or rule["method"],
        basis=typed.get("basis") or rule["allot_by"],
        dimension=typed.get("dimension") or rule["allot_to"],
        minimum=minimum or 0,
    )


def _number(text: str, field: str) -> int | None:
    plain = "".join(text.split()).replace(",", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS):
        raise Unfit("That is no number.", "Write digits alone, such as 120.", field=field)
    return int(plain)
