"""Sums on paper: the data of a roll-up set by typst, with the fonts that come with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

import typst

from cellwork.reports.calendar import period_name
from cellwork.reports.layout import Added, AddedUp
from cellwork.reports.queries.rolling import BranchSum, RollUp
from cellwork.statutes.sections.burden import Answer
from cellwork.web.wording import DASH, day, number, percent

COLUMNS = 5
"""Questions in one table of branches: more would not be readable on paper."""


def roll_up_paper(roll: RollUp, *, organisation: str, language: str, printed_on: date, by_today: bool) -> bytes:
    """A PDF of what the page shows. About 0.1 s; the source is ours, what people wrote goes in as data."""
    source = files("cellwork.reports").joinpath("typst", "roll_up.typ").read_bytes()
    told = _told(roll, organisation, printed_on, by_today) | {"language": language.split("-", maxsplit=1)[0]}
    made = typst.compile(source, format="pdf", sys_inputs={"told": json.dumps(told)}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _told(roll: RollUp, organisation: str, printed_on: date, by_today: bool) -> dict[str, Any]:
    total = roll.total
    return {
        "organisation": organisation,
        "title": roll.last.title,
        "body": roll.body.name,
        "period": periods_of(roll),
        "borders": "By today's borders." if by_today else "As the organisation stood when the reports were asked.",
        "printed": f"Printed on {day(printed_on)}",
        "counts": [
            {"label": label, "value": number(count)}
            for label, count in (
                ("asked", total.asked), ("reported", total.reported), ("not reported", total.missing), ("late", total.late),
            )
        ],
        "questions": [_question(each, total) for each in total.questions],
        "parts": list(_parts(roll)),
        "note": "Shares are all numerators over all denominators. What was not reported is counted as such and never as zero.",
    }  # fmt: skip


def periods_of(roll: RollUp) -> str:
    """The period in words, or from the first to the last."""
    if len(roll.askings) == 1:
        return roll.last.period
    return period_name(roll.askings[0].starts_on, roll.last.ends_on)


def _question(added: Added, total: AddedUp) -> dict[str, Any]:
    lines = [f"{option}: {number(count)} ({percent(count, added.answered)})" for option, count in added.chosen]
    return {
        "title": added.question.title,
        "unit": added.question.unit,
        "value": value_of(added),
        "lines": lines,
        "answered": f"{number(added.answered)} of {number(total.reported)}",
    }


def value_of(added: Added) -> str:
    """A sum, a share with its numerator and denominator, or a dash: nothing that nobody answered is ever zero."""
    if added.question.form is Answer.NUMBER and added.answered:
        return number(added.number, _places(added))
    if added.question.form is Answer.SHARE and added.whole:
        part, whole = (number(each, _places(added)) for each in (added.number, added.whole))
        return f"{percent(float(added.number), float(added.whole))} ({part} of {whole})"
    return "" if added.question.form in (Answer.CHOICE, Answer.WORDS, Answer.EVIDENCE) else DASH


def _places(added: Added) -> int:
    return (
        0 if added.number == added.number.to_integral_value() and added.whole == added.whole.to_integral_value() else 2
    )


def _parts(roll: RollUp) -> Iterator[dict[str, Any]]:
    """The branches in tables of a few columns each: first who reported, then the numbers and shares."""
    if not roll.branches:
        return
    title = f"Directly below {roll.body.name}"
    rows = [[each.body.name, *(number(count) for count in _counts(each.added))] for each in roll.branches]
    yield {"title": title, "head": ["", "asked", "reported", "not reported", "late"], "rows": rows}
    shown = [each for each in roll.total.questions if each.question.form in (Answer.NUMBER, Answer.SHARE)]
    for begin in range(0, len(shown), COLUMNS):
        some = shown[begin : begin + COLUMNS]
        head = ["", *(each.question.title for each in some)]
        yield {"title": title, "head": head, "rows": [_row(branch, some) for branch in roll.branches]}


def _counts(added: AddedUp) -> tuple[int, int, int, int]:
    return added.asked, added.reported, added.missing, added.late


def _row(branch: BranchSum, questions: Sequence[Added]) -> list[str]:
    found = {each.question.code: each for each in branch.added.questions}
    return [
        branch.body.name,
        *(value_of(found[each.question.code]) if each.question.code in found else DASH for each in questions),
    ]
