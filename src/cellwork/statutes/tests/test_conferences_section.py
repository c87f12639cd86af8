"""The rules of conferences: what they say, and what is said about a slip of the pen in them."""

from __future__ import annotations

import pytest

from cellwork.statutes.reading import read_statutes, sample_names, sample_text
from cellwork.statutes.sections.conferences import ConferenceRule, ConferenceRules
from cellwork.statutes.tests.writing import SMALL, Slip, content_at, every_power, spoiled, the_mistake_in

HELD = (
    SMALL
    + """
[conferences.rally]
title = "Rally"
plural = "Rallies"
of = "board"
every_months = 24
months = ["may", "September"]

[conferences.walk]
title = "Long Walk"
plural = "Long Walks"
of = "district"
every_months = 12
in_step_with = "rally"
announce_months_before = 3

[[conference_plan]]
conference = ["rally", "walk"]
key = "route"
title = "The route is walked once"
office = "president"
days_before = 90
says = "In the weather of that month."

[[conference_plan]]
conference = "rally"
key = "thanks"
title = "Everybody who helped is thanked"
office = "president"
days_before = -14
"""
)


def rules(text: str = HELD) -> ConferenceRules:
    return read_statutes(text, known_permissions=every_power()).part(ConferenceRules)


def test_a_file_that_is_silent_knows_no_conference() -> None:
    assert rules(SMALL).by_code == {}


def test_what_the_file_says_holds() -> None:
    rally, walk = rules().by_code.values()
    assert (rally.title, rally.plural, rally.kind, rally.every_months) == ("Rally", "Rallies", "board", 24)
    assert (rally.months, rally.announce_months_before, rally.in_step_with) == ((5, 9), 6, "")
    assert (walk.months, walk.announce_months_before, walk.in_step_with) == ((), 3, "rally")
    assert [(line.key, line.office, line.days_before) for line in rally.plan] == [
        ("route", "president", 90),
        ("thanks", "president", -14),
    ]
    assert walk.plan[0].says == "In the weather of that month."


def test_a_conference_without_months_may_open_in_any() -> None:
    rally, walk = rules().by_code.values()
    assert [month for month in range(1, 13) if rally.may_open_in(month)] == [5, 9]
    assert all(walk.may_open_in(month) for month in range(1, 13))


def test_a_body_of_a_kind_knows_its_own_conferences() -> None:
    assert [rule.code for rule in rules().of_kind("district")] == ["walk"]
    assert rules().of_kind("club") == ()


SECOND_ROUTE = '[[conference_plan]]\nconference = "rally"\nkey = "route"\n'
SLIPS = [
    Slip('of = "board"', 'of = "bord"', '"bord"', "conferences.rally.of", "bord", '"board"'),
    Slip('of = "board"', 'of = "club"', '"club"', "conferences.rally.of", "kind of cell", "kind of body above"),
    Slip('"September"', '"Septober"', '"Septober"', "conferences.rally.months[2]", "no month", '"september"'),
    Slip("every_months = 24", "every_months = 0", "0", "conferences.rally.every_months", "0", "1 to 240"),
    Slip("every_months = 24\n", "", "[conferences.rally]", "conferences.rally", "is missing", "every_months = 60"),
    Slip('"rally"\nann', '"ralli"\nann', '"ralli"', "conferences.walk.in_step_with", "ralli", '"rally"'),
    Slip('"rally"\nann', '"walk"\nann', '"walk"', "conferences.walk.in_step_with", "with itself", "Strike"),
    Slip('["rally", "walk"]', '["rally", "wolk"]', '"wolk"', "conference_plan[1].conference[2]", "wolk", '"walk"'),
    Slip('"president"\ndays_before = 90', '"keeper"\ndays_before = 90', '"keeper"', "conference_plan[1].office",
         "no “Keeper” at “Board”", "president"),
    Slip('"president"\ndays_before = 90', '"captain"\ndays_before = 90', '"captain"', "conference_plan[1].office",
         "captain", "keeper"),
    Slip("days_before = 90", "days_before = 9999", "9999", "conference_plan[1].days_before", "9999", "3650"),
    Slip('key = "thanks"', 'key = "route"', '"route"', "conference_plan[2].key", "two lines", "its own key"),
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.new or slip.old)
def test_a_slip_of_the_pen_is_named_with_its_place_and_a_remedy(slip: Slip) -> None:
    text = spoiled(slip.old, slip.new, text=HELD if "keeper" not in slip.new else ONE_HOLDER)
    mistake = the_mistake_in(text)
    assert mistake.where == slip.where
    assert slip.what in mistake.what
    assert slip.remedy in mistake.remedy
    assert slip.at.strip('"') in content_at(text, mistake)


ONE_HOLDER = HELD.replace('["rally", "walk"]', '"rally"')


def test_a_conference_of_many_bodies_cannot_be_the_clock_of_one_above() -> None:
    text = spoiled('months = ["may", "September"]', 'in_step_with = "walk"', text=HELD)
    text = spoiled('in_step_with = "rally"\n', "", text=text)
    mistake = the_mistake_in(text)
    assert mistake.where == "conferences.rally.in_step_with"
    assert "stands lower" in mistake.what


def test_a_circle_of_waiting_is_named_once() -> None:
    text = spoiled('months = ["may", "September"]', 'in_step_with = "walk"', text=HELD)
    text = spoiled('of = "district"', 'of = "board"', text=text)
    mistake = the_mistake_in(text)
    assert "Each waits for the other: rally, walk" in mistake.what


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_holds_a_conference_of_its_top_with_a_plan(name: str) -> None:
    statutes = read_statutes(sample_text(name), known_permissions=every_power())
    of_the_top = statutes.part(ConferenceRules).of_kind(statutes.top_kind.code)
    assert of_the_top
    assert all(rule.plan for rule in of_the_top)


def test_the_party_holds_the_conference_of_cell_secretaries_in_step_with_its_congress() -> None:
    said = rules(sample_text("party")).by_code
    assert isinstance(said["secretaries"], ConferenceRule)
    assert said["secretaries"].in_step_with == "congress"
    assert said["secretaries"].every_months == said["congress"].every_months == 60
