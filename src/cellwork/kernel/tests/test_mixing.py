"""What is laid into the mixing box comes out whole, once, in no order, and never by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from cellwork.kernel import mixing
from cellwork.kernel.mixing import BoxNotReady, folder, keep_ready, lost, put_in, take_out_when, waiting
from cellwork.kernel.models import MixingRound, SealedMessage
from cellwork.kernel.refusals import Forgotten
from cellwork.kernel.tests.builders import Running, at_once, signed_in_as, until_waiting

BOX = "tea"


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, settings) -> None:
    """Keys of these tests lie in a folder of their own."""
    settings.HOME = tmp_path


@pytest.fixture
def ready(transactional_db: None) -> None:
    keep_ready(BOX)


def taken(at_least: int = 3) -> list[bytes]:
    with transaction.atomic():
        return take_out_when(BOX, at_least)


def laid_in(*messages: bytes) -> None:
    for message in messages:
        put_in(BOX, message)


@pytest.mark.usefixtures("ready")
class TestABox:
    def test_gives_back_what_was_laid_in_once_enough_lies_together(self) -> None:
        laid_in(b"one", b"two", "drei \u2014 \ub124".encode())
        assert sorted(taken()) == sorted([b"one", b"two", "drei \u2014 \ub124".encode()])
        assert taken() == [] and SealedMessage.objects.count() == 0

    def test_a_batch_of_one_waits(self) -> None:
        laid_in(b"alone")
        assert taken(2) == [] and waiting(BOX) == 1

    def test_every_message_is_as_long_as_every_other(self) -> None:
        laid_in(b"", b"x" * 900)
        assert {len(each.sealed) for each in SealedMessage.objects.all()} == {mixing.SIZES[0]}

    def test_a_long_message_does_not_come_out_among_short_ones(self) -> None:
        laid_in(b"a", b"b", b"c", b"x" * 5000)
        assert sorted(taken()) == [b"a", b"b", b"c"]
        assert waiting(BOX) == 1

    def test_what_is_too_long_is_a_fault_of_the_caller(self) -> None:
        put_in(BOX, b"x" * mixing.longest())
        with pytest.raises(ValueError, match="does not fit"):
            put_in(BOX, b"x" * (mixing.longest() + 1))

    def test_what_lies_in_it_cannot_be_read_in_the_database(self) -> None:
        laid_in(b"I am not content with the heating")
        assert b"heating" not in bytes(SealedMessage.objects.get().sealed)

    def test_the_same_words_twice_look_like_nothing_alike(self) -> None:
        laid_in(b"tea", b"tea")
        assert len({bytes(each.sealed) for each in SealedMessage.objects.all()}) == 2

    def test_the_database_alone_opens_nothing_and_a_key_opens_its_own_round_alone(self) -> None:
        laid_in(b"one", b"two", b"three")
        key_files = set(folder().iterdir())
        sealed = {bytes(each.sealed) for each in SealedMessage.objects.all()}
        taken()
        for file in set(folder().iterdir()):
            opener = mixing.nacl.public.SealedBox(mixing.nacl.public.PrivateKey(file.read_bytes()))
            for each in sealed:
                with pytest.raises(mixing.nacl.exceptions.CryptoError):
                    opener.decrypt(each)
        assert len(key_files - set(folder().iterdir())) == 1

    def test_keys_are_readable_by_us_alone_and_marked_to_be_left_out_of_copies(self) -> None:
        assert {oct(file.stat().st_mode & 0o777) for file in folder().iterdir()} == {"0o600"}
        assert oct(folder().parent.stat().st_mode & 0o777) == "0o700"
        assert (folder().parent / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")

    def test_the_order_in_which_messages_come_out_is_not_that_in_which_they_went_in(self) -> None:
        messages = [str(number).encode() for number in range(40)]
        laid_in(*messages)
        out = taken()
        assert sorted(out) == sorted(messages) and out != messages and out != messages[::-1]

    def test_nothing_of_when_or_who_is_kept_with_a_message(self) -> None:
        assert {field.name for field in SealedMessage._meta.fields} == {"id", "round_id", "sealed"}

    def test_is_opened_only_inside_the_transaction_that_stores_what_it_holds(self) -> None:
        with pytest.raises(Forgotten):
            take_out_when(BOX, 1)


@pytest.mark.usefixtures("ready")
class TestNothingIsLostOrDoubled:
    def test_when_storing_fails_everything_still_lies_there_and_can_be_opened(self) -> None:
        laid_in(b"a", b"b", b"c")
        with pytest.raises(ZeroDivisionError):
            _take_out_and_stumble()
        assert sorted(taken()) == [b"a", b"b", b"c"]

    def test_two_who_open_at_once_get_each_message_once(self) -> None:
        laid_in(*[bytes([number]) for number in range(20)])
        first, second = at_once(taken, taken)
        assert len(first) + len(second) == 20
        assert len({*first, *second}) == 20

    def test_whoever_writes_while_a_round_is_opened_waits_for_nobody_and_loses_nothing(self) -> None:
        laid_in(b"a", b"b", b"c")
        with transaction.atomic():
            assert len(take_out_when(BOX, 3)) == 3
            assert Running(lambda: put_in(BOX, b"later")).outcome is None
        assert waiting(BOX) == 1
        laid_in(b"d", b"e")
        assert sorted(taken()) == [b"d", b"e", b"later"]

    def test_a_round_is_not_opened_while_somebody_is_still_laying_something_in(self) -> None:
        laid_in(b"a", b"b", b"c")
        first = MixingRound.objects.filter(box=BOX, size=mixing.SIZES[0]).earliest("number")
        with signed_in_as() as other:
            other.execute("select pg_advisory_xact_lock_shared(%s)", [mixing._lock(first.id)])
            opening = Running(taken)
            other.execute(
                "insert into kernel_sealedmessage values (gen_random_uuid(), %s, %s)",
                [first.id, bytes(SealedMessage.objects.first().sealed)],
            )
        assert len(opening.outcome) == 4

    def test_many_write_while_the_box_is_opened_again_and_again(self) -> None:
        out: list[bytes] = []

        def write(beginning: int) -> None:
            for number in range(beginning, beginning + 40):
                put_in(BOX, str(number).encode())

        def open_again_and_again() -> None:
            for _ in range(40):
                out.extend(taken(2))

        assert at_once(lambda: write(0), lambda: write(100), open_again_and_again) == [None] * 3
        out.extend(taken(1))
        assert sorted(out) == sorted(str(number).encode() for number in (*range(40), *range(100, 140)))

    def test_the_key_of_the_next_round_is_not_destroyed_while_that_round_cannot_be_seen_yet(self) -> None:
        laid_in(b"a", b"b", b"c")
        with transaction.atomic():
            assert len(take_out_when(BOX, 3)) == 3
            sweeping = Running(lambda: keep_ready(BOX))
            until_waiting(1)
        assert sweeping.outcome is None
        laid_in(b"d", b"e", b"f")
        laid_in(b"g", b"h", b"i")
        assert sorted(taken()) == [bytes([letter]) for letter in b"defghi"]
        laid_in(b"j", b"k", b"l")
        assert sorted(taken()) == [b"j", b"k", b"l"]

    def test_before_the_worker_ran_nothing_is_taken_and_it_says_so(self) -> None:
        MixingRound.objects.all().delete()
        with pytest.raises(BoxNotReady):
            put_in(BOX, b"too early")

    def test_the_worker_of_another_home_leaves_the_box_alone_and_loses_nothing(self, tmp_path: Path, settings) -> None:
        laid_in(b"a", b"b", b"c")
        settings.HOME = tmp_path / "another_home"
        keep_ready(BOX)
        assert taken() == [] and lost() == []
        laid_in(b"d")
        settings.HOME = tmp_path
        keep_ready(BOX)
        assert sorted(taken()) == [b"a", b"b", b"c", b"d"]

    def test_keys_whose_round_is_over_are_destroyed_also_when_the_opener_was_killed_before_it_could(self) -> None:
        stray = folder() / f"{BOX}.{'0' * 32}.key"
        stray.write_bytes(b"k" * 32)
        keep_ready(BOX)
        assert not stray.exists()

    def test_a_key_that_is_gone_takes_no_further_message_and_the_doctor_hears_what_is_lost(self) -> None:
        laid_in(b"a", b"b")
        for file in folder().iterdir():
            file.unlink()
        keep_ready(BOX)
        assert [each.messages for each in lost()] == [2]
        laid_in(b"c", b"d", b"e")
        assert sorted(taken()) == [b"c", b"d", b"e"]

    @pytest.mark.parametrize("moment", ["before the commit", "after the commit, before the key is destroyed"])
    def test_the_worker_killed_while_opening_loses_nothing_and_doubles_nothing(self, moment: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("create table if not exists opened_tea (what bytea)")
            cursor.execute("truncate opened_tea")
        laid_in(b"a", b"b", b"c")
        assert _open_and_be_killed(moment) == -signal.SIGKILL
        keep_ready(BOX)
        stored = _store()
        assert sorted(stored) == [b"a", b"b", b"c"]
        keep_ready(BOX)
        assert len(list(folder().iterdir())) == MixingRound.objects.count()

    def test_what_waits_is_in_no_backup(self, tmp_path: Path) -> None:
        from cellwork.kernel.backup import back_up
        from cellwork.kernel.embedded.binaries import program

        laid_in(b"a")
        known = connection.get_connection_params()
        named = {key: str(known[key]) for key in ("host", "port", "user", "password", "dbname") if known.get(key)}
        back_up(named, tmp_path / "monday")
        listed = subprocess.run(
            [program("pg_restore"), "--list", tmp_path / "monday"], capture_output=True, text=True, check=True
        ).stdout
        assert "TABLE DATA public kernel_entry" in listed
        assert "TABLE DATA public kernel_sealedmessage" not in listed
        assert "TABLE DATA public kernel_mixinground" not in listed


def _take_out_and_stumble() -> None:
    with transaction.atomic():
        take_out_when(BOX, 3)
        raise ZeroDivisionError


def _store() -> list[bytes]:
    """What an opener does: takes everything out and stores it; returns all that was ever stored."""
    with transaction.atomic(), connection.cursor() as cursor:
        for message in take_out_when(BOX, 3):
            cursor.execute("insert into opened_tea values (%s)", [message])
        cursor.execute("select what from opened_tea")
        return [bytes(row[0]) for row in cursor.fetchall()]


def _open_and_be_killed(moment: str) -> int:
    killed = "os.kill(os.getpid(), signal.SIGKILL)"
    text = textwrap.dedent(f"""
        import os, signal, sys
        import django
        django.setup()
        from django.conf import settings
        from django.db import connections, transaction
        connections["default"].settings_dict["NAME"] = {connection.settings_dict["NAME"]!r}
        from cellwork.kernel import mixing
        with transaction.atomic():
            if {moment.startswith("after")}:
                transaction.on_commit(lambda: {killed})
            with connections["default"].cursor() as cursor:
                for message in mixing.take_out_when({BOX!r}, 3):
                    cursor.execute("insert into opened_tea values (%s)", [message])
            if {moment.startswith("before")}:
                {killed}
    """)
    # The database is that of all tests, the keys those of this one.
    apart = f"django.setup()\nfrom django.conf import settings as s\ns.HOME = {str(settings.HOME)!r}"
    told = {"DJANGO_SETTINGS_MODULE": "cellwork.config.settings", "CELLWORK_AS_OWNER": "1"}
    command = [sys.executable, "-c", text.replace("django.setup()", apart, 1)]
    return subprocess.run(command, env=os.environ | told, check=False).returncode


PASSING = "pulse_of_tests"


@pytest.fixture
def passing(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A box for a time, announced by its package."""
    monkeypatch.setattr(mixing, "_passing", [lambda: [PASSING]])
    mixing.keep_boxes_ready()


def _all_of(box: str) -> list[bytes]:
    with transaction.atomic():
        return list(mixing.take_out_all(box))


@pytest.mark.usefixtures("passing")
class TestABoxForATime:
    def test_has_one_round_and_gives_back_everything_at_once(self) -> None:
        assert MixingRound.objects.filter(box=PASSING).count() == 1
        for word in (b"one", b"two", b"one"):
            put_in(PASSING, word)
        assert sorted(_all_of(PASSING)) == [b"one", b"one", b"two"]
        assert not MixingRound.objects.filter(box=PASSING).exists() and not SealedMessage.objects.exists()
        assert not list(folder().glob(f"{PASSING}.*"))

    def test_rolled_back_everything_still_lies_there(self) -> None:
        put_in(PASSING, b"one")
        with pytest.raises(ZeroDivisionError):
            _count_and_stumble()
        assert _all_of(PASSING) == [b"one"]

    def test_that_is_thrown_away_can_never_be_opened(self) -> None:
        put_in(PASSING, b"one")
        assert mixing.throw_away(PASSING) == 1
        assert not list(folder().glob(f"{PASSING}.*")) and _all_of(PASSING) == []

    def test_takes_nothing_before_the_worker_made_its_key(self) -> None:
        with pytest.raises(BoxNotReady):
            put_in("pulse_asked_just_now", b"one")
        assert not mixing.takes_messages("pulse_asked_just_now")

    def test_a_key_whose_round_is_over_is_destroyed_when_the_box_is_named_no_more(self) -> None:
        (key,) = folder().glob(f"{PASSING}.*")
        MixingRound.objects.filter(box=PASSING).delete()
        mixing._passing.clear()
        mixing.keep_boxes_ready()
        assert not key.exists()

    def test_what_no_key_opens_any_more_does_not_keep_the_rest_from_coming_out(self) -> None:
        put_in(PASSING, b"lost")
        (key,) = folder().glob(f"{PASSING}.*")
        key.unlink()
        mixing.keep_boxes_ready()
        put_in(PASSING, b"kept")
        assert _all_of(PASSING) == [b"kept"]


def _count_and_stumble() -> None:
    with transaction.atomic():
        assert len(list(mixing.take_out_all(PASSING))) == 1
        raise ZeroDivisionError
