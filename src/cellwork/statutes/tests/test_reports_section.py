"""Reports in the statutes: what is read, and every mistake with its place and a remedy."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cellwork.statutes.reading import read_statutes
from cellwork.statutes.sections.burden import Answer, written_minutes
from cellwork.statutes.sections.reports import Every, OverTime, ReportRules, estimated_minutes
from cellwork.statutes.sections.zones import ZoneRules
from cellwork.statutes.tests.writing import SMALL, every_power, mistakes_in, the_mistake_in

REPORTS = """
[reports.monthly]
title = "Monthly report"
from = ["club"]
every = "month"
due_days = 5
minutes = 20

[reports.yearly]
title = "Yearly report"
from = ["club", "district"]
every = "year"
due_days = 30

[report_questions.walks]
report = ["monthly", "yearly"]
title = "Walks"
form = "number"
unit = "walks"
required = true

[report_questions.members]
report = "monthly"
title = "Members"
form = "number"
filled_by = "members"
over_time = "last"

[report_questions.weather]
report = "monthly"
title = "How was the weather?"
form = "choice"
options = ["dry", "wet"]

[report_questions.best]
report = ["monthly", "yearly"]
title = "The best walk?"
form = "words"
about = "success"

[report_questions.blisters]
report = ["monthly", "yearly"]
title = "What hurt?"
form = "words"
about = "shortcoming"
for_all_above = true

[[burden_ceilings]]
of = ["club"]
minutes = 30

[[time_zones]]
places = ["Western Isles"]
zone = "Atlantic/Azores"
"""


def rules(text: str = REPORTS) -> ReportRules:
    return read_statutes(SMALL + text, known_permissions=every_power()).part(ReportRules)


def test_reports_are_read_with_their_questions_in_the_order_of_the_file():
    monthly, yearly = rules().templates.values()
    assert (monthly.kinds, monthly.every, monthly.due_days, monthly.minutes) == (("club",), Every.MONTH, 5, 20)
    assert [each.code for each in monthly.questions] == ["walks", "members", "weather", "best", "blisters"]
    assert [each.code for each in yearly.questions] == ["walks", "best", "blisters"]
    members, weather = monthly.questions[1], monthly.questions[2]
    assert (members.filled_by, members.over_time, weather.form, weather.options) == (
        "members", OverTime.LAST, Answer.CHOICE, ("dry", "wet"),
    )  # fmt: skip
    assert monthly.questions[4].for_all_above


def test_minutes_left_out_are_added_up_from_the_questions():
    known = rules()
    yearly = known.templates["yearly"]
    assert yearly.minutes == estimated_minutes(yearly.questions, known.efforts) == 4
    assert yearly.minutes_a_month == Fraction(1, 3)
    assert [each.code for each in known.templates_of("district")] == ["yearly"]


def test_statutes_without_reports_ask_nothing_and_have_no_ceiling():
    none = rules("")
    assert (dict(none.templates), dict(none.ceilings)) == ({}, {})


def test_a_place_may_have_a_time_zone_of_its_own():
    statutes = read_statutes(SMALL + REPORTS, known_permissions=every_power())
    assert statutes.part(ZoneRules).by_place == {"Western Isles": "Atlantic/Azores"}


def test_minutes_are_written_so_that_no_sum_looks_smaller_than_it_is():
    assert [written_minutes(Fraction(each)) for each in ("20", "1/3", "29/4")] == ["20", "0.4", "7.3"]


def test_reports_above_the_ceiling_are_refused_with_the_arithmetic():
    mistake = the_mistake_in(SMALL + REPORTS.replace("minutes = 30", "minutes = 20"))
    assert mistake.where == "reports.yearly"
    assert mistake.what == (
        "The reports ask 20.4 minutes a month of a Club: Monthly report 20 + Yearly report 4/12 = 0.4. The ceiling is 20"
        " minutes."
    )
    assert "less often" in mistake.remedy


SLIPS = {
    "no question about shortcomings": (
        'about = "shortcoming"\n', "", "reports.monthly", "does not ask about shortcomings", 'about = "shortcoming"',
    ),
    "an unknown period": ('every = "month"', 'every = "moon"', "reports.monthly.every", 'no every "moon"', 'Did you mean "month"?'),
    "an unknown kind": ('from = ["club"]', 'from = ["clubb"]', "reports.monthly.from[1]", 'no kind of body "clubb"', '"club"'),
    "an unknown form": ('form = "choice"', 'form = "choise"', "report_questions.weather.form", 'no form "choise"', '"choice"'),
    "a choice of one": (
        'options = ["dry", "wet"]', 'options = ["dry"]', "report_questions.weather", "nothing to choose between", "with two",
    ),
    "options of a number": (
        'unit = "walks"', 'options = ["a", "b"]', "report_questions.walks.options", "Only a choice has options", "choice",
    ),
    "a figure of another form": (
        'filled_by = "members"', 'filled_by = "tasks_done"', "report_questions.members.filled_by", "is a share, not a number", "share",
    ),
    "an unknown figure": (
        'filled_by = "members"', 'filled_by = "membres"', "report_questions.members.filled_by", 'no filled by "membres"', '"members"',
    ),
    "an unknown report": ('report = "monthly"', 'report = "montly"', "report_questions.members.report", 'no report "montly"', '"monthly"'),
    "two ceilings": (
        "[[burden_ceilings]]", '[[burden_ceilings]]\nof = "club"\nminutes = 40\n\n[[burden_ceilings]]', "burden_ceilings[2].of",
        'two ceilings for "club"', "Strike one",
    ),
    "an unknown zone": ("Atlantic/Azores", "Atlantic/Azoers", "time_zones[1].zone", 'no time zone "Atlantic/Azoers"', "Atlantic/Azores"),
    "a place with two zones": (
        '["Western Isles"]', '["Western Isles"]\nzone = "Europe/Vienna"\n[[time_zones]]\nplaces = "Western Isles"',
        "time_zones[2].places", "two time zones", "Strike it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_of_the_pen_is_named_with_its_place_and_a_remedy(slip):
    old, new, where, what, remedy = slip
    assert old in REPORTS
    found = mistakes_in(SMALL + REPORTS.replace(old, new, 1))
    mistake = next((each for each in found if each.where == where), None)
    assert mistake is not None, found
    assert what in mistake.what
    assert remedy in mistake.remedy
