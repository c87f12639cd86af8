"""What the worker does by itself: reminds in time, passes places on where the statutes say so, forgets what people needed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cellwork.conferences.phases import Phase
from cellwork.kernel import clock
from cellwork.kernel.models import Entry
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.participants import chores
from cellwork.participants.actions.needs import Said, say_needs
from cellwork.participants.actions.replying import accept_invitation
from cellwork.participants.models import Needs, Place
from cellwork.participants.queries.places import silent_since, to_remind
from cellwork.participants.tests.builders import (
    LATER,
    POWERS,
    REPLY_BY,
    a_delegation,
    a_world,
    in_phase,
    invited,
    place,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def it_is(monkeypatch):
    def moment(day):
        monkeypatch.setattr(clock, "now", lambda: SPRING.replace(month=day.month, day=day.day, hour=12))

    return moment


def test_whoever_has_not_replied_is_reminded_five_days_before_and_once(it_is):
    world = a_world()
    delegate, *_ = a_delegation(world)
    invited(world)
    it_is(REPLY_BY - timedelta(days=6))
    chores.remind_participants()
    assert place(world, delegate).reminded_at is None
    it_is(REPLY_BY - timedelta(days=5))
    chores.remind_participants()
    chores.remind_participants()
    assert place(world, delegate).reminded_at is not None
    assert Entry.objects.filter(fact="ParticipantsReminded").count() == 1


def test_a_place_stays_without_a_reply_where_the_statutes_let_somebody_decide(it_is):
    world = a_world()
    a_delegation(world)
    invited(world)
    it_is(REPLY_BY + timedelta(days=60))
    assert chores.pass_places_on() is False
    assert set(Place.objects.values_list("state", flat=True)) == {"invited"}


def test_a_place_goes_to_the_next_one_after_the_days_of_the_statutes(it_is):
    world = a_world(powers=POWERS.replace("reply_days = 20", "reply_days = 20\npass_on_days = 3"))
    delegate, substitute, _ = a_delegation(world)
    invited(world)
    it_is(REPLY_BY + timedelta(days=3))
    chores.pass_places_on()
    assert place(world, delegate).state == "invited"
    it_is(REPLY_BY + timedelta(days=4))
    chores.pass_places_on()
    assert (place(world, delegate).state, place(world, substitute).state) == ("lapsed", "invited")
    assert Entry.objects.get(fact="PlaceLapsed").actor_id is None


def test_nobody_is_reminded_of_a_conference_that_is_over():
    world = a_world()
    a_delegation(world)
    invited(world)
    assert to_remind(REPLY_BY) == [world.id]
    in_phase(world, Phase.CLOSED)
    assert to_remind(REPLY_BY) == [] and silent_since(REPLY_BY + timedelta(days=9)) == []


def test_what_people_needed_is_forgotten_thirty_days_after_the_conference(it_is):
    world = a_world()
    delegate, *_ = a_delegation(world)
    invited(world)
    accept_invitation(actor=acting_as(delegate), conference_id=world.id, at=LATER)
    say_needs(actor=acting_as(delegate), conference_id=world.id, said=Said(diet="No nuts."), at=LATER)
    in_phase(world, Phase.CLOSED)
    it_is(world.conference.closes_on + timedelta(days=30))
    chores.forget_what_people_needed()
    assert Needs.objects.count() == 1
    it_is(world.conference.closes_on + timedelta(days=31))
    chores.forget_what_people_needed()
    chores.forget_what_people_needed()
    assert Needs.objects.count() == 0
    entry = Entry.objects.get(fact="NeedsDeleted")
    assert entry.content["people"] == 1 and "nuts" not in str(entry.content)
