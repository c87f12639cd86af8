"""The invented organisation keeps the rules that a real one would be held to."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from cellwork.config.demo.building import World, already_built, keys_for
from cellwork.config.demo.names import MIX, UNITS, WORKS
from cellwork.config.demo.tests.asking import AT, none, number, rows
from cellwork.config.demo.world import PLANS, found_world
from cellwork.organisation.queries import broken_hierarchy
from cellwork.people.actions import use_link
from cellwork.statutes.queries import statutes_at

pytestmark = pytest.mark.django_db


def test_it_has_the_size_it_promises(demo: World) -> None:
    plan = PLANS["small"]
    by_kind = dict(rows("select kind, count(*) from organisation_body group by kind"))
    assert by_kind["central_committee"] == 1
    assert by_kind["provincial_committee"] == plan.provinces
    assert by_kind["ministry_committee"] == plan.equals
    assert by_kind["city_committee"] + by_kind["county_committee"] + by_kind["complex_committee"] == plan.mids
    assert by_kind["primary_committee"] == plan.primaries
    assert by_kind["cell"] == plan.cells
    assert number("select count(*) from organisation_membership where standing <> 'around'") == plan.members
    assert number("select count(*) from organisation_membership where standing = 'around'") > 0


def test_a_cell_has_five_to_twenty_five_members(demo: World) -> None:
    assert none(
        "select body_id from organisation_membership where standing <> 'around' group by body_id"
        " having count(*) not between 5 and 25"
    )
    assert none("select id from organisation_body where is_cell except select body_id from organisation_membership")


def test_every_body_stands_where_its_path_and_the_statutes_say(demo: World) -> None:
    assert broken_hierarchy() == 0
    statutes = statutes_at(AT)
    pairs = rows(
        "select distinct below.kind, above.kind from organisation_body as below"
        " join organisation_body as above on above.id = below.parent_id"
    )
    assert all(above in statutes.kinds[below].under for below, above in pairs)
    assert none(
        "select id from organisation_body as body where segments_given <>"
        " (select count(*) from organisation_body as child where child.parent_id = body.id)"
    )
    assert {sector for (sector,) in rows("select distinct sector from organisation_body where is_cell")} <= set(
        statutes.sectors
    )


def test_no_two_bodies_directly_below_one_have_the_same_name(demo: World) -> None:
    assert none("select parent_id, name from organisation_body group by parent_id, name having count(*) > 1")


def test_person_ids_follow_the_rule_of_the_house(demo: World) -> None:
    assert none("select id from people_person where id <> people_person_id(number)")
    assert none(
        "select person.id from people_person as person left join organisation_membership as membership"
        " on membership.person_id = person.id and membership.body_id = person.cell_id"
        " and membership.name = person.given_name || ' ' || person.family_name where membership.person_id is null"
    )


def test_every_term_is_of_an_office_that_the_statutes_give_its_body(demo: World) -> None:
    statutes = statutes_at(AT)
    terms = rows(
        "select distinct office, kind, seat from offices_term join organisation_body as body on body.id = body_id"
    )
    assert all(seat <= statutes.offices[office].at.get(kind, 0) for office, kind, seat in terms)
    assert none("select term.id from offices_term as term left join people_person as person on person.id = person_id"
                " where person.given_name || ' ' || person.family_name is distinct from person_name")  # fmt: skip


def test_chief_secretaries_are_all_there_and_some_cells_have_had_none_for_shorter_or_longer(demo: World) -> None:
    held = (
        "select 1 from offices_term as term where term.body_id = body.id and office = %s and since <= %s and until > %s"
    )
    assert none(
        f"select id from organisation_body as body where kind = any(%s) and not exists ({held})",
        ["provincial_committee", "ministry_committee", "city_committee", "county_committee", "complex_committee"],
        "chief_secretary", AT, AT,
    )  # fmt: skip
    vacant = rows(
        "select (%s - (select max(until) from offices_term where body_id = body.id and office = 'cell_secretary'))"
        f" from organisation_body as body where is_cell and not exists ({held})",
        AT, "cell_secretary", AT, AT,
    )  # fmt: skip
    days = sorted(since.days for (since,) in vacant)
    assert 50 < len(days) < 200
    assert days[0] < 30
    assert days[-1] > 200
    assert number("select count(*) from offices_term where until between %s and %s + interval '30 days'", AT, AT) > 20


def test_keys_and_indexes_are_back_where_they_were(demo: World) -> None:
    constraints = {
        name for (name,) in rows("select conname from pg_constraint where connamespace = 'public'::regnamespace")
    }
    assert {
        "people_person_pkey",
        "one_person_in_one_seat_at_one_time",
        "a_membership_ends_after_it_begins",
    } <= constraints
    assert (
        number(
            "select count(*) from pg_constraint where contype = 'f' and conrelid = 'organisation_membership'::regclass"
        )
        == 1
    )
    assert not number("select bool_or(not convalidated) from pg_constraint")
    assert number("select count(*) from pg_indexes where indexname = 'term_by_person'") == 1


def test_the_same_day_gives_the_same_organisation(demo: World) -> None:
    figures = (
        "select md5(string_agg(code || name || path || coalesce(sector, '') || founded_on::text, ',' order by path)) from organisation_body",
        "select md5(string_agg(name || since::text || standing, ',' order by person_id)) from organisation_membership",
        "select md5(string_agg(office || person_name || since::text || until::text, ',' order by id)) from offices_term",
    )
    first = [number(sql) for sql in figures]
    with transaction.atomic():
        _empty()
        found_world(size="small", at=AT, show=lambda _: None)
        second = [number(sql) for sql in figures]
        transaction.set_rollback(True)
    assert first == second


def test_five_persons_have_links_that_sign_them_in_once(demo: World) -> None:
    assert already_built()
    parts = keys_for(at=AT)
    names = [person.name for person in vars(demo).values()]
    assert [part.who.partition(": ")[2] for part in parts] == names
    for part, person in zip(parts, vars(demo).values(), strict=True):
        account = use_link(part.path.rstrip("/").rsplit("/", 1)[1], at=AT)
        assert account.person_id == person.person_id


def test_every_sector_that_occurs_has_words_for_its_works_and_its_cells() -> None:
    used = {sector for mix in MIX.values() for sector in mix}
    assert used <= set(WORKS)
    assert used <= set(UNITS)
    assert all(sum(mix.values()) == 100 for mix in MIX.values())


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "truncate offices_term, organisation_membership, people_person, statutes_version, organisation_body cascade"
        )
