"""The places of the demo: by office, by nomination and by invitation; once the delegates are drawn, invited and answered."""

from __future__ import annotations

from collections import Counter

import pytest

from cellwork.config.demo.building import World
from cellwork.config.demo.tests.test_seats import the_one
from cellwork.draws.queries import is_drawn
from cellwork.participants.queries import place_of, places, trace_of
from cellwork.participants.states import HOLDING

pytestmark = pytest.mark.django_db


def test_officials_have_places_by_their_office_and_others_were_nominated_or_invited(demo: World) -> None:
    came = Counter(place.came_by for place in places(the_one().pk))
    assert min(came[way] for way in ("ex_officio", "nomination", "invitation")) > 0
    place = place_of(the_one().pk, demo.central_official.person_id)
    assert place is not None and place.category == "central"


def test_every_seat_can_be_followed_and_has_one_holder_at_most(demo: World) -> None:
    conference = the_one()
    seats = Counter(place.seat_id for place in places(conference.pk) if place.state in HOLDING)
    assert set(seats.values()) == {1}
    for place in places(conference.pk)[:20]:
        assert trace_of(conference.pk, place.seat_id)[0].what == "chosen"


def test_most_have_answered_and_some_could_not_come_once_the_delegates_are_drawn(demo: World) -> None:
    conference = the_one()
    states = Counter(place.state for place in places(conference.pk))
    if not is_drawn(conference.pk, "delegates"):
        assert set(states) == {"chosen"}
        return
    assert states["accepted"] > states["invited"] > 0 and states["declined"] > 0 and states["withdrawn"] == 1
    assert any(place.instead_of for place in places(conference.pk))
