"""One block is one person, one moment, one transaction; what was not permitted and recorded does not happen."""

from contextlib import suppress
from uuid import UUID

import pytest
from django.db import transaction

from cellwork.kernel import reactions
from cellwork.kernel.acting import acting
from cellwork.kernel.facts import Fact
from cellwork.kernel.ids import new_id
from cellwork.kernel.models import Entry, Owed, Unsealed
from cellwork.kernel.reactions import reaction
from cellwork.kernel.refusals import Forgotten, Refused
from cellwork.kernel.tests.builders import NOON, SOMEBODY, BellRung, DoorOpened, TeaServed, an_act, may, tea_served
from cellwork.people.models import Person
from cellwork.people.queries import person_by_id

pytestmark = pytest.mark.django_db
PERSON = new_id()


@reaction(DoorOpened, at_once=True)
def somebody_comes_in(entry: Entry) -> None:
    """Follows at once; the test says by the body whether it goes wrong."""
    if entry.body_id == PERSON:
        raise Refused("The door is stuck.")
    Person.objects.create(id=entry.body_id, number=str(entry.body_id), given_name="Guest")


def an_act_that_writes(*facts: Fact, may_at: UUID | None = None, but: Exception | None = None) -> None:
    with acting(SOMEBODY, at=NOON) as act:
        if may_at:
            may(act, may_at)
        Person.objects.create(id=PERSON, number="P", given_name="Somebody")
        for fact in facts:
            act.record(fact)
        if but:
            raise but


def test_an_act_writes_who_when_by_which_office_and_what():
    person = SOMEBODY.person_id
    entry = Entry.objects.get(pk=an_act(TeaServed(body_id=new_id(), cups=3)))
    assert (entry.actor_id, entry.at, entry.office, entry.permission) == (person, NOON, "host", "test.serve")
    assert (entry.fact, entry.content, entry.via) == ("TeaServed", {"cups": 3}, "test")


def test_an_act_without_a_permission_does_not_commit():
    with pytest.raises(Forgotten, match="permission"):
        an_act_that_writes()
    assert person_by_id(PERSON) is None


def test_an_act_that_records_nothing_does_not_commit():
    with pytest.raises(Forgotten, match="fact"):
        an_act_that_writes(may_at=new_id())
    assert person_by_id(PERSON) is None


def test_a_fact_about_a_body_over_which_no_power_was_used_does_not_commit():
    with pytest.raises(Forgotten, match="TeaServed"):
        an_act_that_writes(TeaServed(body_id=new_id(), cups=1), may_at=new_id())
    assert person_by_id(PERSON) is None
    assert not Entry.objects.exists()


def test_each_fact_cites_the_power_used_over_its_own_body():
    ours, theirs = new_id(), new_id()
    with acting(SOMEBODY, at=NOON) as act:
        may(act, ours)
        may(act, theirs)
        act.record(TeaServed(body_id=ours, cups=1))
        act.record(TeaServed(body_id=theirs, cups=2))
    assert set(Entry.objects.values_list("body_id", flat=True)) == {ours, theirs}


def test_acts_do_not_nest():
    with pytest.raises(Forgotten, match="nest"), acting(SOMEBODY, at=NOON):
        tea_served()


def test_after_a_refused_act_the_next_one_is_possible():
    with pytest.raises(Refused), acting(SOMEBODY, at=NOON):
        raise Refused("Not today.")
    assert tea_served()


def test_a_refusal_takes_everything_back():
    with pytest.raises(Refused):
        an_act_that_writes(TeaServed(body_id=PERSON, cups=1), may_at=PERSON, but=Refused("Not today."))
    assert person_by_id(PERSON) is None
    assert not Entry.objects.exists()


def test_the_place_in_the_queue_for_sealing_is_written_with_the_entry():
    entry = tea_served()
    assert list(Unsealed.objects.values_list("entry_id", flat=True)) == [entry]


def test_what_follows_is_owed_as_soon_as_the_fact_is_there():
    @reaction(BellRung)
    def somebody_answers(entry: Entry) -> None:
        """Never delivered here."""

    try:
        entry = an_act(BellRung(body_id=new_id(), times=1))
        owed = Owed.objects.get(reaction="kernel.somebody_answers:BellRung")
        assert (owed.entry_id, owed.due_at, owed.attempts) == (entry, NOON, 0)
    finally:
        forget("kernel.somebody_answers:BellRung")


def test_an_act_taken_back_owes_nothing_and_leaves_no_entry():
    with suppress(RuntimeError), transaction.atomic():
        tea_served()
        raise RuntimeError("the surrounding transaction fails")
    assert not Entry.objects.exists()
    assert not Unsealed.objects.exists()


def test_what_follows_at_once_is_there_when_the_act_is():
    guest = new_id()
    an_act(DoorOpened(body_id=guest))
    assert person_by_id(guest) is not None
    assert not Owed.objects.filter(reaction__startswith="kernel.somebody_comes_in").exists()


def test_when_what_follows_at_once_fails_the_act_does_not_happen():
    with pytest.raises(Refused, match="stuck"):
        an_act(DoorOpened(body_id=PERSON))
    assert not Entry.objects.exists()


def test_two_reactions_cannot_share_a_name():
    with pytest.raises(TypeError, match="two reactions"):
        reaction(DoorOpened)(somebody_comes_in)


def test_two_facts_cannot_share_a_name():
    with pytest.raises(TypeError, match="two facts"):
        type("TeaServed", (TeaServed,), {})


def forget(name: str) -> None:
    """Take a reaction of this test out again: others ring the bell too."""
    reactions._by_fact["BellRung"].remove(reactions._by_name.pop(name))
