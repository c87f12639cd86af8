"""A backup is whole or absent; a restore brings back everything or changes nothing."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from cellwork.kernel.backup import Seal, back_up, inspect, restore, restoring, trouble
from cellwork.kernel.backup.seal import SEAL_MARK, append_seal
from cellwork.kernel.embedded import APPLICATION, OWNER, Cluster
from cellwork.kernel.embedded.binaries import program

MANY = 20_000
CONTENT = f"""
    create table word (n int primary key, text text not null);
    insert into word select n, repeat(md5(n::text), 3) from generate_series(1, {MANY}) n;
    create table kept_for_ever (n int generated always as identity, text text);
    revoke update, delete on kept_for_ever from {APPLICATION};
    insert into kept_for_ever (text) values (E'tab\\t, line\\n, \\\\. and “quotes”');
    create function twice(n int) returns int language sql as 'select 2 * n';
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("shared") / "db", settings={"fsync": "off", "shared_buffers": "16MB"})
    made.ensure_running()
    with connect(made, "cellwork") as owner:
        owner.execute(CONTENT.encode())
    yield made
    made.stop()


@pytest.fixture(scope="module")
def written(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backups") / "monday.backup"
    back_up(cluster.conninfo(role=OWNER), file)
    return file


@pytest.fixture
def copy(written: Path, tmp_path: Path) -> Path:
    file = tmp_path / "copy.backup"
    file.write_bytes(written.read_bytes())
    return file


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[dict[str, str]]:
    with connect(cluster, "cellwork") as owner:
        owner.execute("create database other")
    yield cluster.conninfo(role=OWNER, database="other")
    with connect(cluster, "cellwork") as owner:
        owner.execute("drop database other with (force)")


def connect(cluster: Cluster, database: str, role: str = OWNER) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(**cluster.conninfo(role=role, database=database), autocommit=True)  # type: ignore[arg-type]


def content(conninfo: dict[str, str]) -> list[tuple[object, ...]]:
    with psycopg.connect(**conninfo) as connection:  # type: ignore[arg-type]
        words = connection.execute("select count(*), md5(string_agg(text, '' order by n)) from word").fetchall()
        return words + connection.execute("select n, text from kept_for_ever order by n").fetchall()


def rights_by_default(conninfo: dict[str, str]) -> list[tuple[object, ...]]:
    with psycopg.connect(**conninfo) as connection:  # type: ignore[arg-type]
        return connection.execute("select defaclobjtype, defaclacl::text from pg_default_acl order by 1").fetchall()


def tables(conninfo: dict[str, str]) -> list[str]:
    with psycopg.connect(**conninfo) as connection:  # type: ignore[arg-type]
        found = connection.execute("select tablename from pg_tables where schemaname = 'public' order by 1").fetchall()
    return [row[0] for row in found]


def reseal(file: Path, **changes: object) -> None:
    """Give `file` a seal that differs from its own in `changes`."""
    body, _, seal = file.read_bytes().rpartition(SEAL_MARK)
    file.write_bytes(body + SEAL_MARK + json.dumps(json.loads(seal) | changes).encode() + b"\n")


# Writing


def test_everything_comes_back_with_rights_and_numbering(
    cluster: Cluster, written: Path, empty: dict[str, str]
) -> None:
    restore(empty, written)
    assert content(empty) == content(cluster.conninfo(role=OWNER))
    with connect(cluster, "other", APPLICATION) as application:
        assert application.execute("insert into kept_for_ever (text) values ('next') returning n").fetchone() == (2,)
        assert application.execute("select twice(21)").fetchone() == (42,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("delete from kept_for_ever")
    assert rights_by_default(empty) == rights_by_default(cluster.conninfo(role=OWNER)) != []


def test_a_backup_is_readable_by_us_alone_and_nothing_else_is_left_beside_it(written: Path) -> None:
    assert written.stat().st_mode & 0o077 == 0
    assert list(written.parent.iterdir()) == [written]


def test_a_backup_is_never_written_over_another_file(cluster: Cluster, tmp_path: Path) -> None:
    file = tmp_path / "monday.backup"
    file.write_text("last week")
    with pytest.raises(trouble.BackupExists):
        back_up(cluster.conninfo(role=OWNER), file)
    assert file.read_text() == "last week"


def test_a_backup_that_fails_leaves_nothing_behind(cluster: Cluster, tmp_path: Path) -> None:
    with connect(cluster, "cellwork") as owner:
        owner.execute("create table secret ()")
        owner.execute(f"revoke select on secret from {APPLICATION}".encode())
        try:
            with pytest.raises(trouble.BackupFailed, match="permission denied"):
                back_up(cluster.conninfo(role=APPLICATION), tmp_path / "monday.backup")
        finally:
            owner.execute("drop table secret")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named(cluster: Cluster, tmp_path: Path) -> None:
    with pytest.raises(trouble.BackupFailed, match="there is no folder"):
        back_up(cluster.conninfo(role=OWNER), tmp_path / "nowhere" / "monday.backup")


def test_the_seal_names_the_versions_that_wrote_it(written: Path) -> None:
    seal = inspect(written)
    assert isinstance(seal, Seal)
    assert seal.postgres == 18
    assert seal.bytes < written.stat().st_size


def test_postgresqls_own_program_reads_a_backup_without_us(written: Path) -> None:
    script = subprocess.run([program("pg_restore"), "-f", "-", written], capture_output=True, check=True).stdout
    assert script.count(b"\n") > MANY


def test_progress_is_told_in_bytes_to_the_end(cluster: Cluster, tmp_path: Path, empty: dict[str, str]) -> None:
    file = tmp_path / "monday.backup"
    told: list[tuple[int, int | None]] = []
    seal = back_up(cluster.conninfo(role=OWNER), file, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (seal.bytes, None)
    back: list[tuple[int, int | None]] = []
    restore(empty, file, progress=lambda done, total: back.append((done, total)))
    twice = 2 * file.stat().st_size
    assert [done for done, _ in back] == sorted(done for done, _ in back)
    assert back[-1] == (twice, twice)


# Bringing back


def test_a_database_with_something_in_it_is_not_touched_unless_told_to(empty: dict[str, str], written: Path) -> None:
    with psycopg.connect(**empty) as connection:  # type: ignore[arg-type]
        connection.execute("create table mine as select 1 as n")
    with pytest.raises(trouble.DatabaseNotEmpty, match="other"):
        restore(empty, written)
    assert tables(empty) == ["mine"]
    restore(empty, written, replace=True)
    assert tables(empty) == ["kept_for_ever", "word"]
    restore(empty, written, replace=True)
    assert tables(empty) == ["kept_for_ever", "word"]


OF_EVERY_KIND = """
    create schema apart; create table apart.t (n int); create type mood as enum ('calm'); create domain short as text;
    create table parent (id int primary key, feeling mood) partition by range (id);
    create table child partition of parent for values from (1) to (100);
    create view seen as select * from parent; create materialized view kept as select * from seen;
    create sequence numbers; create type pair as (a int, b short); create type span as range (subtype = int);
    create function f() returns trigger language plpgsql as 'begin return new; end';
    create trigger t before insert on child for each row execute function f();
    create procedure p() language sql as 'select 1';
"""
OURS = """
    select array_agg(pg_describe_object(classid, objid, objsubid) order by 1) from pg_shdepend
    where refobjid = current_user::regrole and classid <> 'pg_default_acl'::regclass
      and dbid = (select oid from pg_database where datname = current_database())
"""


def test_replacing_leaves_nothing_of_what_was_there_whatever_its_kind(empty: dict[str, str], written: Path) -> None:
    restore(empty, written)
    with psycopg.connect(**empty, autocommit=True) as connection:  # type: ignore[arg-type]
        after_restoring = connection.execute(OURS.encode()).fetchone()
        connection.execute(OF_EVERY_KIND.encode())
    restore(empty, written, replace=True)
    with psycopg.connect(**empty) as connection:  # type: ignore[arg-type]
        assert connection.execute(OURS.encode()).fetchone() == after_restoring


@pytest.mark.parametrize("place", [0.0001, 0.5], ids=["before the first word", "among the rows"])
def test_a_restore_that_fails_half_way_changes_nothing(empty: dict[str, str], copy: Path, place: float) -> None:
    with psycopg.connect(**empty) as connection:  # type: ignore[arg-type]
        connection.execute("create table mine as select 1 as n")
    corrupt_but_sealed(copy, place)
    with pytest.raises(trouble.RestoreFailed):
        restore(empty, copy, replace=True)
    assert tables(empty) == ["mine"]


def corrupt_but_sealed(file: Path, place: float) -> None:
    """What a fault in the program, not on the disk, would look like: the seal is right and the content is not."""
    body, _, _ = file.read_bytes().rpartition(SEAL_MARK)
    begin = max(8, int(len(body) * place))
    body = body[:begin] + b"\xff" * 1000 + body[begin + 1000 :]
    with file.open("w+b") as handle:
        handle.write(body)
        append_seal(handle, postgres=18)


def test_a_database_in_use_is_not_replaced(
    cluster: Cluster, empty: dict[str, str], written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "LOCK_TIMEOUT", "100ms")
    restore(empty, written)
    with psycopg.connect(**empty) as user:  # type: ignore[arg-type]
        user.execute("select from word limit 1")
        with pytest.raises(trouble.DatabaseInUse, match="Stop Cellwork"):
            restore(empty, written, replace=True)


@pytest.mark.parametrize("kept", [0.01, 0.5, 0.999])
def test_a_backup_cut_short_is_refused(empty: dict[str, str], copy: Path, kept: float) -> None:
    os.truncate(copy, int(copy.stat().st_size * kept))
    with pytest.raises(trouble.BackupTruncated):
        restore(empty, copy)
    assert tables(empty) == []


def test_a_backup_with_one_byte_changed_is_refused(empty: dict[str, str], copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    with pytest.raises(trouble.BackupDamaged):
        restore(empty, copy)
    assert tables(empty) == []


@pytest.mark.parametrize("content", [b"", b"PGDMP", b"member;cell\n1;2\n", bytes(10_000)])
def test_a_file_that_is_no_backup_is_refused(empty: dict[str, str], tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(trouble.NotABackup, match="list"):
        restore(empty, tmp_path / "list.csv")


def test_a_file_that_is_not_there_is_refused(empty: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(trouble.NotABackup, match="absent"):
        restore(empty, tmp_path / "absent")


@pytest.mark.parametrize(
    ("newer", "named"), [({"cellwork": "999.0"}, "Cellwork 999.0"), ({"postgres": 99}, "PostgreSQL 99")]
)
def test_a_backup_of_a_newer_version_is_refused(
    empty: dict[str, str], copy: Path, newer: dict[str, object], named: str
) -> None:
    reseal(copy, **newer)
    with pytest.raises(trouble.BackupNewer, match=named):
        restore(empty, copy)
    assert tables(empty) == []


def test_a_newer_layout_of_the_file_is_refused(empty: dict[str, str], copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[6] += 1
    copy.write_bytes(content)
    with pytest.raises(trouble.BackupNewer, match="newer PostgreSQL"):
        restore(empty, copy)


def test_what_an_import_holds_for_itself_is_in_no_backup(
    cluster: Cluster, empty: dict[str, str], tmp_path: Path
) -> None:
    with connect(cluster, "cellwork") as owner:
        owner.execute("create schema import_lane_1")
        owner.execute("create unlogged table import_lane_1.import_member as select 'Ana' as given_name")
    file = tmp_path / "tuesday.backup"
    back_up(cluster.conninfo(role=OWNER), file)
    with connect(cluster, "cellwork") as owner:
        owner.execute("drop schema import_lane_1 cascade")
    restore(empty, file)
    with psycopg.connect(**empty) as connection:  # type: ignore[arg-type]
        assert connection.execute("select count(*) from pg_namespace where nspname like 'import%'").fetchone() == (0,)
        assert connection.execute("select count(*) from word").fetchone() == (MANY,)
