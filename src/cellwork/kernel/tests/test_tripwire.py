"""A write outside an act is caught, however it is written; a read never is."""

import pytest
from django.db import connection
from psycopg import sql

from cellwork.kernel.guarding import unguarded
from cellwork.kernel.ids import new_id
from cellwork.kernel.models import Owed, Unsealed
from cellwork.kernel.refusals import Forgotten
from cellwork.kernel.tests.builders import NOON
from cellwork.kernel.tripwire import guarded_tables
from cellwork.people.models import Account, Person

pytestmark = pytest.mark.django_db


def a_person() -> Person:
    with unguarded("a test world"):
        return Person.objects.create(id=new_id(), number="P", given_name="Somebody")


ORM_WRITES = {
    "save": lambda: Person(id=new_id(), number="P", given_name="x").save(),
    "save again": lambda: a_person().save(),
    "create": lambda: Owed.objects.create(entry_id=new_id(), reaction="x", due_at=NOON),
    "update": lambda: Person.objects.filter(number="P").update(given_name="x"),
    "bulk_create": lambda: Unsealed.objects.bulk_create([Unsealed(entry_id=new_id())]),
    "bulk_update": lambda: Person.objects.bulk_update([a_person()], ["given_name"]),
    "delete": lambda: a_person().delete(),
    "delete a queryset": lambda: Unsealed.objects.all().delete(),
    "get_or_create": lambda: Person.objects.get_or_create(id=new_id(), defaults={"number": "x", "given_name": "x"}),
}


@pytest.mark.parametrize("write", ORM_WRITES.values(), ids=ORM_WRITES.keys())
def test_a_write_through_the_models_is_caught(write):
    with pytest.raises(Forgotten, match="outside an act"):
        write()


@pytest.mark.parametrize(
    "statement",
    [
        "insert into kernel_unsealed values (uuidv7())",
        "  \n INSERT   INTO\n kernel_unsealed VALUES (uuidv7())",
        "-- a word before\ninsert into kernel_unsealed values (uuidv7())",
        "insert into public.kernel_unsealed values (uuidv7())",
        'insert into "public"."kernel_unsealed" values (uuidv7())',
        "update people_person set given_name = 'x'",
        "update only people_person set given_name = 'x'",
        "update \"people_person\" as p set given_name = 'x'",
        "delete from people_person",
        "delete from only public.people_person",
        "merge into kernel_unsealed using (select uuidv7() as id) as s on false when not matched then insert values (s.id)",
        "with gone as (delete from people_person returning id) select count(*) from gone",
        "with n as (select uuidv7() as id) insert into kernel_unsealed select id from n",
        "copy kernel_unsealed from stdin",
        "explain analyze delete from people_person",
        sql.SQL("insert into {} values (uuidv7())").format(sql.Identifier("kernel_unsealed")),
        sql.SQL("delete from {}").format(sql.Identifier("public", "people_person")),
    ],
)
def test_a_write_in_sql_is_caught(statement):
    with pytest.raises(Forgotten, match="outside an act"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_many_writes_at_a_time_are_caught():
    with pytest.raises(Forgotten), connection.cursor() as cursor:
        cursor.executemany("insert into kernel_unsealed values (%s)", [[new_id()], [new_id()]])


@pytest.mark.parametrize(
    "statement",
    [
        "select * from people_person",
        "select 'insert into people_person' as words",
        "with p as (select id from people_person) select count(*) from p",
        "select id from people_person for update",
        "  select 1",
        "set local lock_timeout = '1s'",
        "create temp table scribble (n int)",
        "explain select * from people_person",
    ],
)
def test_a_read_is_let_through(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_write_to_a_table_of_nobody_is_let_through():
    with connection.cursor() as cursor:
        cursor.execute("create temp table people_person_copy (n int)")
        cursor.execute("insert into people_person_copy values (1)")


def test_signing_in_is_nobodys_act():
    Account.objects.create(sign_in_name="operator@example.org")


def test_a_write_that_says_why_no_act_is_needed_is_let_through():
    with unguarded("a test world"):
        Unsealed.objects.create(entry_id=new_id())
    with pytest.raises(Forgotten), unguarded(""):
        Unsealed.objects.create(entry_id=new_id())


def test_the_permission_to_write_ends_with_its_block():
    with unguarded("a test world"):
        pass
    with pytest.raises(Forgotten):
        Unsealed.objects.create(entry_id=new_id())


def test_the_organisations_tables_are_guarded():
    ours = {"organisation_body", "offices_term", "decisions_directive", "people_person", "kernel_entry"}
    assert ours <= guarded_tables()
    assert "people_account" not in guarded_tables()
    assert "django_session" not in guarded_tables()
