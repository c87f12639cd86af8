"""What the register puts beside a report: what came of it, and the way to raise something it shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from textwrap import shorten
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may
from cellwork.reports.queries.beside import Beside
from cellwork.reports.queries.reading import ReportHere
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.permissions import POINT_OUT, RAISE
from cellwork.shortcomings.queries.seeing import sight_at
from cellwork.shortcomings.states import Source
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules

LONGEST_TITLE = 90
MOST = 50
_FROM_REPORTS = (Source.REPORT, Source.ABOVE)


def shortcomings_beside(person_id: UUID, here: ReportHere, at: datetime) -> list[Beside]:
    """For whoever sees them, what came of the report; for whoever reads its words and may write it, the form. Four queries."""
    return [*_came(person_id, here, at), *_begins(person_id, here, at)]


def _came(person_id: UUID, here: ReportHere, at: datetime) -> Iterator[Beside]:
    statutes = statutes_at(at)
    sight = sight_at(person_id, today=day_of(at, statutes.time_zone), at=at)
    causes = statutes.part(ShortcomingRules).causes
    found = Shortcoming.objects.filter(body_id=here.body.pk, origin_id=here.asking.pk, source__in=_FROM_REPORTS)
    for one in found.order_by("raised_at", "id")[:MOST]:
        if not (sight.reads(one) or sight.sees(one.path)):
            continue
        title = one.what if sight.reads(one) else causes[one.cause].title if one.cause in causes else one.cause
        words = f"In the register: {shorten(title, LONGEST_TITLE, placeholder=' …')}"
        yield Beside(words=words, page="shortcoming", args=(one.body_id, one.id))


def _begins(person_id: UUID, here: ReportHere, at: datetime) -> Iterator[Beside]:
    if not here.near or not here.body.lives:
        return
    query = f"?report={here.asking.pk}"
    if may(person_id, RAISE, path=here.body.path, at=at):
        words, page = "Raise a shortcoming from this", "raise_shortcoming"
    elif may(person_id, POINT_OUT, path=here.body.path, at=at):
        words, page = "Point out a shortcoming from this", "point_out"
    else:
        return
    yield Beside(words=words, page=page, args=(here.body.pk,), query=query, begins=True)
