"""What a directive bears besides its state, counted below every body in the same tallies as the states.

A mark has a number below zero where a clause has its own, and is counted under `received` alone. It is borne or not by what
stands in the directive, and by nothing else: whoever changes that writes a step for the mark, as for a clause. The SQL
of cascades, moves and amendments names the same numbers.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cellwork.decisions.models import Directive

DISCUSSED = -1
"""Not closed, and discussed at a meeting of the body that was named."""

AMENDED = -2
"""Asked to accept an amendment; kept apart by the day until which, as days since 1970, where a directive has its clauses."""

_FIRST_DAY = date(1970, 1, 1)

Mark = tuple[int, int]
"""One of the numbers above, and the day as a number or 0."""


def marks_of(directive: Directive) -> set[Mark]:
    """All marks that a directive bears as it stands."""
    borne = {(DISCUSSED, 0)} if directive.meeting_id is not None and directive.state != "closed" else set()
    return borne | ({(AMENDED, number_of(directive.amend_by))} if directive.amend_by is not None else set())


def number_of(day: date) -> int:
    """A day as days since 1970, as `day - date '1970-01-01'` in SQL."""
    return (day - _FIRST_DAY).days


def day_numbered(number: int) -> date:
    """The day of such a number."""
    return _FIRST_DAY + timedelta(days=number)
