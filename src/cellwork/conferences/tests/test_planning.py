"""The plan of a conference: who tells, moves and adds, and what is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cellwork.conferences.actions.advancing import cancel_conference
from cellwork.conferences.actions.climbing import climb_late_plans
from cellwork.conferences.actions.planning import (
    AlreadyDone,
    NotDone,
    OwnLine,
    PlanIsOver,
    add_line,
    move_line,
    open_again,
    tell_done,
)
from cellwork.conferences.calendar import levels_late
from cellwork.conferences.models import Conference, PlanStep
from cellwork.conferences.tests.builders import Hall, a_conference, a_hall, an_expired_chair, line_of
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db

NEW_DAY = date(2026, 5, 4)


def told(conference: Conference, by: Person, key: str = "hall", words: str = "The old mill; two ramps.") -> None:
    tell_done(actor=acting_as(by), conference_id=conference.pk, key=key, words=words, at=SPRING)


def moved(
    conference: Conference, by: Person, key: str = "hall", *, to: date = NEW_DAY, because: str = "A strike."
) -> None:
    move_line(actor=acting_as(by), conference_id=conference.pk, key=key, due_on=to, because=because, at=SPRING)


def added(conference: Conference, by: Person, **said: object) -> None:
    line = {"title": "Flags are washed", "office": "organiser", "due_on": NEW_DAY} | said
    add_line(actor=acting_as(by), conference_id=conference.pk, line=OwnLine(**line), at=SPRING)  # type: ignore[arg-type]


def others(hall: Hall) -> list[Person]:
    """Above there is nobody; below, a sibling of the body below, a stranger, and somebody whose term is over."""
    cast = hall.cast
    return [cast.province_chair, cast.city_chair, cast.secretary, cast.stranger, an_expired_chair(hall.centre)]


def test_the_office_that_owes_a_line_tells_that_it_is_done():
    hall = a_hall()
    conference = a_conference(hall)
    told(conference, hall.organiser)
    line = line_of(conference)
    assert (line.state, line.done_by, line.done_words) == ("done", hall.organiser.name, "The old mill; two ramps.")
    assert PlanStep.objects.filter(key="hall", sort="done").count() == 1
    assert Entry.objects.get(fact="PlanItemDone").permission == "conferences.carry_out"


def test_whoever_may_change_the_plan_tells_it_for_others():
    hall = a_hall()
    conference = a_conference(hall)
    told(conference, hall.chair)
    assert Entry.objects.get(fact="PlanItemDone").permission == "conferences.plan"


def test_an_office_does_not_tell_what_another_one_owes():
    hall = a_hall()
    conference = a_conference(hall)
    with pytest.raises(NotAllowed):
        told(conference, hall.organiser, "proceedings")


def test_the_same_office_of_another_body_owes_nothing_here():
    hall = a_hall()
    conference = a_conference(hall)
    with pytest.raises(NotAllowed):
        told(conference, in_office("organiser", hall.cast.province))


def test_nobody_else_touches_the_plan():
    hall = a_hall()
    conference = a_conference(hall)
    for person in others(hall):
        for deed in (told, moved, added):
            with pytest.raises(NotAllowed):
                deed(conference, person)
    for deed in (moved, added):
        with pytest.raises(NotAllowed):
            deed(conference, hall.organiser)


def test_what_is_done_is_done_once_and_says_by_whom():
    hall = a_hall()
    conference = a_conference(hall)
    told(conference, hall.organiser)
    with pytest.raises(AlreadyDone, match="The old mill"):
        told(conference, hall.organiser)
    with pytest.raises(AlreadyDone):
        moved(conference, hall.chair)


def test_what_is_not_done_after_all_is_opened_again_with_a_reason():
    hall = a_hall()
    conference = a_conference(hall)
    key = {"actor": acting_as(hall.organiser), "conference_id": conference.pk, "key": "hall", "at": SPRING}
    with pytest.raises(NotDone):
        open_again(**key, because="It burnt down.")
    told(conference, hall.organiser)
    with pytest.raises(Unfit):
        open_again(**key, because=" ")
    open_again(**key, because="It burnt down.")
    assert line_of(conference).state == "open"
    assert [step.sort for step in PlanStep.objects.filter(key="hall").order_by("id")] == ["put", "done", "reopened"]


def test_a_line_is_moved_with_a_reason_that_stays_beside_it():
    hall = a_hall()
    conference = a_conference(hall)
    moved(conference, hall.chair)
    line = line_of(conference)
    assert (line.due_on, line.moved) == (NEW_DAY, 1)
    step = PlanStep.objects.get(key="hall", sort="moved")
    assert (step.words, step.by, step.due_on) == ("A strike.", hall.chair.name, NEW_DAY)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"because": " "}, "because"), ({"to": SPRING.date() - timedelta(days=1)}, "due_on"), ({"to": None}, "due_on")],
)
def test_a_line_is_not_moved_for_no_reason_nor_into_the_past_nor_to_where_it_is(said, field):
    hall = a_hall()
    conference = a_conference(hall)
    if said.get("to", 1) is None:
        said = {"to": line_of(conference).due_on}
    with pytest.raises(Unfit) as unfit:
        moved(conference, hall.chair, **said)
    assert unfit.value.field == field


def test_a_plan_gets_lines_of_its_own():
    hall = a_hall()
    conference = a_conference(hall)
    added(conference, hall.chair, says="All of them.")
    added(conference, hall.chair, title="A choir is asked")
    assert (line_of(conference, "own-1").says, line_of(conference, "own-2").title) == (
        "All of them.",
        "A choir is asked",
    )
    told(conference, hall.organiser, "own-2")
    assert Entry.objects.filter(fact="PlanItemAdded").count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"office": "secretary"}, "office"),
        ({"office": "nobody"}, "office"),
        ({"due_on": SPRING.date() - timedelta(days=1)}, "due_on"),
    ],
)
def test_a_line_of_its_own_says_what_who_and_when(said, field):
    hall = a_hall()
    conference = a_conference(hall)
    with pytest.raises(Unfit) as unfit:
        added(conference, hall.chair, **said)
    assert unfit.value.field == field


def test_the_plan_of_a_cancelled_conference_stays_as_it_is():
    hall = a_hall()
    conference = a_conference(hall)
    cancel_conference(actor=acting_as(hall.chair), conference_id=conference.pk, because="A flood.", at=SPRING)
    for deed, person in ((told, hall.organiser), (moved, hall.chair), (added, hall.chair)):
        with pytest.raises(PlanIsOver):
            deed(conference, person)


def test_a_line_that_is_not_there_is_not_there():
    hall = a_hall()
    conference = a_conference(hall)
    with pytest.raises(NotVisible):
        told(conference, hall.organiser, "choir")


def days_after(conference: Conference, days: int):
    return SPRING + (line_of(conference).due_on - SPRING.date()) + timedelta(days=days)


def test_a_late_line_climbs_to_whoever_leads_and_is_not_written_down_twice():
    hall = a_hall()
    conference = a_conference(hall)
    assert climb_late_plans(at=days_after(conference, 0)) == 0
    assert climb_late_plans(at=days_after(conference, 1)) == 1
    line = line_of(conference)
    assert (line.climbed, line.climbed_path) == (1, hall.centre.path)
    assert climb_late_plans(at=days_after(conference, 1)) == 0
    assert "Late by 1 day" in PlanStep.objects.get(sort="climbed").words
    assert Entry.objects.get(fact="PlanItemsClimbed").actor_id is None


def test_at_the_top_there_is_nothing_higher_to_climb_to():
    conference = a_conference(a_hall())
    climb_late_plans(at=days_after(conference, 1))
    assert climb_late_plans(at=days_after(conference, 40)) == 0


@pytest.mark.parametrize("days", [1, 14, 15, 28, 29])
def test_a_line_of_a_body_below_climbs_level_by_level_as_the_arithmetic_says(days):
    hall = a_hall()
    cast = hall.cast
    conference = a_conference(hall, by=cast.province_chair, body=cast.province, kind="provincial")
    line = line_of(conference, "papers")
    climb_late_plans(at=SPRING + (line.due_on - SPRING.date()) + timedelta(days=days))
    line = line_of(conference, "papers")
    assert line.climbed == min(2, levels_late(line.due_on, line.due_on + timedelta(days=days), climb_days=14))
    assert line.climbed_path == (cast.province.path if line.climbed == 1 else cast.centre.path)


def test_what_is_done_or_moved_comes_down_again():
    hall = a_hall()
    conference = a_conference(hall)
    climb_late_plans(at=days_after(conference, 1))
    moved(conference, hall.chair, to=date(2026, 7, 1))
    assert line_of(conference).climbed == 0
    climb_late_plans(at=days_after(conference, 1))
    told(conference, hall.organiser)
    assert line_of(conference).climbed == 0
