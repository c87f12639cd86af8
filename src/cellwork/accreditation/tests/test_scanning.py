"""What desks hand over, and who is present by it: in any order, any number of times, with nothing settled in silence."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from random import Random
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cellwork.accreditation.actions.desks import let_everybody_out
from cellwork.accreditation.actions.scanning import MOST, Scanned
from cellwork.accreditation.models import Flag, Presence, Scan
from cellwork.accreditation.queries.door import admitted, counts, flags, found, present
from cellwork.accreditation.states import Sort, Verdict, What
from cellwork.accreditation.tests.builders import a_door, handed_over, minutes, scan, the_place, was_there
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.organisation.tests.builders import acting_as
from cellwork.participants.actions.replying import withdraw_place
from cellwork.participants.queries.credentials import credentials

pytestmark = pytest.mark.django_db


@pytest.fixture
def door():
    return a_door()


def test_whoever_is_let_in_is_present_until_they_go_out(door):
    delegate = the_place(door, door.delegate)
    (outcome,) = handed_over(door, door.north, scan(delegate, at=minutes(1)))
    assert (outcome.verdict, outcome.name) == (Verdict.GOOD, delegate.name)
    assert was_there(door, delegate.person_id) == [(1, None)]
    handed_over(door, door.south, scan(delegate, What.OUT, at=minutes(30)))
    handed_over(door, door.south, scan(delegate, at=minutes(45)))
    assert was_there(door, delegate.person_id) == [(1, 30), (45, None)]
    assert not Flag.objects.exists()


def test_what_is_handed_over_twice_is_there_once(door):
    delegate = the_place(door, door.delegate)
    once = scan(delegate, at=minutes(1))
    handed_over(door, door.north, once)
    (again,) = handed_over(door, door.north, once)
    handed_over(door, door.north, once, scan(delegate, What.OUT, at=minutes(2)))
    assert again.verdict == Verdict.GOOD
    assert Scan.objects.count() == 2
    assert was_there(door, delegate.person_id) == [(1, 2)]


def test_somebody_let_in_at_two_desks_is_flagged_and_stays_present_once(door):
    delegate = the_place(door, door.delegate)
    handed_over(door, door.north, scan(delegate, at=minutes(1)))
    handed_over(door, door.south, scan(delegate, at=minutes(9)))
    (flag,) = flags(door.id)
    assert (flag.sort, flag.name, flag.desk, flag.other_desk) == (Sort.TWICE, delegate.name, "South door", "North door")
    assert was_there(door, delegate.person_id) == [(1, None)]


def test_what_a_desk_without_a_network_hands_over_later_explains_what_looked_wrong(door):
    delegate = the_place(door, door.delegate)
    handed_over(door, door.north, scan(delegate, at=minutes(1)))
    handed_over(door, door.south, scan(delegate, at=minutes(9)))
    assert len(flags(door.id)) == 1
    handed_over(door, door.north, scan(delegate, What.OUT, at=minutes(5)))
    assert flags(door.id) == []
    assert was_there(door, delegate.person_id) == [(1, 5), (9, None)]


def test_two_scans_at_one_desk_are_a_hand_that_scanned_twice(door):
    delegate = the_place(door, door.delegate)
    handed_over(door, door.north, scan(delegate, at=minutes(1)), scan(delegate, at=minutes(1.1)))
    assert flags(door.id) == []
    assert was_there(door, delegate.person_id) == [(1, None)]


def test_going_out_without_having_come_in_is_flagged_and_says_nothing(door):
    delegate = the_place(door, door.delegate)
    handed_over(door, door.north, scan(delegate, What.OUT, at=minutes(5)))
    assert [flag.sort for flag in flags(door.id)] == [Sort.OUT_FIRST]
    assert was_there(door, delegate.person_id) == []


def test_a_mandate_that_was_given_up_by_then_does_not_let_in(door):
    delegate = the_place(door, door.delegate)
    withdraw_place(
        actor=acting_as(door.world.organiser), conference_id=door.id, person_id=delegate.person_id, because="Ill.",
        at=minutes(2),
    )  # fmt: skip
    before, after = scan(delegate, at=minutes(1)), scan(delegate, at=minutes(3))
    outcomes = handed_over(door, door.north, before, after)
    assert [each.verdict for each in outcomes] == [Verdict.GOOD, Verdict.REVOKED]
    assert [flag.sort for flag in flags(door.id)] == [Sort.REVOKED]
    assert was_there(door, delegate.person_id) == [(1, None)]


def test_a_mandate_with_somebody_elses_token_is_of_nobody(door):
    delegate = the_place(door, door.delegate)
    forged = Scanned(id=uuid4(), what=What.IN, number=delegate.number, token=b"\0" * 8, at=minutes(1))
    read = Scanned(id=uuid4(), what=What.IN, number=None, said="https://example.org", at=minutes(1))
    assert [each.verdict for each in handed_over(door, door.north, forged, read)] == [Verdict.UNKNOWN] * 2
    assert Presence.objects.count() == 0
    assert {flag.sort for flag in flags(door.id)} == {Sort.UNKNOWN}
    assert "https://example.org" in {flag.said for flag in flags(door.id)}


def test_a_desk_whose_clock_is_ahead_is_taken_for_now(door):
    delegate = the_place(door, door.delegate)
    handed_over(door, door.north, scan(delegate, at=minutes(600)), at=minutes(20))
    assert was_there(door, delegate.person_id) == [(20, None)]


def test_at_the_end_of_the_day_nobody_is_present_and_each_is_written_down(door):
    delegate, (official, _) = the_place(door, door.delegate), door.officials
    handed_over(door, door.north, scan(delegate, at=minutes(1)), scan(official, at=minutes(2)))
    gone = let_everybody_out(
        actor=acting_as(door.world.organiser), conference_id=door.id, desk_id=door.north.id, at=minutes(500)
    )
    assert gone == 2
    assert present(door.id) == []
    assert was_there(door, delegate.person_id) == [(1, 500)]
    handed_over(door, door.south, scan(delegate, at=minutes(900)), at=minutes(901))
    assert was_there(door, delegate.person_id) == [(1, 500), (900, None)]
    assert flags(door.id) == []


def test_the_figures_of_the_door_and_the_credentials_report_agree(door):
    delegate, (official, _) = the_place(door, door.delegate), door.officials
    handed_over(door, door.north, scan(delegate, at=minutes(1)), scan(official, at=minutes(2)))
    handed_over(door, door.north, scan(official, What.OUT, at=minutes(3)))
    by_key = {row.key: (row.mandates, row.admitted, row.present) for row in counts(door.id)}
    assert by_key == {"officials": (2, 1, 0), "delegates": (1, 1, 1)}
    assert sorted(admitted(door.id)) == sorted([delegate.person_id, official.person_id])
    assert sum(row.admitted for row in credentials(door.id).counted) == 2


def test_a_desk_finds_by_number_and_by_any_part_of_a_name(door):
    delegate = the_place(door, door.delegate)
    handed_over(door, door.north, scan(delegate, at=minutes(1)))
    (by_number,) = found(door.id, str(delegate.number))
    (by_name,) = found(door.id, "ree ada"[:3])
    assert by_number == by_name
    assert (by_number.name, by_number.since, by_number.desk) == (delegate.name, minutes(1), "North door")
    assert found(door.id, "%") == []


def test_more_than_a_desk_hands_over_at_once_is_refused(door):
    delegate = the_place(door, door.delegate)
    with pytest.raises(Unfit):
        handed_over(door, door.north, *[scan(delegate, at=minutes(1))] * (MOST + 1))
    with pytest.raises(NotVisible):
        handed_over(door, type(door.north)(conference_id=door.id, name="None"), scan(delegate, at=minutes(1)))


def test_each_handing_over_is_in_the_journal_with_its_numbers(door):
    delegate, (official, _) = the_place(door, door.delegate), door.officials
    handed_over(door, door.north, scan(delegate, at=minutes(1)), scan(official, What.OUT, at=minutes(2)))
    entry = Entry.objects.filter(fact="ScansTaken").latest("id")
    assert {key: entry.content[key] for key in ("came_in", "went_out", "flagged")} == {
        "came_in": 1, "went_out": 1, "flagged": 0,
    }  # fmt: skip


def test_the_order_in_which_desks_hand_over_changes_nothing(door):
    delegate = the_place(door, door.delegate)
    walk = [
        (door.north, What.IN, 1), (door.south, What.OUT, 10), (door.north, What.IN, 20), (door.south, What.IN, 30),
    ]  # fmt: skip
    seen = []
    for order in permutations(walk):
        _forget_scans()
        for desk, what, minute in order:
            handed_over(door, desk, scan(delegate, what, at=minutes(minute)))
        seen.append((was_there(door, delegate.person_id), [flag.sort for flag in flags(door.id)]))
    assert seen == [([(1, 10), (20, None)], [Sort.TWICE])] * len(seen)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], print_blob=True)
@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(1, 50), st.integers(0, 2)), max_size=14),
    st.integers(0, 99),
)
def test_presence_is_what_a_patient_porter_would_have_written(door, walk, seed):
    """Whoever watches the door in the order of time, and is told by desks in whatever order and parts."""
    people = [the_place(door, door.delegate), *door.officials]
    scans = [
        (door.north if at_north else door.south, scan(people[who], What.IN if comes else What.OUT, at=minutes(minute)))
        for comes, at_north, minute, who in walk
    ]
    _forget_scans()
    for parts in _in_parts(scans, Random(seed)):
        for desk in (door.north, door.south):
            mine = [each for where, each in parts if where is desk]
            if mine:
                handed_over(door, desk, *mine)
    for holder in people:
        mine = sorted((each.at, each.id, each.what) for _, each in scans if each.number == holder.number)
        assert was_there(door, holder.person_id) == _watched(mine)


def _watched(events):
    stays, since = [], None
    for at, _, what in events:
        minute = (at - minutes(0)) / timedelta(minutes=1)
        if what == What.IN and since is None:
            since = minute
        elif what == What.OUT and since is not None:
            if minute > since:
                stays.append((since, minute))
            since = None
    return [*stays, (since, None)] if since is not None else stays


def _in_parts(scans, chance):
    left = list(scans)
    chance.shuffle(left)
    while left:
        size = chance.randint(1, len(left))
        yield left[:size]
        left = left[size:]


def _forget_scans():
    """As the owner of the tables: the application may not."""
    with unguarded("a test world"), connection.cursor() as cursor:
        cursor.execute("truncate accreditation_scan, accreditation_presence, accreditation_flag")
