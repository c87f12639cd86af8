"""Figures counted by hand, one directive after the other, for comparison with what the house counts."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date

from django.db import connection

from cellwork.decisions.folding import fold
from cellwork.decisions.models import Clause, Decision, Directive
from cellwork.decisions.queries.overview import Counted, Figures, counted, recounted
from cellwork.decisions.states import DONE, STATES, TAKEN_UP, UNANSWERED, State, numbers_in
from cellwork.organisation.models import Body

Rows = dict[tuple[str, int, int], Counted]


def the_figures_are_exact(decision: Decision) -> None:
    """Before and after folding, at every body."""
    the_figures_are_those_of_a_recount(decision)
    fold()
    the_figures_are_those_of_a_recount(decision)


def the_figures_are_those_of_a_recount(decision: Decision) -> None:
    """At every body."""
    assert figures_now(decision, all_paths()) == figures_again(decision, all_paths())


def until_complete() -> None:
    """Until every step so far may be folded: transactions of other databases of the same server, such as those of tests that
    run beside these, count as running too."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(
                "select coalesce(max(xact) < pg_snapshot_xmin(pg_current_snapshot()), true) from decisions_step"
            )
            if cursor.fetchone() == (True,):
                return
        time.sleep(0.1)
    raise AssertionError("some other transaction has been open for a minute")


def all_paths() -> list[str]:
    """Where bodies stand now."""
    return list(Body.objects.order_by("path").values_list("path", flat=True))


def figures_now(decision: Decision, paths: Iterable[str], *, day: date | None = None) -> dict[str, Rows]:
    """As the house counts: folded and not yet folded."""
    return {path: something_in(counted(decision.pk, path, [], day=day), path) for path in paths}


def figures_again(decision: Decision, paths: Iterable[str]) -> dict[str, Rows]:
    """Counted afresh from the directives."""
    wanted = list(paths)
    rows = recounted(decision.pk, wanted)
    return {path: something_in(rows, path) for path in wanted}


def something_in(rows: Iterable[Counted], path: str) -> Rows:
    """The rows about this path in which anything is counted."""
    rows = [row for row in rows if row.path == path]
    return {(row.sector, row.clause, row.clauses): row for row in rows if any(getattr(row, state) for state in STATES)}


def by_hand(decision: Decision, directives: Iterable[Directive], today: date) -> Figures:
    """The figures of these directives, by the words of the concept and nothing else."""
    due = dict(Clause.objects.filter(decision=decision, due_on__isnull=False).values_list("number", "due_on"))
    figures = Figures()
    for directive in directives:
        state = State(directive.state)
        if state is State.CLOSED:
            figures.closed += 1
            continue
        figures.reached += 1
        figures.read += state is not State.RECEIVED
        figures.objected += state is State.OBJECTED
        figures.returned += state is State.RETURNED
        figures.accepted += state in TAKEN_UP
        figures.under_way += state in TAKEN_UP and state is not State.ACCEPTED
        figures.done += state in DONE
        figures.verified += state is State.VERIFIED
        last = max((due[number] for number in numbers_in(directive.clauses) if number in due), default=None)
        figures.overdue += last is not None and last < today and state not in DONE
        answer_by = directive.answer_by or decision.answer_by
        figures.silent += answer_by is not None and answer_by < today and state in UNANSWERED
    return figures


def below(decision: Decision, path: str) -> list[Directive]:
    """The directives of all bodies strictly below a path."""
    return [
        each
        for each in Directive.objects.filter(decision_id=decision.pk)
        if each.path != path and each.path.startswith(path)
    ]
