"""A large file over two connections at once: nothing of it may come out otherwise than over one."""

from __future__ import annotations

import random

import pytest
from django.db import connection

from cellwork.kernel.intake import lanes
from cellwork.organisation.importing import members as importing
from cellwork.organisation.models import Membership
from cellwork.organisation.tests.builders import statutes_in_force
from cellwork.organisation.tests.importing import TREE, Desk, counts, rejects_of
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "number,given_name,family_name,cell,since,standing,born_on\n"


@pytest.fixture
def desk(tmp_path):
    statutes_in_force()
    desk = Desk(tmp_path)
    desk.bodies(TREE)
    return desk


@pytest.fixture
def in_two(monkeypatch):
    """Every file is large enough; says how many took two connections."""
    monkeypatch.setattr(lanes, "LEAST", 0)
    monkeypatch.setattr(lanes.os, "cpu_count", lambda: 2)
    taken = []
    real = importing.in_lanes

    def noted(*given, **named):
        both = real(*given, **named)
        taken.append(both is not None)
        return both

    monkeypatch.setattr(importing, "in_lanes", noted)
    return taken


def a_line(number, chance):
    """Mostly right; sometimes wrong in one of the ways a line can be."""
    cell = chance.choice(["Z1", "Z2", "Z3", "Z3", "NOWHERE" if chance.random() < 0.1 else "Z1"])
    since = chance.choice(
        ["2019-03-01", "1.2.2020", "20210505", "2024-02-31" if chance.random() < 0.2 else "2022-02-02"]
    )
    standing = chance.choice(["", "member", "Candidate", "around", "friend" if chance.random() < 0.2 else "member"])
    if chance.random() < 0.02:
        return ",,,,,,\n"
    return (
        f"{number},{chance.choice(['Ana', 'Çelik', 'Two  Blanks', ' Edge'])},Kim,{cell},{since},{standing},1990-01-01\n"
    )


def what_stands():
    return (
        list(Person.objects.order_by("number").values_list()),
        list(Membership.objects.order_by("person_id", "since").values_list()),
    )


def forget_everybody():
    with connection.cursor() as cursor:
        cursor.execute("truncate people_person, organisation_membership")


def schemas_left():
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_namespace where nspname like 'import%%'", [])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("seed", range(3))
def test_two_connections_take_the_same_and_reject_the_same(desk, in_two, monkeypatch, seed):
    chance = random.Random(seed)
    numbers = [*range(400), *chance.sample(range(400), 12)]
    text = HEADER + "".join(a_line(number, chance) for number in numbers)

    both = desk.members(text)
    rejected, stands = rejects_of(both), what_stands()
    forget_everybody()
    monkeypatch.setattr(lanes, "LEAST", 1 << 40)
    one = desk.members(text)

    assert in_two == [True, False]
    assert (both.lines, both.blank, counts(both)) == (one.lines, one.blank, counts(one))
    assert rejected == rejects_of(one)
    assert rejected
    assert stands == what_stands()


def test_the_fingerprint_is_that_of_the_whole_file(desk, in_two, monkeypatch):
    kept = []
    monkeypatch.setattr(importing, "fingerprints", lambda staged: kept.append(staged[0].sheet.fingerprint) or "x")
    text = "\ufeff" + HEADER + "".join(f"{n},Ana,Kim,Z1,2020-01-01,,\n" for n in range(50))
    desk.members(text.encode())
    forget_everybody()
    monkeypatch.setattr(lanes, "LEAST", 1 << 40)
    desk.members(text.encode())
    assert in_two == [True, False]
    assert kept[0] == kept[1] != ""


def test_a_line_end_within_quotes_sends_the_file_the_careful_way(desk, in_two):
    quoted = '77,"Ana\nMaria",Kim,Z1,2020-01-01,,\n'
    text = HEADER + "".join(f"{n},Ana,Kim,Z1,2020-01-01,,\n" for n in range(10)) + quoted * 1
    text += "".join(f"{n},Ana,Kim,Z1,2020-01-01,,\n" for n in range(100, 110)) + "200,Ana,Kim,NOWHERE,2020-01-01,,\n"
    report = desk.members(text)
    assert in_two == [False]
    assert counts(report) == (21, 0, 0, 0, 1)
    assert report.first_rejected[0].line == 24
    assert Person.objects.get(number="77").given_name == "Ana Maria"
    assert schemas_left() == 0


def test_a_file_of_another_encoding_is_read_as_before(desk, in_two):
    text = HEADER + "".join(f"{n},Anaïs,Kim,Z1,2020-01-01,,\n" for n in range(20))
    report = desk.members(text.encode("cp1252"))
    assert counts(report)[0] == 20
    assert Person.objects.get(number="3").given_name == "Anaïs"
    assert "Windows-1252" in report.notes[0]


def test_nothing_is_left_behind_also_of_a_trial_and_of_a_failure(desk, in_two, monkeypatch):
    text = HEADER + "".join(f"{n},Ana,Kim,Z1,2020-01-01,,\n" for n in range(20))
    report = desk.members(text, dry_run=True)
    assert report.new == 20
    assert not Person.objects.exists()
    assert schemas_left() == 0

    def breaks(*_given, **_named):
        raise RuntimeError("in the middle")

    monkeypatch.setattr(importing, "_write_first", breaks)
    with pytest.raises(RuntimeError, match="in the middle"):
        desk.members(text)
    assert in_two == [True, True]
    assert not Person.objects.exists()
    assert schemas_left() == 0


def test_what_a_killed_import_left_is_swept_away_by_the_next_one(desk, in_two):
    with connection.cursor() as cursor:
        cursor.execute("create schema import_lane_2; create table import_lane_2.import_member (line bigint)")
    desk.members(HEADER + "1,Ana,Kim,Z1,2020-01-01,,\n")
    assert Person.objects.count() == 1
    assert schemas_left() == 0


def test_whom_the_register_knows_is_looked_up_over_one_connection(desk, in_two):
    text = HEADER + "".join(f"{n},Ana,Kim,Z1,2020-01-01,,\n" for n in range(20))
    desk.members(text)
    again = desk.members(text.replace("Ana", "Eva", 1))
    assert in_two == [True]
    assert counts(again) == (0, 1, 0, 19, 0)
