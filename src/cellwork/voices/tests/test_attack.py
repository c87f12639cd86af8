"""The administrator tries to name the authors of anonymous voices, with everything the house keeps.

Figures: 40 batches of 8. Chance names 1 in 8. A guess fails this test when it lies more than five standard errors from chance: 72 right of
320, 22 %, where chance gives 40 +- 6.3. With 14 guesses and two measures, a sound house fails once in about 100,000 runs.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock, mixing, worker
from cellwork.kernel.embedded.furnishing import SUPERUSER
from cellwork.kernel.mixing import folder, keep_ready
from cellwork.kernel.tests.builders import signed_in_as
from cellwork.voices import stamps
from cellwork.voices.actions.opening import open_the_box
from cellwork.voices.actions.saying import BOX
from cellwork.voices.models import Voice
from cellwork.voices.tests.desks import a_hearing_cast
from cellwork.voices.tests.insider import (
    GUESSES,
    Evidence,
    Row,
    Score,
    opened_by_what_is_left,
    sealed_rows,
    step_rows,
    voice_rows,
)
from cellwork.voices.tests.speaking import a_link, a_member, named

BATCHES, SIZE, MOST_ERRORS = 40, 8, 5.0
pytestmark = pytest.mark.django_db(transaction=True)
_chance = random.SystemRandom()


@pytest.fixture(autouse=True)
def ready(tmp_path: Path, settings: Any, transactional_db: None) -> None:
    settings.HOME = tmp_path
    keep_ready(BOX)


@pytest.fixture
def many_without_stamps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "BUCKET", 100_000)


def written(token: str, words: str, browser: Client | None = None) -> None:
    """Somebody who is signed in opens the poster's page and sends it."""
    typed = {"kind": "need", "subject": "housing", "words": words, "manner": "anonymous", "seed": "", "name": ""}
    assert (browser or Client()).post(reverse("say_here", args=[token]), typed).status_code == 200


def some_words(number: int) -> str:
    return f"Matter {number:04d}. " + "Dark stairs. " * _chance.randrange(0, 120)


@contextmanager
def log_between() -> Iterator[bytearray]:
    """The write-ahead log that is written inside the block, as it lies on the disk."""
    with signed_in_as(SUPERUSER, autocommit=True) as insider:
        begin = _asked(insider, "select pg_current_wal_insert_lsn()")
        read = bytearray()
        yield read
        insider.execute(
            "select pg_logical_emit_message(false, 'insider', '', true)"
        )  # so that all of it is on the disk
        for name in _files(insider, begin):
            read += (Path(_asked(insider, "show data_directory")) / "pg_wal" / name).read_bytes()


def _asked(insider: Any, statement: str, *params: object) -> Any:
    return insider.execute(statement, params).fetchone()[0]


def _files(insider: Any, begin: str) -> list[str]:
    found = insider.execute(
        "select name from pg_ls_waldir() where name between pg_walfile_name(%s) and pg_walfile_name(pg_current_wal_lsn())"
        " and name ~ '^[0-9A-F]{24}$' order by name",
        [begin],
    )
    return [row[0] for row in found.fetchall()]


def needs_the_embedded_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select setting from pg_settings where name = 'cluster_name'")
        row = cursor.fetchone()
    if row is None or row[0] != "cellwork":
        pytest.skip("reads the files of the server, which only the embedded one shares with us")


def test_the_insider_names_nobody_better_than_chance(many_without_stamps):
    needs_the_embedded_server()
    cast = a_hearing_cast()
    token = a_link(cast)
    browsers = [browser_of(a_member(cast)) for _ in range(SIZE)]
    scores = {name: Score() for name in GUESSES}
    known: set[bytes] = set()
    for batch in range(BATCHES):
        order = [(some_words(batch * SIZE + place), browsers[place]) for place in range(SIZE)]
        _chance.shuffle(order)
        with log_between() as log:
            for words, browser in order:
                assert (
                    browser.get(reverse("own_voices")).status_code == 200
                )  # seen in the house just before, by the session
                written(token, words, browser)
            waiting = sealed_rows()
            assert open_the_box(at=clock.now()) == SIZE
        voices = [row for row in voice_rows() if row.id not in known]
        known |= {row.id for row in voices}
        steps = [row for row in step_rows() if row.id in known]
        truth = [next(n for n, row in enumerate(voices) if row.content.decode() == words.strip()) for words, _ in order]
        found = Evidence(waiting, voices, receipts_of(voices), steps, bytes(log))
        assert all(row.id in found.log for row in (*waiting, *voices)), "the insider looks where the rows are"
        for name, guess in GUESSES.items():
            scores[name].add(guess(found), truth)
        assert opened_by_what_is_left(waiting) == 0
        keep_ready(BOX)
    better = {name: score for name, score in scores.items() if max(map(abs, score.errors)) > MOST_ERRORS}
    assert better == {}


def test_the_same_guesses_name_everybody_where_voices_are_stored_as_they_come():
    """The attack has teeth: named voices, stored one by one, lie in their order."""
    cast = a_hearing_cast()
    authors = [a_member(cast) for _ in range(SIZE)]
    for number, author in enumerate(authors):
        named(cast, author, f"Matter {number}.")
    stored = list(Voice.objects.order_by("?"))
    with connection.cursor() as cursor:
        cursor.execute("select id, xmin::text::bigint, ctid::text from voices_voice")
        hidden = {row[0]: (int(row[1]), tuple(int(n) for n in row[2][1:-1].split(","))) for row in cursor.fetchall()}
    rows = [Row(hidden[each.id][0], hidden[each.id][1], each.id.bytes, each.words.encode()) for each in stored]
    found = Evidence([], rows, [b""] * SIZE, [], b"")
    for name in ("row order", "transaction, then row", "id"):
        guessed = [stored[place].author_id for place in GUESSES[name](found)]
        assert guessed == [author.pk for author in authors], name


def test_something_said_anonymously_changes_one_row_of_the_whole_database(many_without_stamps):
    cast = a_hearing_cast()
    token = a_link(cast)
    browser = browser_of(cast.secretary)
    before = everything()
    written(token, "The stairs are dark.", browser)
    after = everything()
    assert {table for table in before if before[table] != after[table]} == {"kernel_sealedmessage"}


def test_coming_back_with_a_code_changes_nothing_and_a_judgement_one_row(many_without_stamps):
    cast = a_hearing_cast()
    token = a_link(cast)
    for number in range(5):
        written(token, f"Matter {number}.")
    open_the_box(at=clock.now())
    keep_ready(BOX)
    before = everything()
    browser_of_nobody = Client()
    browser_of_nobody.post(reverse("come_back"), {"code": "2222-2222-2222-2222-2222"})
    assert everything() == before


def test_a_copy_of_the_servers_files_at_any_moment_holds_no_key_and_no_words_that_wait(many_without_stamps, tmp_path):
    needs_the_embedded_server()
    cast = a_hearing_cast()
    token = a_link(cast)
    marks = [f"MARK{_chance.getrandbits(64):016X}" for _ in range(5)]
    keys = [file.read_bytes() for file in folder().glob("*.key")]
    with log_between() as log:
        for mark in marks:
            written(token, f"{mark} The stairs are dark.")
        waiting = sealed_rows()
        while_waiting = copied(tmp_path / "waiting")
        with transaction.atomic():
            messages = mixing.take_out_when(BOX, 5)
            assert len(messages) == 5
            while_opening = copied(tmp_path / "opening")
            transaction.set_rollback(True)
        assert open_the_box(at=clock.now()) == 5
        afterwards = copied(tmp_path / "after")
    for copy in (while_waiting, while_opening):
        assert not any(mark.encode() in copy for mark in marks)
    assert all(mark.encode() in afterwards for mark in marks), "the test looks where the words are"
    assert any(row.id in while_waiting for row in waiting), "the test looks where the sealed rows are"
    for copy in (while_waiting, while_opening, afterwards, bytes(log)):
        assert not any(key in copy for key in keys)
    assert opened_by_what_is_left(waiting) == 0


def test_nothing_is_printed_or_logged_of_it(many_without_stamps, capfd, caplog):
    cast = a_hearing_cast()
    token = a_link(cast)
    with caplog.at_level(0):
        for number in range(5):
            written(token, f"MARK number {number}.")
        open_the_box(at=clock.now())
        keep_ready(BOX)
    told = caplog.text + "".join(capfd.readouterr())
    assert "MARK" not in told and token not in told


def test_a_fault_while_something_is_taken_logs_where_and_not_what(monkeypatch, capfd):
    """Also when the database is gone in the middle: no words, no code, no token of a link."""
    cast = a_hearing_cast()
    token = a_link(cast)

    def gone(*_: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("cellwork.kernel.mixing.put_all_in", gone)
    browser = Client(raise_request_exception=False)
    typed = {"kind": "need", "subject": "housing", "words": "MARK", "manner": "anonymous", "seed": "S" * 22}
    assert browser.post(reverse("say_here", args=[token]), typed).status_code == 503
    told = "".join(capfd.readouterr())
    assert "the database could not answer" in told and "OperationalError" in told
    assert "MARK" not in told and "S" * 22 not in told and token not in told


def test_the_worker_that_fails_while_opening_logs_where_and_not_what(many_without_stamps, monkeypatch, capfd):
    cast = a_hearing_cast()
    token = a_link(cast)
    for number in range(5):
        written(token, f"MARK number {number}.")

    def broken(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(Voice.objects, "bulk_create", broken)
    worker._do(worker.Chore("open", lambda: open_the_box(at=clock.now()) > 0, 5.0))
    told = "".join(capfd.readouterr())
    assert "chore failed" in told and "MARK" not in told
    assert mixing.waiting(BOX) == 5


def receipts_of(voices: list[Row]) -> list[bytes]:
    found = {voice.id.bytes: bytes(voice.receipt or b"") for voice in Voice.objects.filter(manner="anonymous")}
    return [found[row.id] for row in voices]


def everything() -> dict[str, Any]:
    """A fingerprint of every table, hidden columns and all."""
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
        tables = [row[0] for row in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(
                f"select count(*), md5(string_agg(t.xmin::text || t.ctid::text || t::text, '|' order by t.ctid)) from \"{table}\" as t"
            )
            found[table] = cursor.fetchone()
    return found


def copied(to: Path) -> bytes:
    """What a base backup takes along: the files of the database, and the log up to now."""
    with signed_in_as(SUPERUSER, autocommit=True) as insider:
        begin = _asked(insider, "select pg_backup_start('insider', fast => true)::text")
        data = Path(_asked(insider, "show data_directory"))
        number = _asked(insider, "select oid::text from pg_database where datname = current_database()")
        shutil.copytree(data / "base" / number, to / "base")
        insider.execute("select lsn from pg_backup_stop(wait_for_archive => false)").fetchone()
        logs = [(data / "pg_wal" / name).read_bytes() for name in _files(insider, begin)]
    return b"".join(file.read_bytes() for file in to.rglob("*") if file.is_file()) + b"".join(logs)
