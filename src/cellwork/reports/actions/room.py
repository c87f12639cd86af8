"""Is there room under the ceiling for one more question? Asked by whoever wants to ask bodies for anything beyond reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from cellwork.kernel.acting import Act
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.reports.queries.burden import Burden, burden_below
from cellwork.reports.queries.weighing import minutes_more
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.burden import written_minutes
from cellwork.statutes.sections.reports import ReportRules

if TYPE_CHECKING:
    from cellwork.decisions.models import Clause, Decision


class TooMuchAsked(Unfit):
    """More than a month may ask of a body by the statutes."""


def require_room(
    act: Act, *, path: str, kinds: Iterable[str], minutes: Fraction | int, without: Collection[UUID] = ()
) -> None:
    """Hold that bodies of these kinds below `path` can be asked for so many minutes more this month.

    `without`: extra questions (ids of askings) that are dropped in the same act. TooMuchAsked shows the arithmetic. Until the
    act ends nobody else is told that there is room: two who ask at once cannot both have the last minutes.
    """
    _hold()
    for kind in kinds:
        burden = burden_below(path, kind, at=act.at, without=without)
        if burden.ceiling is not None and burden.minutes + minutes > burden.ceiling:
            title = statutes_at(act.at).kinds[kind].title
            raise TooMuchAsked(_arithmetic(burden, Fraction(minutes), title), _remedy(burden, path), field="minutes")


def _hold() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('cellwork.burden'))")


class DecisionTooHeavy(Refused):
    """A decision that asks for more than a month may ask of a body, where the statutes refuse that."""


def refuse_too_heavy(act: Act, decision: Decision, clauses: Sequence[Clause], before: Sequence[Clause]) -> None:
    """DecisionTooHeavy with the arithmetic and what can be left out, where the statutes say `decisions = "refuse"`.

    `before`: the clauses in force that an amendment replaces; they are counted in what is asked already.
    """
    statutes = statutes_at(act.at)
    rules = statutes.part(ReportRules)
    if not rules.decisions_refused:
        return
    _hold()
    for kind in statutes.kinds.values():
        minutes = minutes_more(rules.efforts, kind, clauses, before)
        if minutes <= 0 or kind.code == decision.body.kind:
            continue
        burden = burden_below(decision.body.path, kind.code, at=act.at)
        if burden.ceiling is not None and burden.minutes + minutes > burden.ceiling:
            beyond = burden.minutes + minutes - burden.ceiling
            raise DecisionTooHeavy(
                _arithmetic(burden, Fraction(minutes), kind.title, "this decision"),
                _how_to_lighten(burden, decision.body.path, beyond, rules.efforts.task_minutes),
            )


def _how_to_lighten(burden: Burden, path: str, beyond: Fraction, task_minutes: int) -> str:
    tasks = ceil(beyond / task_minutes)
    named = "one task" if tasks == 1 else f"{tasks} tasks"
    remedy = f"Leave out {named} ({task_minutes} minutes each), say it as a statement, or address it to fewer kinds of bodies"
    own = _own_lines(burden, path)
    if own:
        remedy += f"; or drop one of your extra questions first: {', '.join(own)}"
    return f"{remedy}. The draft stays as it is."


def _own_lines(burden: Burden, path: str) -> list[str]:
    return [f"“{line.title}” ({line.written})" for line in burden.lines if line.extra_id and line.path == path]


def _arithmetic(burden: Burden, minutes: Fraction, title: str, what: str = "this question") -> str:
    total = written_minutes(burden.minutes + minutes)
    parts = " + ".join([part for part in (burden.arithmetic(), f"{what} {written_minutes(minutes)}") if part])
    return f"This would ask {total} minutes a month of a {title}: {parts}. The ceiling of the statutes is {burden.ceiling}."


def _remedy(burden: Burden, path: str) -> str:
    own = _own_lines(burden, path)
    if own:
        return f"Ask for less, or drop one of yours in the same step: {', '.join(own)}."
    return "Ask for less, or ask when something of this is done."
