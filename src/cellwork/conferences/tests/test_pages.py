"""Pages of conferences, as the people standing there see them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cellwork.conferences import phases
from cellwork.conferences.actions.planning import OwnLine, add_line
from cellwork.conferences.models import Conference, ConferenceStep, PlanItem
from cellwork.conferences.phases import Phase, guard
from cellwork.conferences.queries import seeing
from cellwork.conferences.queries.seeing import also_sees
from cellwork.conferences.tests.builders import (
    Hall,
    a_calling,
    a_conference,
    a_hall,
    advanced,
    an_expired_chair,
    held_before,
)
from cellwork.decisions.tests.builders import an_adopted_decision
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.kernel.guarding import unguarded
from cellwork.organisation.tests.builders import a_body, a_person, acting_as

pytestmark = pytest.mark.django_db


def in_days(days: int) -> date:
    return clock.now().date() + timedelta(days=days)


def a_coming_conference(hall: Hall, **said: object) -> Conference:
    """Called just now, to open in a hundred days."""
    return a_conference(hall, at=clock.now(), opens_on=in_days(100), closes_on=in_days(102), **said)


def page(name: str, conference: Conference, *more: object) -> str:
    return reverse(name, args=[conference.pk, *more])


def late(conference: Conference, key: str = "papers", days: int = 3) -> None:
    with unguarded("a day passed"):
        PlanItem.objects.filter(conference_id=conference.pk, key=key).update(due_on=in_days(-days))


def test_a_member_of_a_cell_sees_that_it_is_announced_and_nothing_of_its_plan():
    hall = a_hall()
    conference = a_coming_conference(hall, about="What the cells need in **winter**.")
    browser = browser_of(a_person(cell=hall.cast.cell))
    shown = browser.get(page("conference", conference)).text
    assert "1st Conference of Secretaries" in shown and "<strong>winter</strong>" in shown and "Harbour City" in shown
    assert "Who has to do what" not in shown and "Plan</a>" not in shown
    for hidden in ("conference_plan", "conference_next"):
        assert browser.get(page(hidden, conference)).status_code == 404


def test_whoever_prepares_sees_the_way_what_comes_next_and_the_plan():
    hall = a_hall()
    conference = a_coming_conference(hall)
    guard(Phase.ALLOTTED, lambda _: ["The categories of seats are not fixed."])
    late(conference)
    shown = browser_of(hall.organiser).get(page("conference", conference)).text
    assert "What comes next: seats allotted" in shown and "The categories of seats are not fixed." in shown
    assert "0 of 3\u00a0lines of the plan are done, 1 is late." in shown
    assert "To the next step" not in shown  # the step is not the organiser's to take
    assert "To the next step" in browser_of(hall.chair).get(page("conference", conference)).text


WHO_SEES = {
    "chair": (200, 200), "organiser": (200, 200), "province_chair": (200, 404), "city_chair": (200, 404),
    "secretary": (200, 404), "stranger of another branch": (404, 404), "nobody's": (404, 404),
}  # fmt: skip


@pytest.mark.parametrize("who", WHO_SEES)
def test_who_sees_the_conference_of_a_province_and_who_its_plan(who):
    hall = a_hall()
    cast = hall.cast
    conference = a_coming_conference(hall, by=cast.province_chair, body=cast.province, kind="provincial")
    people = {
        "stranger of another branch": cast.stranger, "nobody's": a_person(), "organiser": cast.province_chair,
    }  # fmt: skip
    person = people.get(who) or getattr(cast, who)
    plan = WHO_SEES[who][1] if who != "province_chair" else 200
    browser = browser_of(person)
    assert browser.get(page("conference", conference)).status_code == WHO_SEES[who][0]
    assert browser.get(page("conference_plan", conference)).status_code == plan


def test_somebody_whose_term_is_over_and_who_belongs_to_no_cell_sees_nothing():
    hall = a_hall()
    conference = a_coming_conference(hall)
    assert browser_of(an_expired_chair(hall.centre)).get(page("conference", conference)).status_code == 404


def test_a_package_above_may_let_a_guest_see_it(monkeypatch):
    monkeypatch.setattr(seeing, "_also", [])
    hall = a_hall()
    guest = a_person()
    also_sees(lambda person_id, found, at: person_id == guest.pk)
    conference = a_coming_conference(hall)
    assert browser_of(guest).get(page("conference", conference)).status_code == 200
    assert browser_of(a_person()).get(page("conference", conference)).status_code == 404


def called(browser, hall: Hall, **fields: object):
    decision = an_adopted_decision(hall.cast)
    said = a_calling(decision.pk)
    typed = {
        "kind": said.kind, "source": f"decision-{decision.pk}", "opens_on": in_days(100), "closes_on": in_days(101),
        "place": "Harbour City", "because": said.because, "about": "The winter.",
    } | fields  # fmt: skip
    return browser.post(reverse("call_conference", args=[hall.centre.pk]), typed, follow=True)


def test_a_conference_is_called_on_its_page():
    hall = a_hall()
    browser = browser_of(hall.chair)
    form = browser.get(reverse("call_conference", args=[hall.centre.pk]) + "?kind=secretaries").text
    assert '<option value="secretaries" selected>' in form and "What the statutes say" in form
    shown = called(browser, hall)
    assert "It is called." in shown.text and "1st Conference of Secretaries" in shown.text
    assert "Why at this time" in shown.text and "On reading rooms" in shown.text
    assert "1st Conference of Secretaries" in browser.get(reverse("conferences", args=[hall.centre.pk])).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"opens_on": ""}, "On which day?"),
        ({"opens_on": "2026-02-30"}, "This day does not exist."),
        ({"place": ""}, "Where is it held?"),
        ({"source": ""}, "By which decision is it called?"),
        ({"source": "decision-nonsense"}, "By which decision is it called?"),
        ({"because": ""}, "By the statutes it is due in"),
        ({"number": "many"}, "This is no whole number."),
        ({"kind": "provincial"}, "holds no such conference"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(fields, said):
    hall = a_hall()
    shown = called(browser_of(hall.chair), hall, **fields)
    assert shown.status_code == 422
    assert said in shown.text and "The winter." in shown.text
    assert shown.text.count('class="field-error"') == 1
    assert not Conference.objects.exists()


def test_whoever_may_not_call_is_told_so_and_sees_no_button():
    hall = a_hall()
    browser = browser_of(hall.organiser)
    assert "Call it" not in browser.get(reverse("conferences", args=[hall.centre.pk])).text
    assert browser.get(reverse("call_conference", args=[hall.centre.pk])).status_code == 403
    assert called(browser, hall).status_code == 403


def test_one_held_before_is_entered_and_the_next_is_due_by_it():
    hall = a_hall()
    browser = browser_of(hall.chair)
    typed = {
        "kind": "congress",
        "number": "8",
        "opens_on": "2024-05-07",
        "closes_on": "2024-05-09",
        "place": "Harbour City",
    }
    address = reverse("enter_past_conference", args=[hall.centre.pk])
    shown = browser.post(address, typed, follow=True).text
    assert (
        "8th Congress" in shown and "9th Congress" in shown and "the last one opened on 7\u00a0May\u00a02024" in shown
    )
    refused = browser.post(address, typed | {"number": "8"})
    assert refused.status_code == 422 and "on record already" in refused.text


def test_a_line_is_told_done_opened_again_moved_and_added_on_the_plan():
    hall = a_hall()
    conference = a_coming_conference(hall)
    organiser, chair = browser_of(hall.organiser), browser_of(hall.chair)
    shown = organiser.post(page("plan_line_done", conference, "hall"), {"words": "The old mill."}, follow=True).text
    assert "The old mill." in shown and hall.organiser.name in shown and "Move it" not in shown
    shown = chair.post(page("plan_line_again", conference, "hall"), {"because": "It burnt."}, follow=True).text
    assert "Opened again" in shown and "It burnt." in shown
    moved = {"due_on": in_days(50), "because": "A strike."}
    shown = chair.post(page("plan_line_move", conference, "hall"), moved, follow=True).text
    assert "A strike." in shown
    line = {"title": "Flags are washed", "office": "organiser", "due_on": in_days(20)}
    shown = chair.post(page("add_to_plan", conference), line, follow=True).text
    assert "Flags are washed" in shown
    assert organiser.post(page("add_to_plan", conference), line).status_code == 403
    assert organiser.post(page("plan_line_done", conference, "proceedings"), {"words": "Done."}).status_code == 403


def test_what_does_not_fit_in_the_plan_comes_back_to_its_form():
    hall = a_hall()
    conference = a_coming_conference(hall)
    chair = browser_of(hall.chair)
    for name, typed, said in (
        ("plan_line_done", {"words": ""}, "Say in a few words what was done."),
        ("plan_line_move", {"due_on": "", "because": "A strike."}, "On which day?"),
        ("plan_line_move", {"due_on": in_days(50), "because": ""}, "Say why it is moved."),
    ):
        shown = chair.post(page(name, conference, "hall"), typed)
        assert shown.status_code == 422 and said in shown.text and shown.text.count('class="field-error"') == 1


def test_names_in_the_plan_are_for_those_near():
    hall = a_hall()
    cast = hall.cast
    conference = a_coming_conference(hall, by=cast.province_chair, body=cast.province, kind="provincial")
    of_the_centre = a_coming_conference(hall)
    browser = browser_of(cast.chair)
    assert "vacant" in browser.get(page("conference_plan", conference)).text
    assert hall.organiser.name in browser.get(page("conference_plan", of_the_centre)).text


def test_the_next_step_is_said_and_stands_with_day_and_name():
    hall = a_hall()
    conference = a_coming_conference(hall)
    browser = browser_of(hall.chair)
    typed = {"to": "allotted", "words": "By Hare, with two seats at least."}
    shown = browser.post(page("advance_conference", conference), typed, follow=True).text
    assert "The conference is now: seats allotted." in shown
    again = browser.post(page("advance_conference", conference), typed)
    assert again.status_code == 409 and "What follows is: participants chosen." in again.text
    assert ConferenceStep.objects.get(became="allotted").by == hall.chair.name


def test_what_is_missing_is_said_on_the_page_and_refused_by_the_act():
    hall = a_hall()
    conference = a_coming_conference(hall)
    guard(Phase.ALLOTTED, lambda _: ["The categories of seats are not fixed."])
    browser = browser_of(hall.chair)
    shown = browser.get(page("conference_next", conference)).text
    assert "The categories of seats are not fixed." in shown and "Say it:" not in shown
    refused = browser.post(page("advance_conference", conference), {"to": "allotted"})
    assert refused.status_code == 409 and "The categories of seats are not fixed." in refused.text


def test_other_dates_are_read_by_every_member_with_the_reason():
    hall = a_hall()
    conference = a_coming_conference(hall)
    browser = browser_of(hall.chair)
    typed = {"opens_on": in_days(130), "closes_on": in_days(131), "because": ""}
    refused = browser.post(page("change_conference_dates", conference), typed)
    assert refused.status_code == 422 and "Say why the dates change." in refused.text
    browser.post(page("change_conference_dates", conference), typed | {"because": "The river rose."})
    assert "The river rose." in browser_of(hall.cast.secretary).get(page("conference", conference)).text


def test_what_changes_stands_on_the_first_page_of_everybody_in_the_branch():
    hall = a_hall()
    conference = a_coming_conference(hall)
    chair, secretary, stranger = (browser_of(each) for each in (hall.chair, hall.cast.secretary, a_person()))
    first = reverse("home")
    assert "1st Conference of Secretaries" in secretary.get(first).text
    assert "1st Conference of Secretaries" not in stranger.get(first).text
    typed = {"opens_on": in_days(130), "closes_on": in_days(131), "because": "The river rose."}
    chair.post(page("change_conference_dates", conference), typed)
    assert "other dates since" in secretary.get(first).text
    chair.post(page("cancel_conference", conference), {"because": "The river stayed."})
    assert "is not held: The river stayed." in secretary.get(first).text


def test_the_page_of_the_body_says_what_is_due_and_what_is_called():
    hall = a_hall()
    held_before(hall, date(2024, 5, 7), kind="congress", number=8)
    a_coming_conference(hall)
    shown = browser_of(hall.chair).get(reverse("body", args=[hall.centre.pk])).text
    assert "the last one opened on 7\u00a0May\u00a02024" in shown and "1st Conference of Secretaries" in shown


def test_a_cancelled_conference_says_why_and_offers_nothing_more():
    hall = a_hall()
    conference = a_coming_conference(hall)
    browser = browser_of(hall.chair)
    assert browser.post(page("cancel_conference", conference), {"because": " "}).status_code == 422
    shown = browser.post(page("cancel_conference", conference), {"because": "A flood."}, follow=True).text
    assert "It is not held: A flood." in shown
    assert "Cancel it" not in browser.get(page("conference_next", conference)).text
    assert "Put something else" not in browser.get(page("conference_plan", conference)).text


def test_every_page_is_there_in_every_phase():
    hall = a_hall()
    conference = a_coming_conference(hall)
    browser = browser_of(hall.chair)
    for phase in phases.PHASES[1:]:
        conference = advanced(conference, phase, by=hall.chair)
        for name in ("conference", "conference_plan", "conference_next"):
            assert browser.get(page(name, conference)).status_code == 200
        assert browser.get(reverse("conferences", args=[hall.centre.pk])).status_code == 200


PAGES = {
    "conferences of a body": (lambda hall, conference: reverse("conferences", args=[hall.centre.pk]), 9),
    "a conference": (lambda hall, conference: page("conference", conference), 9),
    "its plan": (lambda hall, conference: page("conference_plan", conference), 9),
    "its next step": (lambda hall, conference: page("conference_next", conference), 7),
    "the body": (lambda hall, conference: reverse("body", args=[hall.centre.pk]), 16),
    "calling": (lambda hall, conference: reverse("call_conference", args=[hall.centre.pk]), 10),
}


def a_world_with(items: int) -> tuple[Hall, Conference]:
    """So many conferences, lines of its own in the plan of the first, and changes of its dates."""
    hall = a_hall()
    conference = a_coming_conference(hall)
    a_body(kind="cell", under=hall.cast.city)
    for number in range(items):
        add_line(
            actor=acting_as(hall.chair), conference_id=conference.pk, at=clock.now(),
            line=OwnLine(title=f"Thing {number}", office="organiser", due_on=in_days(10 + number)),
        )  # fmt: skip
        held_before(hall, date(2020 + number, 5, 7), kind="congress", number=number + 1)
    return hall, conference


@pytest.mark.parametrize("items", [1, 3])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_as_many_questions_for_one_line_as_for_three(name, items, django_assert_num_queries):
    address, queries = PAGES[name]
    hall, conference = a_world_with(items)
    browser = browser_of(hall.chair)
    browser.get("/account/")
    with django_assert_num_queries(queries):
        assert browser.get(address(hall, conference)).status_code == 200
