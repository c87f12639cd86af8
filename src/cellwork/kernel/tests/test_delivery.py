"""What is owed is delivered at least once, one at a time, and stays on the list until it is done."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest

from cellwork.kernel import clock
from cellwork.kernel.delivery import LONGEST_PAUSE, deliver_one
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.ids import new_id
from cellwork.kernel.models import Entry, Owed, Unsealed
from cellwork.kernel.reactions import reaction, reaction_named
from cellwork.kernel.refusals import Forgotten
from cellwork.kernel.tests.builders import NOON, BellRung, an_act, at_once, holding
from cellwork.kernel.worker import do_all_due
from cellwork.people.models import Person
from cellwork.people.queries import person_by_id

heard: Counter[int] = Counter()
faults: dict[int, Exception] = {}
ANSWERED = "kernel.somebody_comes:BellRung"


@reaction(BellRung)
def somebody_comes(entry: Entry) -> None:
    """Notes that it was called, then does what the test asked for."""
    times = entry.content["times"]
    heard[times] += 1
    if times in faults:
        with unguarded("so that there is something to take back"):
            Person.objects.create(id=entry.id, number="half", given_name="Half done")
        raise faults[times]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    heard.clear()
    faults.clear()
    yield
    faults.clear()


def rung(times: int = 1) -> Owed:
    entry = an_act(BellRung(body_id=new_id(), times=times))
    return Owed.objects.get(entry_id=entry, reaction=ANSWERED)


@pytest.mark.django_db
def test_what_is_owed_is_delivered_and_ticked_off():
    rung()
    assert deliver_one(at=NOON)
    assert heard == {1: 1}
    assert not Owed.objects.exists()
    assert not deliver_one(at=NOON)


@pytest.mark.django_db
def test_what_is_due_later_is_left_alone():
    rung()
    assert not deliver_one(at=NOON - timedelta(seconds=1))


@pytest.mark.django_db
def test_a_reaction_that_fails_is_tried_again_later_and_later_and_the_change_stays():
    faults[1] = ValueError("nobody at home")
    owed = rung()
    at, pauses = NOON, []
    for _ in range(15):
        assert deliver_one(at=at)
        owed.refresh_from_db()
        pauses.append(owed.due_at - at)
        at = owed.due_at
    assert pauses[:3] == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE
    assert owed.last_error == "ValueError: nobody at home"
    assert Entry.objects.filter(pk=owed.entry_id).exists()


@pytest.mark.django_db
def test_whatever_a_failed_reaction_had_begun_is_taken_back():
    faults[1] = ValueError("nobody at home")
    owed = rung()
    deliver_one(at=NOON)
    assert person_by_id(owed.entry_id) is None


@pytest.mark.django_db
def test_once_the_trouble_is_over_the_reaction_is_delivered():
    faults[1] = ValueError("nobody at home")
    owed = rung()
    deliver_one(at=NOON)
    faults.clear()
    assert deliver_one(at=NOON + timedelta(seconds=2))
    assert not Owed.objects.filter(pk=owed.pk).exists()


@pytest.mark.django_db
def test_a_failing_reaction_does_not_hold_up_the_others():
    faults[1] = ValueError("nobody at home")
    rung(1)
    rung(2)
    assert deliver_one(at=NOON)
    assert deliver_one(at=NOON)
    assert heard == {1: 1, 2: 1}


@pytest.mark.django_db
def test_a_reaction_that_no_longer_exists_stays_owed_and_says_so():
    owed = rung()
    with unguarded("a name of an older version"):
        Owed.objects.filter(pk=owed.pk).update(reaction="kernel.long_gone:BellRung")
    deliver_one(at=NOON)
    owed.refresh_from_db()
    assert "long_gone" in owed.last_error


@pytest.mark.django_db
def test_a_reaction_writes_only_by_an_act_of_its_own():
    @reaction(BellRung)
    def somebody_scribbles(entry: Entry) -> None:
        Person.objects.create(id=entry.id, number="S", given_name="Scribbled")

    try:
        rung(3)
        while deliver_one(at=NOON):
            pass
        owed = Owed.objects.get(reaction="kernel.somebody_scribbles:BellRung")
        assert owed.last_error.startswith(Forgotten.__name__)
    finally:
        from cellwork.kernel.tests.test_acting import forget

        forget("kernel.somebody_scribbles:BellRung")


@pytest.mark.django_db(transaction=True)
def test_what_one_worker_has_in_hand_no_other_takes():
    first, second = rung(1), rung(2)
    with holding("select from kernel_owed where id = %s for update", first.pk):
        assert deliver_one(at=NOON)
        assert not deliver_one(at=NOON)
    assert heard == {second_times(second): 1}
    assert deliver_one(at=NOON)
    assert heard == {1: 1, 2: 1}


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_deliver_everything_exactly_once():
    for times in range(40):
        rung(times)

    def work() -> int:
        return sum(1 for _ in iter(lambda: deliver_one(at=NOON), False))

    assert sum(at_once(work, work, work)) == 40
    assert heard == dict.fromkeys(range(40), 1)
    assert not Owed.objects.exists()


@pytest.mark.django_db
def test_the_worker_does_everything_that_is_due():
    rung()
    do_all_due()
    assert heard == {1: 1}
    assert not Unsealed.objects.exists()
    assert not Owed.objects.filter(due_at__lte=clock.now()).exists()


def second_times(owed: Owed) -> int:
    return int(Entry.objects.get(pk=owed.entry_id).content["times"])


def test_a_debt_names_a_reaction_that_can_be_found():
    assert reaction_named(ANSWERED).react is somebody_comes
