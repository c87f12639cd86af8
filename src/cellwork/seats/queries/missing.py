"""What of the seats is still missing before a conference may be called allotted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cellwork.kernel import clock
from cellwork.seats.models import Category
from cellwork.seats.queries.lists import allotments, categories
from cellwork.seats.states import CHOSEN_WITHIN_SEATS
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.seats import SeatRules

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


def missing_seats(conference: Conference) -> list[str]:
    """One sentence each; nothing where the statutes do not speak of seats of such a conference. Two or three queries."""
    found = categories(conference.pk)
    if not found:
        rules = statutes_at(clock.now()).part(SeatRules).of(conference.kind)
        return ["It is not said yet who comes in which way: set up the categories of seats."] if rules else []
    if not any(each.fixed_at for each in found):
        return ["The list of those who fit the categories is not fixed yet."]
    done = allotments(conference.pk)
    return [
        f"The seats of {each.plural} are not allotted yet."
        for each in found
        if needs_allotment(each) and each.key not in done
    ]


def needs_allotment(category: Category) -> bool:
    """Are its participants chosen within seats of units or sectors?"""
    return category.chosen_by in CHOSEN_WITHIN_SEATS and category.rule["by"] != "hand"
