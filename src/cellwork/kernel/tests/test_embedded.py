"""The embedded database lets in only whom it must, loses nothing, and says in words what is wrong."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from cellwork.kernel.embedded import APPLICATION, OWNER, Cluster, TcpAccess, presence, trouble
from cellwork.kernel.embedded.account import Account, with_access
from cellwork.kernel.embedded.binaries import major_version, program
from cellwork.kernel.embedded.furnishing import SUPERUSER

HASTE = {"fsync": "off", "shared_buffers": "16MB"}
PASSWORD = "a password, with 'quotes' and \\ in it"

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs another user of the operating system")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("shared") / "db", settings=HASTE)
    made.ensure_running()
    yield made
    made.stop()


@pytest.fixture
def new_cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path / "db", settings=HASTE)
    yield made
    made.stop(mode="immediate")


def connect(cluster: Cluster, role: str = OWNER, database: str = "cellwork") -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(**cluster.conninfo(role=role, database=database), autocommit=True)  # type: ignore[arg-type]


def value(cluster: Cluster, question: str, role: str = OWNER) -> object:
    with connect(cluster, role) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def postmaster(cluster: Cluster) -> int:
    return int((cluster.folder / "data/postmaster.pid").read_text().splitlines()[0])


def in_python(code: str, *arguments: object, by: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    command = [*by, sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


START = """
import pathlib, sys
from cellwork.kernel.embedded import Cluster, EmbeddedTrouble
try:
    Cluster(pathlib.Path(sys.argv[1]), settings={"fsync": "off", "shared_buffers": "16MB"}).ensure_running()
except EmbeddedTrouble as trouble:
    print(type(trouble).__name__, trouble)
else:
    print("running", flush=True)
"""

USE = """
import pathlib, sys, time
from cellwork.kernel.embedded import Cluster
with Cluster(pathlib.Path(sys.argv[1]), settings={"fsync": "off", "shared_buffers": "16MB"}).in_use():
    print("running", flush=True)
    time.sleep(60)
"""


# Starting and stopping


def test_starting_a_running_server_again_changes_nothing(cluster: Cluster) -> None:
    before = postmaster(cluster)
    cluster.ensure_running()
    assert cluster.is_running()
    assert postmaster(cluster) == before


def test_a_stopped_server_leaves_no_process_and_starts_again_with_what_was_stored(new_cluster: Cluster) -> None:
    new_cluster.ensure_running()
    with connect(new_cluster) as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('here')")
    new_cluster.stop()
    new_cluster.stop()
    assert not new_cluster.is_running()
    assert not presence.anyone_left(new_cluster.folder / "alive")
    new_cluster.ensure_running()
    assert value(new_cluster, "select word from kept") == "here"


def test_a_server_killed_without_warning_has_every_committed_row_when_it_comes_back(new_cluster: Cluster) -> None:
    new_cluster.ensure_running()
    with connect(new_cluster) as connection:
        connection.execute("create table kept (n int)")
        connection.execute("insert into kept select generate_series(1, 1000)")
        os.kill(postmaster(new_cluster), signal.SIGKILL)
    new_cluster.ensure_running()
    assert value(new_cluster, "select count(*) from kept") == 1000


def test_two_that_start_the_same_new_cluster_at_once_get_one_server(new_cluster: Cluster) -> None:
    starters = [in_python(START, new_cluster.folder) for _ in range(2)]
    assert [starter.communicate()[0].strip() for starter in starters] == ["running", "running"]
    assert new_cluster.is_running()


def test_interrupting_the_program_that_started_it_does_not_end_the_server(new_cluster: Cluster) -> None:
    starter = in_python(START + "\nimport time; time.sleep(60)", new_cluster.folder)
    assert starter.stdout is not None
    assert starter.stdout.readline().strip() == "running"
    os.killpg(starter.pid, signal.SIGINT)
    starter.communicate()
    assert new_cluster.is_running()


def test_of_several_users_only_the_last_to_leave_stops_the_server(new_cluster: Cluster) -> None:
    other = Cluster(new_cluster.folder, settings=HASTE)
    with other.in_use():
        with new_cluster.in_use():
            assert new_cluster.is_running()
        assert new_cluster.is_running()
    assert not new_cluster.is_running()


def test_a_user_in_another_process_keeps_the_server_up(new_cluster: Cluster) -> None:
    with new_cluster.in_use():
        user = in_python(USE, new_cluster.folder)
        assert user.stdout is not None
        assert user.stdout.readline().strip() == "running"
    assert new_cluster.is_running()
    user.send_signal(signal.SIGINT)
    user.communicate()
    assert not new_cluster.is_running()


def test_a_server_that_was_to_be_left_running_outlives_its_users(new_cluster: Cluster) -> None:
    with new_cluster.in_use():
        new_cluster.ensure_running()
    assert new_cluster.is_running()


def test_leaving_after_an_error_stops_the_server_too(new_cluster: Cluster) -> None:
    with pytest.raises(OSError, match="mine"), new_cluster.in_use():
        raise OSError("mine")
    assert not new_cluster.is_running()


def test_a_making_that_was_cut_short_is_begun_anew(new_cluster: Cluster) -> None:
    (new_cluster.folder / "data.new").mkdir(parents=True)
    (new_cluster.folder / "data.new" / "half").write_text("done")
    new_cluster.ensure_running()
    assert not (new_cluster.folder / "data.new").exists()
    assert new_cluster.is_running()


def test_a_number_left_behind_by_a_dead_server_that_is_now_somebody_elses_does_no_harm(new_cluster: Cluster) -> None:
    new_cluster.ensure_running()
    os.kill(postmaster(new_cluster), signal.SIGKILL)
    bystander = subprocess.Popen(["sleep", "60"])
    file = new_cluster.folder / "data/postmaster.pid"
    while presence.anyone_left(new_cluster.folder / "alive"):
        time.sleep(0.02)
    file.write_text(file.read_text().replace(file.read_text().splitlines()[0], str(bystander.pid), 1))
    new_cluster.stop()
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


# Who is admitted


def test_no_line_of_any_admission_file_trusts(cluster: Cluster) -> None:
    for file in (cluster.folder / "settings/pg_hba.conf", cluster.folder / "data/pg_hba.conf"):
        lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
        assert lines
        assert not [line for line in lines if "trust" in line.split()]


def test_by_default_the_server_listens_to_no_network(cluster: Cluster) -> None:
    assert value(cluster, "select current_setting('listen_addresses')") == ""


def test_folder_and_socket_are_closed_to_others(cluster: Cluster) -> None:
    closed = ["", "data", "run", "log", "settings"]
    assert [(cluster.folder / name).stat().st_mode & 0o007 for name in closed] == [0] * len(closed)
    assert Path(cluster.conninfo(role=OWNER)["host"]).stat().st_mode & 0o077 == 0


@as_root
@pytest.mark.parametrize("role", [OWNER, APPLICATION, "postgres"])
def test_another_user_is_turned_away_even_with_a_way_to_the_socket(cluster: Cluster, role: str) -> None:
    address = cluster.conninfo(role=role)
    stranger = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
    strong = [*stranger, "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    ask = [str(program("psql")), "-h", address["host"], "-U", role, "-d", "cellwork", "-c", "select 1"]
    # Perl is part of every Debian and readable by everybody; our own programs may lie in a closed folder.
    knock = ["perl", "-MIO::Socket::UNIX", "-e", 'print IO::Socket::UNIX->new($ARGV[0]) ? "came in" : $!']
    door = f"{address['host']}/.s.PGSQL.{address['port']}"
    weak_answer = subprocess.run([*stranger, *knock, door], capture_output=True, text=True, cwd="/", check=False)
    strong_answer = subprocess.run([*strong, *ask], capture_output=True, text=True, cwd="/", check=False)
    assert weak_answer.stdout == "Permission denied"
    assert "Peer authentication failed" in strong_answer.stderr


@as_root
def test_the_server_runs_as_somebody_else_who_may_not_change_its_settings(cluster: Cluster) -> None:
    user = Path(f"/proc/{postmaster(cluster)}").stat().st_uid
    assert user not in {0, (cluster.folder / "settings").stat().st_uid}
    for file in (cluster.folder / "settings").iterdir():
        assert file.stat().st_uid == 0
        assert file.stat().st_mode & 0o022 == 0


def test_a_role_that_does_not_exist_is_not_admitted(cluster: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError):
        connect(cluster, role="somebody")


def test_over_tcp_only_the_password_opens(tmp_path: Path) -> None:
    port = free_port()
    cluster = Cluster(tmp_path / "db", tcp=TcpAccess(port=port, password=PASSWORD), settings=HASTE)
    cluster.ensure_running()
    try:
        address = cluster.conninfo(role=APPLICATION)
        assert value(cluster, "select current_user", APPLICATION) == APPLICATION
        for wrong in (None, "", "guessed"):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(**{**address, "password": wrong}, passfile="/nonexistent")  # type: ignore[arg-type]
        with pytest.raises(psycopg.OperationalError, match="no pg_hba"):
            psycopg.connect(**{**address, "user": "postgres"})  # type: ignore[arg-type]
    finally:
        cluster.stop()


# The two roles


def test_the_application_may_use_the_owners_tables_and_not_make_any(cluster: Cluster) -> None:
    with connect(cluster) as owner:
        owner.execute("create table used (n int generated always as identity, word text)")
    with connect(cluster, APPLICATION) as application:
        application.execute("insert into used (word) values ('a')")
        application.execute("update used set word = 'b'")
        application.execute("delete from used")
        for forbidden in ("create table own (n int)", "drop table used", "truncate used", "create database own"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(forbidden.encode())


def test_the_same_holds_in_a_database_that_the_owner_makes_for_tests(cluster: Cluster) -> None:
    with connect(cluster) as owner:
        owner.execute("create database for_tests")
    with connect(cluster, OWNER, "for_tests") as owner:
        owner.execute("create table used (n int)")
    with connect(cluster, APPLICATION, "for_tests") as application:
        assert application.execute("insert into used values (1) returning n").fetchone() == (1,)


def test_text_is_utf8_and_sorts_alike_on_every_computer(cluster: Cluster) -> None:
    question = (
        "select row(pg_encoding_to_char(encoding), datlocprovider, datlocale)::text "
        "from pg_database where datname = current_database()"
    )
    assert value(cluster, question) == "(UTF8,b,C.UTF-8)"


def test_the_log_holds_nothing_of_what_the_application_says(cluster: Cluster) -> None:
    with connect(cluster, SUPERUSER) as administrator:
        for name, wish in {
            "log_statement": "all",
            "log_min_duration_statement": "0",
            "log_min_error_statement": "info",
        }.items():
            administrator.execute(f"alter system set {name} = '{wish}'".encode())
        administrator.execute("select pg_reload_conf()")
    with connect(cluster, APPLICATION) as application, suppress(psycopg.errors.InvalidTextRepresentation):
        application.execute("select 'MARK-OF-A-WORD'")
        application.execute("select 'MARK-OF-A-MISTAKE'::int")
    with connect(cluster, SUPERUSER) as administrator:
        administrator.execute("select 'MARK-OF-THE-ADMINISTRATOR'")
        administrator.execute("alter system reset all")
        administrator.execute("select pg_reload_conf()")
    log = "".join(file.read_text() for file in (cluster.folder / "log").iterdir())
    assert "MARK-OF-THE-ADMINISTRATOR" in log and "MARK-OF-A-WORD" not in log
    assert "select 'MARK-OF-A-MISTAKE'" not in log


def test_settings_given_by_the_caller_win(cluster: Cluster) -> None:
    assert value(cluster, "select current_setting('shared_buffers')") == "16MB"
    assert value(cluster, "select current_setting('max_connections')") == "200"


# What is wrong is said in words


def test_a_folder_of_another_version_is_named_and_left_alone(new_cluster: Cluster) -> None:
    new_cluster.ensure_running()
    new_cluster.stop()
    mark = new_cluster.folder / "data/PG_VERSION"
    mark.write_text("17\n")
    with pytest.raises(trouble.OtherVersion) as caught:
        new_cluster.ensure_running()
    assert f"PostgreSQL 17; this Cellwork brings PostgreSQL {major_version()}" in caught.value.say
    assert mark.read_text() == "17\n"


@pytest.mark.parametrize("thing", ["holiday.jpg", "PG_VERSION"])
def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path, thing: str) -> None:
    (tmp_path / thing).write_text("17")
    with pytest.raises(trouble.NotACluster, match=thing):
        Cluster(tmp_path).ensure_running()
    assert [entry.name for entry in tmp_path.iterdir()] == [thing]


def test_a_file_in_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "db").write_text("mine")
    for folder in (tmp_path / "db", tmp_path / "db" / "below"):
        with pytest.raises(trouble.NotACluster, match="db"):
            Cluster(folder).ensure_running()


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        cluster = Cluster(tmp_path / "db", tcp=TcpAccess(port=port, password=PASSWORD), settings=HASTE)
        with pytest.raises(trouble.PortTaken, match=str(port)):
            cluster.ensure_running()


def test_a_server_that_does_not_come_up_is_quoted(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "db", settings={**HASTE, "shared_buffers": "a lot"})
    with pytest.raises(trouble.DoesNotComeUp, match="shared_buffers") as caught:
        cluster.ensure_running()
    assert 0 < len(caught.value.lines) <= 15


def test_a_long_path_gets_a_closed_socket_folder_elsewhere(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / ("long" * 25) / "db", settings=HASTE)
    place = Path(cluster.conninfo(role=OWNER)["host"])
    cluster.ensure_running()
    try:
        assert place.parent == Path("/tmp")
        assert place.stat().st_mode & 0o077 == 0
        assert value(cluster, "select 1") == 1
    finally:
        cluster.stop()
        place.rmdir()


def test_a_socket_folder_that_others_could_use_is_refused(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / ("long" * 25) / "db", settings=HASTE)
    place = Path(cluster.conninfo(role=OWNER)["host"])
    place.mkdir()
    place.chmod(0o777)
    try:
        with pytest.raises(trouble.SocketPlaceTaken, match=place.name):
            cluster.ensure_running()
    finally:
        place.rmdir()


@as_root
def test_a_socket_folder_of_a_stranger_is_refused(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / ("long" * 25) / "db", settings=HASTE)
    place = Path(cluster.conninfo(role=OWNER)["host"])
    place.mkdir(mode=0o700)
    os.chown(place, 65534, 65534)
    try:
        with pytest.raises(trouble.SocketPlaceTaken, match="nobody"):
            cluster.ensure_running()
    finally:
        place.rmdir()


@as_root
def test_a_folder_of_another_user_is_left_alone(tmp_path: Path) -> None:
    os.chown(tmp_path, 65534, 65534)
    with pytest.raises(trouble.FolderOfAnother, match="nobody"):
        Cluster(tmp_path).ensure_running()
    assert list(tmp_path.iterdir()) == []


@as_root
def test_a_closed_parent_that_cannot_be_passed_is_named_with_the_remedy(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    weak = ("setpriv", "--bounding-set=-dac_read_search", "--inh-caps=-dac_read_search")
    printed, _ = in_python(START, closed / "db", by=weak).communicate()
    assert printed.startswith("FolderClosed")
    assert "chmod o+x" in printed
    assert not (closed / "db/data").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    yield from mounted(tmp_path / "disk", "size=300m")


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Path]:
    yield from mounted(tmp_path / "disk", "ro")


def mounted(place: Path, options: str) -> Iterator[Path]:
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("needs the right to mount a disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_read_only_folder_is_named(read_only_disk: Path) -> None:
    for folder in (read_only_disk, read_only_disk / "db"):
        with pytest.raises(trouble.FolderReadOnly, match=str(folder)):
            Cluster(folder, settings=HASTE).ensure_running()


def test_a_disk_too_full_for_a_new_database_is_named_before_anything_is_made(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(150 << 20))
    with pytest.raises(trouble.DiskFull, match="MB are free, 200 MB are needed"):
        Cluster(small_disk / "db", settings=HASTE).ensure_running()
    assert not (small_disk / "db/data").exists()


def test_a_full_disk_is_named_and_after_making_room_everything_is_there(small_disk: Path) -> None:
    cluster = Cluster(small_disk / "db", settings=HASTE)
    cluster.ensure_running()
    with connect(cluster) as connection:
        connection.execute("create table kept as select 1 as n")
    os.kill(postmaster(cluster), signal.SIGKILL)
    while presence.anyone_left(cluster.folder / "alive"):
        time.sleep(0.02)
    fill(small_disk / "filler")
    with pytest.raises(trouble.DiskFull, match="no room left"):
        cluster.ensure_running()
    (small_disk / "filler").unlink()
    cluster.ensure_running()
    try:
        assert value(cluster, "select n from kept") == 1
    finally:
        cluster.stop()


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as handle, suppress(OSError):
        while True:
            handle.write(bytes(1 << 16))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand the server to another user")
def test_programs_behind_a_closed_door_pass_the_look_by_access(tmp_path: Path) -> None:
    """`initdb` looks at `postgres` with access(2), as `find -executable` does; a clone in a closed folder must start."""
    door = tmp_path / "closed"
    door.mkdir(mode=0o700)
    inside = door / "program"
    inside.write_text("#!/bin/sh\n")
    inside.chmod(0o755)
    server = with_access(Account(uid=65534, gid=65534), [inside])
    assert server.passes_closed_doors
    assert server.run(["find", inside, "-executable"]) == (0, f"{inside}\n")
