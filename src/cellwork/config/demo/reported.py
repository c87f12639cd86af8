"""Reports of the last months: asked by the calendar, and sent by most.

Asking is the product's own act at past moments; so are the reports of bodies whose people can be played. All others are
written at one stroke (`sql/reported.sql`), and added up as a recount adds them up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from cellwork.config.demo import texts_up
from cellwork.config.demo.people import actor_of, ago, on
from cellwork.config.demo.world import (
    LAGGING,
    PLANS,
    REPORTING_DAYS,
    Size,
    body_id_of,
    leading_cell,
    leading_city,
    leading_primary,
)
from cellwork.kernel.clock import day_of
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.sql import question
from cellwork.organisation.queries import body_by_id
from cellwork.reports.actions.asking import ask_what_is_due
from cellwork.reports.actions.filing import send_report
from cellwork.reports.actions.judging import accept_report, return_report
from cellwork.reports.calendar import Period, newest_asked, period_of
from cellwork.reports.layout import Given, counts_in_sql, sums_in_sql
from cellwork.reports.queries.known import filled_in
from cellwork.reports.queries.waiting import reports_of
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.burden import Answer
from cellwork.statutes.sections.reports import Every, ReportQuestion

if TYPE_CHECKING:
    from cellwork.reports.models import Asking

SHARE, SHARE_AFTER_MONTHS = 0.88, 0.95
"""Of those that somebody leads, so many send a report: the newest one, and those before."""
MONTHS = {"small": 3, "reference": 1}


def report(*, size: Size, at: datetime) -> None:
    """The reports of the last months. Inside the caller's transaction, after decisions and meetings."""
    statutes = statutes_at(at)
    for period in reversed(list(_months(day_of(at, statutes.time_zone), MONTHS[size]))):
        ask_what_is_due(at=on(at, period.ends_on, 21))
    for number, asking in enumerate(_askings(size)):
        with unguarded("months of reports are written at one stroke"), connection.cursor() as cursor:
            cursor.execute(_with_expressions(asking), _parameters(asking, number, size, at))
            cursor.execute(_added_up(asking), {"asking_id": asking.pk})
    _the_cell_reports(at)
    _the_primary_committee_reports(size, at)


def _months(today: date, most: int) -> Iterable[Period]:
    """The newest first, as far back as the statutes ask for reports."""
    period = newest_asked(Every.MONTH, today)
    for _ in range(most):
        if today - period.ends_on >= timedelta(days=REPORTING_DAYS - 1):
            return
        yield period
        period = period_of(Every.MONTH, period.starts_on - timedelta(days=1))


def _askings(size: Size) -> list[Asking]:
    """All that was asked, the oldest first: of each kind of body that owes a report, one can be played."""
    found = [asking for body_id in _by_acts(size) for asking in _asked_of(body_id)]
    return sorted({each.pk: each for each in found}.values(), key=lambda each: (each.ends_on, each.template))


def _asked_of(body_id: UUID) -> list[Asking]:
    return [each.asking for each in reversed(reports_of(body_by_id(body_id)))]


def _parameters(asking: Asking, number: int, size: Size, at: datetime) -> dict[str, Any]:
    statutes = statutes_at(at)
    monthly = asking.template == "monthly"
    newest = day_of(at, statutes.time_zone) - asking.ends_on < timedelta(days=31)
    seats = {kind: sum(each.at.get(kind, 0) for each in statutes.offices.values()) for kind in statutes.kinds}
    return {
        "asking_id": asking.pk, "starts_on": asking.starts_on, "ends_on": asking.ends_on, "at": at, "zone": statutes.time_zone,
        "due_days": (asking.due_on - asking.ends_on).days, "share": SHARE if newest else SHARE_AFTER_MONTHS,
        "returned": 0.05 if newest else 0.01, "surely_below": 0 if monthly and newest else leading_city(PLANS[size]),
        "salt": 5000 + 100 * number, "lagging": 1 + LAGGING, "avoid": _by_acts(size), "went_well": texts_up.WENT_WELL,
        "fell_short": texts_up.FELL_SHORT, "needs": texts_up.NEEDS, "remarks": texts_up.REMARKS, "seats": json.dumps(seats),
    }  # fmt: skip


def _by_acts(size: Size) -> list[UUID]:
    plan = PLANS[size]
    return [body_id_of(number) for number in (2, leading_city(plan), leading_primary(plan), leading_cell())]


def _with_expressions(asking: Asking) -> str:
    answers = [f"'{each.code}', {_as_answer(each)}" for each in asking.asked]
    known = [f"'{each.code}', {_as_answer(each)}" for each in asking.asked if each.filled_by]
    slots = [slot for each in asking.asked for slot in _as_slots(each)]
    text = question("config.demo", "reported")
    for name, parts in (("{answers}", answers), ("{known}", known), ("{slots}", slots)):
        text = text.replace(name, ", ".join(parts))
    return text


def _as_answer(asked: ReportQuestion) -> str:
    told = f"told.{asked.code}"
    if asked.form is Answer.SHARE:
        return f"case when {told}_whole > 0 then jsonb_build_array({told}_part::text, {told}_whole::text) end"
    if asked.form is Answer.CHOICE:
        options = ", ".join("'" + option.replace("'", "''") + "'" for option in asked.options)
        return f"(array[{options}])[{told}]"
    return f"{told}::text"


def _as_slots(asked: ReportQuestion) -> list[str]:
    """See `reports.layout`."""
    told = f"told.{asked.code}"
    if asked.form is Answer.SHARE:
        there = f"coalesce({told}_whole, 0) > 0"
        return [
            f"({there})::int",
            *(f"case when {there} then 100 * {told}_{end} else 0 end" for end in ("part", "whole")),
        ]
    if asked.form is Answer.CHOICE:
        return [f"({told} = {number})::int" for number in range(1, len(asked.options) + 1)]
    there = f"({told} is not null)::int"
    return [there, f"coalesce(100 * {told}, 0)"] if asked.form is Answer.NUMBER else [there]


def _added_up(asking: Asking) -> str:
    recount = question("reports", "recount").replace("{counts}", counts_in_sql(asking.width))
    return question("config.demo", "added_up").replace(
        "{recount}", recount.replace("{sums}", sums_in_sql(asking.width))
    )


def _the_cell_reports(at: datetime) -> None:
    """All but the last report of the cell are sent and accepted; the last one came back with a question."""
    cell = body_by_id(body_id_of(leading_cell()))
    askings = _asked_of(cell.pk)
    secretary = actor_of(cell.pk, "cell_secretary", at)
    above = actor_of(cell.parent_id, "secretary", at) if cell.parent_id else secretary
    for number, asking in enumerate(askings):
        sent = on(at, asking.ends_on + timedelta(days=3), 19)
        if sent >= at:
            return
        typed: dict[str, Given] = {code: each.given for code, each in filled_in(asking, cell, at=sent).items()}
        send_report(
            actor=secretary, asking_id=asking.pk, body_id=cell.pk, typed=typed | dict(texts_up.OF_THE_CELL[number]), at=sent,
            seconds=160 + 40 * number,
        )  # fmt: skip
        judged = on(at, asking.ends_on + timedelta(days=5), 11)
        if judged >= at:
            return
        if asking is askings[-1]:
            return_report(
                actor=above, asking_id=asking.pk, body_id=cell.pk, because=texts_up.RETURNED_TO_THE_CELL, at=judged
            )
        else:
            accept_report(actor=above, asking_id=asking.pk, body_id=cell.pk, at=judged)


def _the_primary_committee_reports(size: Size, at: datetime) -> None:
    """Sent to the city, returned with a question, and sent again: the city has to read it."""
    plan = PLANS[size]
    primary = body_by_id(body_id_of(leading_primary(plan)))
    secretary = actor_of(primary.pk, "secretary", at)
    chief = actor_of(body_id_of(leading_city(plan)), "chief_secretary", at)
    for asking in _asked_of(primary.pk):
        first, returned, again = on(at, asking.ends_on + timedelta(days=11), 17), ago(at, 6, 10), ago(at, 2, 17)
        for sent in [first, again] if first < returned else [first]:
            if sent >= at:
                return
            typed = {code: each.given for code, each in filled_in(asking, primary, at=sent).items()}
            send_report(
                actor=secretary, asking_id=asking.pk, body_id=primary.pk, at=sent,
                typed=typed | dict(texts_up.OF_THE_PRIMARY_COMMITTEE),
            )  # fmt: skip
            if sent < returned:
                return_report(
                    actor=chief, asking_id=asking.pk, body_id=primary.pk, because=texts_up.RETURNED_TO_THE_COMMITTEE,
                    at=returned,
                )  # fmt: skip
