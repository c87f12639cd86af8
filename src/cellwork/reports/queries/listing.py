"""Which reports there are about a branch, one line a report of the statutes with its newest period, and extra questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from cellwork.organisation.paths import above, end_of
from cellwork.reports.layout import AddedUp, read_row
from cellwork.reports.models import Asking
from cellwork.reports.queries.rolling import sums_now

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

MOST_LOOKED_AT = 120
MOST_SHOWN = 30


@dataclass(frozen=True)
class AskingLine:
    """The newest period of a report, or an extra question, with what the branch has answered so far."""

    asking: Asking
    added: AddedUp


def askings_lately(body: Body) -> list[AskingLine]:
    """What was asked below a body, the newest first; of each report of the statutes its newest period. Two queries."""
    askings = newest_askings(body.path)
    if not askings:
        return []
    # Bodies seldom move, and their sums move with nobody: the path of today is enough for a line of a list.
    rows = sums_now(askings, [(asking.pk, body.path) for asking in askings])
    lines = [AskingLine(each, read_row(each.asked, rows.get((each.pk, body.path), []))) for each in askings]
    return [line for line in lines if line.added.asked or line.added.closed][:MOST_SHOWN]


def newest_askings(path: str = "") -> list[Asking]:
    """Of each report of the statutes its newest period, and extra questions, the newest first. One query.

    With a path: only what bodies above it, at it or below it asked.
    """
    near = Q(body__path__in=[*above(path), path]) | Q(body__path__gt=path, body__path__lt=end_of(path))
    found = Asking.objects.select_related("body").filter(near if path else Q())
    newest: dict[object, Asking] = {}
    for asking in found.order_by("-ends_on", "-asked_at")[:MOST_LOOKED_AT]:
        newest.setdefault(asking.template or asking.pk, asking)
    return list(newest.values())
