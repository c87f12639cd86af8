"""The parts of an edition: each step asks one package a few questions about the whole branch and lays the answers out.

Nothing here loops over bodies: rows are counts by unit, sector and what else matters, some thousands at reference size.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cellwork.decisions.queries.reviewing import (
    CLOSED,
    DONE,
    NOT_DONE,
    OPEN_STILL,
    WHY,
    Stood,
    clauses_reviewed,
    course_reviewed,
    decided_in,
    decisions_reviewed,
    tasks_of,
)
from cellwork.kernel.clock import day_of
from cellwork.meetings.queries import bodies_meeting, meetings_reviewed
from cellwork.offices.queries import months_of_terms, posts_reviewed, tenure_reviewed
from cellwork.organisation.queries import (
    BranchOverTime,
    bodies_reviewed,
    body_at,
    children_of,
    members_reviewed,
)
from cellwork.reports.queries.reviewing import (
    ReportsReviewed,
    askings_reviewed,
    reports_reviewed,
    went_well,
)
from cellwork.review.layout import DECISION, by_month, grouped, total
from cellwork.shortcomings.queries.reviewing import months_reviewed, shortcomings_reviewed, times_reviewed
from cellwork.voices.queries.reviewing import days_to_answer, months_of_voices, voices_reviewed

if TYPE_CHECKING:
    from cellwork.decisions.models import Clause, Decision
    from cellwork.reports.models import Asking

Parts = dict[tuple[str, str], dict[str, Any]]
"""Content by section and subject."""

BODIES = ("living", "founded", "dissolved")
MEMBERS = ("members", "came", "went")
DECIDED = ("adopted", "withdrawn")
COURSE = ("accepted", "done", "verified")
REPORTED = ("asked", "reported", "late", "missing", "not_due", "closed", "successes")
SHORTCOMINGS = ("stayed", "raised", "closed", "not_so", "ended", "open", "late", "repeated", "matters")
VOICES = (
    "said", "answered", "owed", "late", "climbed", "passed", "support", "content", "not_content", "agenda",
    "done", "will_do", "partly", "cannot", "needs_decision", "to_clause", "to_shortcoming",
)  # fmt: skip
POSTS = (
    "posts", "vacant", "days", "vacant_days", "begun", "ended", "changed",
    "half_year", "year", "two_years", "five_years", "longer",
)  # fmt: skip
MEETINGS = ("held", "quorate", "present", "members", "called_off")
MET = ("bodies", "met", "never")


def organisation(branch: BranchOverTime) -> Parts:
    """Bodies and members, and what the units are called now."""
    bodies, members = bodies_reviewed(branch), members_reviewed(branch)
    top = body_at(branch.path)
    assert top is not None
    names = {each.path: {"id": str(each.pk), "name": each.name} for each in [top, *children_of(top.pk)]}
    content = {
        "names": names,
        "bodies": grouped(bodies, BODIES, "kind"),
        "cells": grouped([row for row in bodies if row.is_cell], BODIES),
        "members": grouped(members, MEMBERS),
    }
    return {("organisation", ""): content}


def decisions(branch: BranchOverTime) -> Parts:
    """Clause by clause where the addressed bodies stand, and the sum of all; one part for each decision."""
    found = decisions_reviewed(branch)
    tasks = tasks_of(found)
    rows = clauses_reviewed(branch, tasks)
    paths = [branch.path, *_unit_paths(branch)]
    course = course_reviewed(found, paths) if found else []
    parts: Parts = {}
    listed = []
    for decision in found:
        here = [row for row in rows if row.decision_id == decision.pk]
        parts[DECISION, str(decision.pk)] = {
            "clauses": [_clause(task, here) for task in tasks if task.decision_id == decision.pk],
            "course": by_month([row for row in course if row.decision_id == decision.pk], COURSE, whole=False),
        }
        listed.append(_decision(decision, branch) | {"numbers": stands_added(here)["total"]})
    parts["decisions", ""] = {
        "decisions": listed,
        "tasks": stands_added(rows),
        "decided": grouped(decided_in(branch), DECIDED),
        "course": by_month(course, COURSE, whole=False),
    }
    return parts


def stands_added(rows: Sequence[Stood]) -> dict[str, Any]:
    """Tasks before bodies, by where they stand: the total, by unit and by sector, with done, not done and still open summed."""
    numbers: dict[str, Any] = {"total": _stands(rows)}
    for by, key in (("units", "unit"), ("sectors", "sector")):
        parted: dict[str, list[Stood]] = {}
        for row in rows:
            parted.setdefault(getattr(row, key), []).append(row)
        numbers[by] = {name: _stands(parted[name]) for name in sorted(parted)}
    return numbers


def _stands(rows: Sequence[Stood]) -> dict[str, int]:
    found = dict.fromkeys(WHY, 0)
    for row in rows:
        found[row.stands] += row.bodies
    sums = {"done": DONE, "not_done": NOT_DONE, "open_still": OPEN_STILL, "closed": CLOSED}
    added = {name: sum(found[key] for key in keys) for name, keys in sums.items()}
    return found | added | {"addressed": added["done"] + added["not_done"] + added["open_still"]}


def _decision(decision: Decision, branch: BranchOverTime) -> dict[str, Any]:
    assert decision.adopted_at is not None
    return {
        "id": str(decision.pk), "number": decision.number, "title": decision.title, "body": decision.body.name,
        "adopted_at": decision.adopted_at.isoformat(), "stage": decision.stage, "because": decision.withdrawn_because,
        "wording": decision.wording, "carried_over": day_of(decision.adopted_at, branch.time_zone) < branch.since,
    }  # fmt: skip


def _clause(task: Clause, rows: Sequence[Stood]) -> dict[str, Any]:
    here = [row for row in rows if row.clause == task.number]
    told = float(sum(row.number for row in here))
    target = float(task.target) if task.target is not None else None
    about = {
        "number": task.number, "text": task.text, "due_on": str(task.due_on), "measure": task.measure, "target": target,
        "unit": task.unit, "told": told,
    }  # fmt: skip
    return about | stands_added(here)


def _unit_paths(branch: BranchOverTime) -> list[str]:
    top = body_at(branch.path)
    return [each.path for each in children_of(top.pk)] if top else []


@dataclass(frozen=True)
class _Report:
    """Reports of one asking in one unit and sector, with its template and the month in which its period ended."""

    unit: str
    sector: str
    template: str
    month: date
    asked: int
    reported: int
    late: int
    missing: int
    not_due: int
    closed: int
    successes: int


def reports(branch: BranchOverTime) -> Parts:
    """Who reported, period by period; and what went well."""
    askings = askings_reviewed(branch)
    by_id = {asking.pk: asking for asking in askings}
    counted = reports_reviewed(branch, askings)
    rows = [_report(row, by_id[row.asking_id]) for row in counted]
    words = [
        {"unit": each.unit, "body_id": str(each.body_id), "body": each.body_name, "words": each.words,
         "period": by_id[each.asking_id].period, "asking": str(each.asking_id)}
        for each in went_well(branch, askings)
    ]  # fmt: skip
    latest = {asking.template: asking for asking in askings}
    listed = [
        {"id": str(asking.pk), "template": asking.template, "title": asking.title, "period": asking.period,
         "numbers": total([row for row in counted if row.asking_id == asking.pk], REPORTED)}
        for asking in askings
    ]  # fmt: skip
    titles = {template: asking.title for template, asking in latest.items()}
    sums = grouped(rows, REPORTED, "template")
    months = by_month(rows, REPORTED)
    return {
        ("reports", ""): sums | {"months": months, "askings": listed, "titles": titles},
        ("successes", ""): sums | {"months": months, "words": words},
    }


def _report(row: ReportsReviewed, asking: Asking) -> _Report:
    return _Report(
        row.unit, row.sector, asking.template, asking.ends_on.replace(day=1),
        row.asked, row.reported, row.late, row.missing, row.not_due, row.closed, row.successes,
    )  # fmt: skip


def shortcomings(branch: BranchOverTime) -> Parts:
    """By cause, by who found them, and how long correcting took."""
    rows = shortcomings_reviewed(branch)
    content = grouped(rows, SHORTCOMINGS, "cause", "source", "kind")
    content["months"] = by_month(months_reviewed(branch), ("raised", "ended"))
    content["times"] = [asdict(each) for each in times_reviewed(branch)]
    return {("shortcomings", ""): content}


def voices(branch: BranchOverTime) -> Parts:
    """What was said, and what came of it: by kind, never by manner."""
    content = grouped(voices_reviewed(branch), VOICES, "kind")
    content["months"] = by_month(months_of_voices(branch), ("said", "answered"))
    content["days"] = [asdict(each) for each in days_to_answer(branch)]
    return {("voices", ""): content}


def secretaries(branch: BranchOverTime) -> Parts:
    """Leading posts: vacant, changed hands, how long they are held. Posts, not persons."""
    content = grouped(posts_reviewed(branch), POSTS, "office")
    content["months"] = by_month(months_of_terms(branch), ("begun", "ended"))
    content["tenure"] = [asdict(each) for each in tenure_reviewed(branch)]
    return {("secretaries", ""): content}


def meetings(branch: BranchOverTime) -> Parts:
    """Meetings held, with how many; and which bodies met at all."""
    rows = meetings_reviewed(branch)
    content = grouped(rows, MEETINGS, "kind") | {"met": grouped(bodies_meeting(branch), MET, "kind")}
    return {("meetings", ""): content | {"months": by_month(rows, MEETINGS)}}


STEPS: Mapping[str, Callable[[BranchOverTime], Parts]] = {
    "organisation": organisation,
    "decisions": decisions,
    "reports": reports,
    "shortcomings": shortcomings,
    "voices": voices,
    "secretaries": secretaries,
    "meetings": meetings,
}
"""In the order in which an edition is made; `reports` makes the successes too."""
