"""The journal cannot be changed by the application, and if anybody changes it, it shows."""

from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from cellwork.kernel.embedded import APPLICATION
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.ids import new_id
from cellwork.kernel.journal import BATCH, breaches, seal_waiting, sealed_entries
from cellwork.kernel.models import Entry, Seal, Unsealed
from cellwork.kernel.tests.builders import NOON, TeaServed, an_act, at_once, holding, signed_in_as, tea_served

pytestmark = pytest.mark.django_db
CHANGED = "an entry or the seal was changed after it was sealed"


def three_seals_of_two() -> list[Entry]:
    for _ in range(3):
        tea_served()
        tea_served()
        assert seal_waiting(at=NOON) == 2
    return list(Entry.objects.order_by("id"))


def tampered(statement: str, *params: object) -> list[str]:
    """Somebody who owns the database does this to the journal; what the walk along the chain then says."""
    with unguarded("somebody tampers"), connection.cursor() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount >= 1
    return [breach.what for breach in breaches()]


def test_a_journal_that_nobody_touched_has_no_breach():
    three_seals_of_two()
    tea_served()  # waits for its seal
    assert list(breaches()) == []
    assert sealed_entries() == 6


def test_sealing_takes_what_waits_and_nothing_else():
    assert seal_waiting(at=NOON) == 0
    tea_served()
    assert (seal_waiting(at=NOON), seal_waiting(at=NOON)) == (1, 0)
    assert not Unsealed.objects.exists()
    assert Seal.objects.count() == 1


def test_a_batch_has_a_limit_and_the_rest_comes_next():
    with unguarded("many at once"):
        Entry.objects.bulk_create(Entry(at=NOON, fact="TeaServed") for _ in range(BATCH + 1))
        Unsealed.objects.bulk_create(Unsealed(entry_id=key) for key in Entry.objects.values_list("id", flat=True))
    assert [seal_waiting(at=NOON) for _ in range(3)] == [BATCH, 1, 0]
    assert list(breaches()) == []


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'", "actor_id = null", "via = 'elsewhere'", "office = 'guest'",
        "term_id = id", "permission = ''", "body_id = null", "fact = 'CoffeeServed'", "content = '{\"cups\": 2}'",
        "cites = id",
    ],
)  # fmt: skip
def test_a_changed_entry_shows(change):
    entry = three_seals_of_two()[2]
    assert tampered(f"update kernel_entry set {change} where id = %s", entry.pk) == [CHANGED]


def test_moving_words_from_one_field_to_the_next_shows():
    an_act(TeaServed(body_id=new_id(), cups=1))
    seal_waiting(at=NOON)
    moved = tampered("update kernel_entry set office = office || permission, permission = ''")
    assert moved == [CHANGED]


def test_a_removed_entry_shows():
    entry = three_seals_of_two()[3]
    assert tampered("delete from kernel_entry where id = %s", entry.pk) == [f"entry {entry.pk} was removed"]


def test_an_entry_slipped_in_shows():
    three_seals_of_two()
    slipped = new_id()
    found = tampered(
        "insert into kernel_entry select %s, at, actor_id, via, office, term_id, permission, body_id, fact, content, cites"
        " from kernel_entry limit 1",
        slipped,
    )
    assert found == [f"entry {slipped} was slipped in: it is neither sealed nor waiting for its seal"]


def test_an_entry_that_never_came_to_its_seal_shows():
    entry = tea_served()
    assert any(str(entry) in said for said in tampered("delete from kernel_unsealed"))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_removed_seal_shows(number):
    three_seals_of_two()
    assert tampered("delete from kernel_seal where number = %s", number)


@pytest.mark.parametrize(
    "change",
    [
        "digest = previous", "previous = digest", "entries = entries[1:1]", "entries = array[entries[2], entries[1]]",
        "number = 4", "sealed_at = sealed_at - interval '1 day'",
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_seal_shows(change, number):
    three_seals_of_two()
    assert tampered(f"update kernel_seal set {change} where number = %s", number)


def test_a_seal_worked_out_anew_after_a_change_does_not_fit_the_next_one():
    entry = three_seals_of_two()[0]
    assert tampered("update kernel_entry set via = 'elsewhere' where id = %s", entry.pk)
    with unguarded("somebody who knows how seals are made"):
        Unsealed.objects.bulk_create(Unsealed(entry_id=key) for key in Seal.objects.get(number=1).entries)
        Seal.objects.filter(number=1).delete()
        later = list(Seal.objects.values_list("number", "sealed_at", "entries", "previous", "digest"))
        Seal.objects.all().delete()
        seal_waiting(at=NOON)
        for number, sealed_at, entries, previous, digest in later:
            Seal.objects.create(number=number, sealed_at=sealed_at, entries=entries, previous=previous, digest=digest)
    assert [breach.what for breach in breaches()] == ["the seal does not continue the one before"]


@pytest.mark.django_db(transaction=True)
def test_while_one_seals_another_does_not():
    tea_served()
    with holding("select pg_advisory_xact_lock(hashtext('cellwork.seal'))"):
        assert seal_waiting(at=NOON) == 0
    assert seal_waiting(at=NOON) == 1


@pytest.mark.django_db(transaction=True)
def test_sealers_at_the_same_time_seal_every_entry_once():
    for _ in range(30):
        tea_served()

    def seal() -> int:
        return sum(seal_waiting(at=NOON + timedelta(seconds=turn)) for turn in range(3))

    at_once(seal, seal, seal)
    seal_waiting(at=NOON)
    assert sealed_entries() == 30
    assert list(breaches()) == []


@pytest.mark.django_db(transaction=True)
def test_an_entry_committed_late_is_sealed_after_younger_ones():
    with holding("insert into kernel_unsealed values (%s)", late := new_id()) as slow:
        slow.execute(
            "insert into kernel_entry (id, at, via, office, permission, fact, content)"
            " values (%s, %s, '', '', '', 'TeaServed', '{}')", [late, NOON],
        )  # fmt: skip
        tea_served()
        assert seal_waiting(at=NOON) == 1
    assert seal_waiting(at=NOON) == 1
    assert list(breaches()) == []


@pytest.mark.skipif(
    not settings.EMBEDDED, reason="only the embedded server lets us in as the application without a password"
)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["kernel_entry", "kernel_seal"])
@pytest.mark.parametrize(
    "statement", ["update {} set {}", "delete from {}", "truncate {}", "drop table {}", "alter table {} rename to old"]
)
def test_the_application_may_not_touch_what_is_in_the_journal(table, statement):
    changes = {"kernel_entry": "via = 'x'", "kernel_seal": "digest = previous"}[table]
    with signed_in_as(APPLICATION) as application, pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute(statement.format(table, changes).encode())


@pytest.mark.skipif(
    not settings.EMBEDDED, reason="only the embedded server lets us in as the application without a password"
)
@pytest.mark.django_db(transaction=True)
def test_the_application_may_add_to_the_journal_and_read_it():
    with signed_in_as(APPLICATION) as application:
        application.execute(
            "insert into kernel_entry (id, at, via, office, permission, fact, content)"
            " values (%s, %s, '', '', '', 'TeaServed', '{}')", [new_id(), NOON],
        )  # fmt: skip
        assert application.execute("select fact from kernel_entry").fetchone() == ("TeaServed",)
        application.rollback()
