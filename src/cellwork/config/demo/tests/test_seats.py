"""The seats in the demo: who fits is fixed, every seat of a delegate is given to a unit and a sector, by a sum that holds."""

from __future__ import annotations

import pytest

from cellwork.conferences.models import Conference
from cellwork.config.demo.building import World
from cellwork.config.demo.seats import DELEGATES
from cellwork.config.demo.tests.asking import AT
from cellwork.seats.apportioning.matrices import faults
from cellwork.seats.queries import allotment, allotted, category_of, counts, steps
from cellwork.seats.queries.allotting import sum_of

pytestmark = pytest.mark.django_db


def the_one() -> Conference:
    return Conference.objects.get(kind="secretaries", closes_on__gt=AT.date())


def test_every_seat_of_a_delegate_is_given_by_a_sum_that_holds(demo: World) -> None:
    conference = the_one()
    made = allotment(conference.pk, "delegates")
    assert made is not None
    whole = sum_of(made.steps)
    assert whole.both is not None and faults(whole.both) == []
    assert sum(each.seats for each in allotted(conference.pk, "delegates")) == DELEGATES["small"]


def test_whoever_leads_a_cell_is_on_the_list_of_delegates(demo: World) -> None:
    assert category_of(the_one().pk, demo.cell_secretary.person_id) == "delegates"
    assert category_of(the_one().pk, demo.central_official.person_id) == "central"
    assert category_of(the_one().pk, demo.member.person_id) is None


def test_every_category_by_office_has_people(demo: World) -> None:
    people: dict[str, int] = {}
    for each in counts(the_one().pk):
        people[each.category] = people.get(each.category, 0) + each.people
    assert set(people) == {"central", "provincial", "chiefs", "delegates"} and min(people.values()) > 0


def test_the_list_was_opened_once_with_its_reason(demo: World) -> None:
    assert [each.what for each in reversed(steps(the_one().pk))] == [
        "set up", "changed", "fixed", "unfixed", "fixed", "allotted",
    ]  # fmt: skip
