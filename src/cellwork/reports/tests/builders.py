"""Reports for tests: statutes that ask for them, the cast of the decisions, and reports that were sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cellwork.decisions.tests.builders import Cast, a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, STATUTES, acting_as
from cellwork.people.models import Person
from cellwork.reports.actions.asking import ask_what_is_due
from cellwork.reports.actions.filing import send_report
from cellwork.reports.layout import Given
from cellwork.reports.models import Asking, Report
from cellwork.statutes.models import Version

REPORTS = """
[[powers]]
office = "secretary"
may = ["reports.file", "reports.see"]
where = ["own"]

[[powers]]
office = "chair"
may = ["reports.file", "reports.see", "reports.ask"]
where = ["own"]

[[powers]]
office = "chair"
may = ["reports.see"]
where = ["below"]

[[powers]]
office = "chair"
may = ["reports.judge"]
where = ["directly below"]

[reports.monthly]
title = "Monthly report"
from = ["cell"]
every = "month"
due_days = 5
minutes = 10

[reports.quarterly]
title = "Quarterly report"
from = ["cell", "city"]
every = "quarter"
due_days = 15
minutes = 30

[report_questions.members]
report = ["monthly"]
title = "Members"
form = "number"
filled_by = "members"
over_time = "last"

[report_questions.visits]
report = ["monthly", "quarterly"]
title = "Visits"
form = "number"
unit = "visits"
required = true

[report_questions.study]
report = ["monthly"]
title = "Took part in study"
form = "share"

[report_questions.mood]
report = ["monthly"]
title = "How is the cell?"
form = "choice"
options = ["good", "mixed", "burdened"]

[report_questions.went_well]
report = ["monthly", "quarterly"]
title = "What went well?"
form = "words"
about = "success"

[report_questions.fell_short]
report = ["monthly", "quarterly"]
title = "What fell short?"
form = "words"
about = "shortcoming"

[report_questions.needs]
report = ["monthly"]
title = "What do you need from above?"
form = "words"
for_all_above = true

[report_questions.photo]
report = ["monthly"]
title = "A photo"
form = "evidence"

[[burden_ceilings]]
of = ["cell"]
minutes = 40

[[time_zones]]
places = ["Far Islands"]
zone = "Pacific/Kiritimati"
"""

END_OF_MARCH = datetime(2026, 3, 31, 8, 0, tzinfo=UTC)
APRIL = datetime(2026, 4, 3, 9, 0, tzinfo=UTC)
"""In time for March: the last day is 5 April."""
ANSWERS: Mapping[str, Given] = {
    "members": "7",
    "visits": "12",
    "study": ["4", "6"],
    "mood": "good",
    "went_well": "The garden.",
}


def reports_in_force(text: str = STATUTES + REPORTS, *, since: datetime = SPRING - timedelta(days=60)) -> None:
    """Statutes with reports, after those of the cast."""
    with unguarded("a test world"):
        Version.objects.create(text=text, fingerprint="1" * 64, in_force_since=since)


def a_reporting_cast() -> Cast:
    """The cast under statutes that ask for reports."""
    cast = a_cast()
    reports_in_force()
    return cast


def asked(*, at: datetime = END_OF_MARCH, template: str = "monthly") -> Asking:
    """What the calendar asks by then; the newest asking of a template."""
    ask_what_is_due(at=at)
    return Asking.objects.filter(template=template).latest("starts_on")


def sent(
    asking: Asking, body: Body, by: Person, answers: Mapping[str, Given] | None = None, *, at: datetime = APRIL
) -> Report:
    """A report that was sent."""
    typed = ANSWERS if answers is None else answers
    return send_report(actor=acting_as(by), asking_id=asking.pk, body_id=body.pk, typed=typed, at=at)


def report_of(asking: Asking, body: Body) -> Report:
    """As it stands now."""
    return Report.objects.get(asking_id=asking.pk, body_id=body.pk)


def unknown_id() -> UUID:
    """Of nothing."""
    return UUID(int=7)
