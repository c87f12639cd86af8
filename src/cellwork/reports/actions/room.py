"""Is there room under the ceiling for one more question? Asked by whoever wants to ask bodies for anything beyond reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from uuid import UUID

from django.db import connection

from cellwork.kernel.acting import Act
from cellwork.kernel.refusals import Unfit
from cellwork.reports.queries.burden import Burden, burden_below
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.burden import written_minutes


class TooMuchAsked(Unfit):
    """More than a month may ask of a body by the statutes."""


def require_room(
    act: Act, *, path: str, kinds: Iterable[str], minutes: Fraction | int, without: Collection[UUID] = ()
) -> None:
    """Hold that bodies of these kinds below `path` can be asked for so many minutes more this month.

    `without`: extra questions (ids of askings) that are dropped in the same act. TooMuchAsked shows the arithmetic. Until the
    act ends nobody else is told that there is room: two who ask at once cannot both have the last minutes.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('cellwork.burden'))")
    for kind in kinds:
        burden = burden_below(path, kind, at=act.at, without=without)
        if burden.ceiling is not None and burden.minutes + minutes > burden.ceiling:
            title = statutes_at(act.at).kinds[kind].title
            raise TooMuchAsked(_arithmetic(burden, Fraction(minutes), title), _remedy(burden, path), field="minutes")


def _arithmetic(burden: Burden, minutes: Fraction, title: str) -> str:
    total = written_minutes(burden.minutes + minutes)
    parts = " + ".join([part for part in (burden.arithmetic(), f"this question {written_minutes(minutes)}") if part])
    return f"This would ask {total} minutes a month of a {title}: {parts}. The ceiling of the statutes is {burden.ceiling}."


def _remedy(burden: Burden, path: str) -> str:
    own = [f"“{line.title}” ({line.written})" for line in burden.lines if line.extra_id and line.path == path]
    if own:
        return f"Ask for less, or drop one of yours in the same step: {', '.join(own)}."
    return "Ask for less, or ask when something of this is done."
