"""Sums counted by hand, one report after the other, for comparison with what the house adds up."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from cellwork.reports.folding import fold
from cellwork.reports.layout import COUNTED, STATES, AddedUp, read_row
from cellwork.reports.models import Asking, Report
from cellwork.reports.queries.rolling import recounted, sums_now
from cellwork.statutes.sections.burden import Answer

Rows = dict[str, list[int]]


def the_sums_are_exact(asking: Asking) -> None:
    """Before and after folding, at every path above a report: as added up, as recounted in SQL, and as counted by hand."""
    for _ in range(2):
        paths = {report.path[:end] for report in Report.objects.all() for end in range(4, len(report.path), 4)}
        kept = {path: row for (_, path), row in sums_now([asking], [(asking.pk, path) for path in paths]).items()}
        again = recounted(asking)
        assert kept == {path: row for path, row in again.items() if path in kept}
        assert all(not any(row) for path, row in again.items() if path not in kept)
        for path, row in kept.items():
            assert by_hand(asking, path) == said(read_row(asking.asked, row)), path
        fold()


def by_hand(asking: Asking, path: str) -> dict[str, object]:
    """What the reports strictly below a path say, by the words of the concept and nothing else."""
    below = [
        each for each in Report.objects.filter(asking_id=asking.pk) if each.path.startswith(path) and each.path != path
    ]
    states = Counter(each.state for each in below)
    counted = [each for each in below if each.state in COUNTED]
    told: dict[str, object] = {state: states[state] for state in STATES} | {"late": sum(each.late for each in counted)}
    for question in asking.asked:
        given = [each.answers[question.code] for each in counted if question.code in each.answers]
        if question.form is Answer.NUMBER:
            told[question.code] = (len(given), sum(map(Decimal, given), Decimal(0)))
        elif question.form is Answer.SHARE:
            parts = [sum((Decimal(each[place]) for each in given), Decimal(0)) for place in (0, 1)]
            told[question.code] = (len(given), *parts)
        elif question.form is Answer.CHOICE:
            told[question.code] = {option: given.count(option) for option in question.options}
        else:
            told[question.code] = len(given)
    return told


def said(added: AddedUp) -> dict[str, object]:
    """The same of a sum of the house."""
    told: dict[str, object] = {state: getattr(added, state) for state in (*STATES, "late")}
    for each in added.questions:
        told[each.question.code] = {
            Answer.NUMBER: (each.answered, each.number),
            Answer.SHARE: (each.answered, each.number, each.whole),
            Answer.CHOICE: dict(each.chosen),
        }.get(each.question.form, each.answered)
    return told
