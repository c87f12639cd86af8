"""Reports over a long time: who reported, how many told of something that went well, and words that may be read from above."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cellwork.kernel.sql import answers
from cellwork.organisation.queries import BranchOverTime
from cellwork.reports.models import Asking
from cellwork.statutes.sections.burden import Answer
from cellwork.statutes.sections.reports import SUCCESS

MOST_WORDS = 4
"""Successes that are told in words, of each branch directly below."""


def askings_reviewed(branch: BranchOverTime) -> list[Asking]:
    """Reports of the statutes for periods that ended in the time, the oldest first. One query."""
    found = Asking.objects.filter(ends_on__gte=branch.since, ends_on__lte=branch.today).exclude(template="")
    return list(found.order_by("ends_on", "template"))


@dataclass(frozen=True)
class ReportsReviewed:
    """Reports of one asking in one unit and sector. `missing`: their day is over; `successes`: told of what went well."""

    asking_id: UUID
    unit: str
    sector: str
    asked: int
    reported: int
    late: int
    missing: int
    not_due: int
    closed: int
    successes: int


def reports_reviewed(branch: BranchOverTime, askings: Sequence[Asking]) -> list[ReportsReviewed]:
    """How these reports came in. One query; none without askings."""
    if not askings:
        return []
    wells = [{"asking": str(asking.pk), "codes": _successes(asking)} for asking in askings]
    return answers("reports", "review_counts", branch.params | {"wells": json.dumps(wells)}, ReportsReviewed)


@dataclass(frozen=True)
class WentWell:
    """What one body said went well. Only of bodies directly below, or where the question opens its words to all above."""

    unit: str
    body_id: UUID
    body_name: str
    asking_id: UUID
    words: str


def went_well(branch: BranchOverTime, askings: Sequence[Asking]) -> list[WentWell]:
    """Words about successes from the latest period of each report, MOST_WORDS of each branch directly below. One query."""
    newest = {asking.template: asking for asking in askings}.values()
    asked = [question for asking in newest for question in asking.asked if question.about == SUCCESS]
    told = {question.code: question.for_all_above for question in asked if question.form is Answer.WORDS}
    if not told:
        return []
    params = branch.params | {
        "askings": [asking.pk for asking in newest], "most": MOST_WORDS,
        "near": [code for code, far in told.items() if not far], "far": [code for code, far in told.items() if far],
    }  # fmt: skip
    return answers("reports", "review_words", params, WentWell)


def _successes(asking: Asking) -> list[str]:
    return [question.code for question in asking.asked if question.about == SUCCESS]
