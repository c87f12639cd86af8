"""How the answers of a report become a row of whole numbers that can be added up, and how sums are read again.

The first slots count reports by state; then come those of each question, in the order in which they were asked:

    number    answered, sum (hundredths)
    share     answered, numerator (hundredths), denominator (hundredths)
    choice    how often each option was chosen, in the order of the options
    words, evidence    answered

Adding two rows slot by slot is adding up what they say: counts, sums, numerators and denominators. Nothing is divided
before it is shown. No database, no statutes beyond the form of a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from cellwork.statutes.sections.burden import Answer
from cellwork.statutes.sections.reports import OverTime, ReportQuestion

STATES = ("open", "sent", "returned", "accepted", "closed")
COUNTED = ("sent", "accepted")
"""States in which a report's answers are added up."""
LATE = len(STATES)
FIRST = LATE + 1
"""Slots before those of the questions: one a state, and the reports that came late."""
HUNDRED = 100
LARGEST = Decimal(10) ** 10
"""Every number is smaller: five million of them, in hundredths, still fit into eight bytes."""

Given = str | list[str]
"""An answer as it is kept: a text, or numerator and denominator."""


def question_from(kept: Mapping[str, Any]) -> ReportQuestion:
    """A question as an asking keeps it."""
    values = dict(kept)
    values["form"] = Answer(values["form"])
    values["options"] = tuple(values["options"])
    values["over_time"] = OverTime(values["over_time"])
    return ReportQuestion(**values)


def question_kept(question: ReportQuestion) -> dict[str, Any]:
    """The same as JSON values."""
    return asdict(question) | {"form": question.form.value, "over_time": question.over_time.value}


def slots_of(question: ReportQuestion) -> int:
    """How many slots a question takes."""
    if question.form is Answer.CHOICE:
        return len(question.options)
    return {Answer.NUMBER: 2, Answer.SHARE: 3}.get(question.form, 1)


def slots_for(questions: Iterable[ReportQuestion]) -> int:
    """How many slots a whole row has."""
    return FIRST + sum(slots_of(each) for each in questions)


def sums_in_sql(width: int) -> str:
    """SQL: the sum of each of `width` slots of rows called `slots`; a slot that a shorter row has not is 0."""
    return ", ".join(f"sum_of_slots(slots[{slot}])" for slot in range(1, width + 1))


def counts_in_sql(width: int) -> str:
    """SQL: the same from reports themselves (columns `state`, `late`, `slots`)."""
    counted = ", ".join(f"'{state}'" for state in COUNTED)
    heads = [f"count(*) filter (where state = '{state}')" for state in STATES]
    heads.append(f"count(*) filter (where late and state in ({counted}))")
    return ", ".join([*heads, *(f"sum_of_slots(slots[{slot}])" for slot in range(1, width - FIRST + 1))])


def row_of(questions: Sequence[ReportQuestion], answers: Mapping[str, Given]) -> list[int]:
    """The slots of the questions alone, from checked answers."""
    return [slot for each in questions for slot in _slots(each, answers.get(each.code))]


def _slots(question: ReportQuestion, given: Given | None) -> list[int]:
    if question.form is Answer.CHOICE:
        return [int(option == given) for option in question.options]
    if not given:
        return [0] * slots_of(question)
    if question.form is Answer.NUMBER:
        return [1, hundredths(given)]
    if question.form is Answer.SHARE:
        return [1, hundredths(given[0]), hundredths(given[1])]
    return [1]


def hundredths(given: object) -> int:
    """A number as it is kept, in whole hundredths."""
    return int(Decimal(str(given)) * HUNDRED)


def head_of(state: str, *, late: bool) -> list[int]:
    """The first slots of one report."""
    return [int(state == each) for each in STATES] + [int(late and state in COUNTED)]


def whole_row(state: str, *, late: bool, row: Sequence[int] | None, slots: int) -> list[int]:
    """What one report adds to every sum above it."""
    counted = list(row) if row is not None and state in COUNTED else [0] * (slots - FIRST)
    return head_of(state, late=late) + counted


def difference(now: Sequence[int], before: Sequence[int]) -> list[int]:
    """What changed, slot by slot."""
    return [new - old for new, old in zip(now, before, strict=True)]


@dataclass(frozen=True)
class Added:
    """What one question adds up to. `number` is a sum, or a numerator; `whole` a denominator; `chosen` by option."""

    question: ReportQuestion
    answered: int
    number: Decimal = Decimal(0)
    whole: Decimal = Decimal(0)
    chosen: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class AddedUp:
    """What a set of reports adds up to. `asked` is without closed ones; `missing`: open or returned."""

    open: int
    sent: int
    returned: int
    accepted: int
    closed: int
    late: int
    questions: tuple[Added, ...]

    @property
    def asked(self) -> int:
        """Bodies that owe the report."""
        return self.open + self.sent + self.returned + self.accepted

    @property
    def reported(self) -> int:
        """Reports that are counted."""
        return self.sent + self.accepted

    @property
    def missing(self) -> int:
        """Not reported: a number of its own, never zero."""
        return self.open + self.returned


def read_row(questions: Sequence[ReportQuestion], row: Sequence[int]) -> AddedUp:
    """A row of sums in words again; an empty row is one of zeros."""
    slots = list(row) or [0] * slots_for(questions)
    added, at = [], FIRST
    for question in questions:
        wide = slots_of(question)
        added.append(_added(question, slots[at : at + wide]))
        at += wide
    return _made(slots[:FIRST], added)


def _made(heads: Sequence[int], added: Iterable[Added]) -> AddedUp:
    opened, sent, returned, accepted, closed, late = heads
    return AddedUp(opened, sent, returned, accepted, closed, late, tuple(added))


def _added(question: ReportQuestion, slots: Sequence[int]) -> Added:
    if question.form is Answer.CHOICE:
        return Added(question, sum(slots), chosen=tuple(zip(question.options, slots, strict=True)))
    number = Decimal(slots[1]) / HUNDRED if len(slots) > 1 else Decimal(0)
    whole = Decimal(slots[2]) / HUNDRED if question.form is Answer.SHARE else Decimal(0)
    return Added(question, slots[0], number, whole)


def over_time(parts: Sequence[AddedUp]) -> AddedUp:
    """Several periods, the oldest first, as one: counts and sums are added; what says "last" is taken from the last.

    Questions are those of the last period and those asked earlier only; options are met by their words.
    """
    heads = [sum(getattr(part, name) for part in parts) for name in (*STATES, "late")]
    found: dict[str, Added] = {}
    for part in parts:
        for each in part.questions:
            before = found.pop(each.question.code, None)
            found[each.question.code] = each if before is None else _later(before, each)
    return _made(heads, found.values())


def _later(before: Added, after: Added) -> Added:
    if before.question.form is not after.question.form:
        return after
    if after.question.over_time is OverTime.LAST:
        return after if after.answered else before
    chosen = dict(before.chosen)
    for option, count in after.chosen:
        chosen[option] = chosen.get(option, 0) + count
    return Added(
        after.question,
        before.answered + after.answered,
        before.number + after.number,
        before.whole + after.whole,
        tuple(chosen.items()),
    )
