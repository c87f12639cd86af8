"""The whole house as processes: on a PostgreSQL server with a password, by its command line and over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest

from cellwork.kernel.embedded import Cluster, TcpAccess

ROOT = Path(__file__).parent.parent
CELLWORK = str(Path(sys.executable).parent / "cellwork")
PASSWORD = "a password of the tests"


def a_free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@dataclass
class Installation:
    """An installation on a server of its own."""

    env: dict[str, str]
    home: Path
    cluster: Cluster

    def run(self, *words: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        """A command; its exit code is held."""
        done = subprocess.run(
            [CELLWORK, *words], env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )
        assert code is None or done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A second cluster: TCP, passwords, reached by DATABASE_URL alone."""
    home = tmp_path_factory.mktemp("server")
    port = a_free_port()
    cluster = Cluster(home / "postgres", tcp=TcpAccess(port=port, password=PASSWORD))
    cluster.ensure_running(say=lambda _words: None)
    quoted = PASSWORD.replace(" ", "%20")
    env = {key: value for key, value in os.environ.items() if not key.startswith(("CELLWORK_", "DJANGO_", "DATABASE_"))}
    env |= {
        "CELLWORK_HOME": str(home / "var"),
        "DATABASE_URL": f"postgresql://cellwork:{quoted}@127.0.0.1:{port}/cellwork",
        "DATABASE_OWNER_URL": f"postgresql://cellwork_owner:{quoted}@127.0.0.1:{port}/cellwork",
        "COLUMNS": "200",
    }
    installation = Installation(env, home, cluster)
    installation.run("init", "--sample", "party")
    yield installation
    cluster.stop()


@pytest.fixture(scope="module")
def address(house: Installation) -> Iterator[str]:
    """`cellwork serve` on that server."""
    port = a_free_port()
    process = subprocess.Popen(
        [CELLWORK, "serve", "--port", str(port)], env=house.env, cwd=ROOT, start_new_session=True
    )
    family = psutil.Process(process.pid)
    wait_until(lambda: answers(port), "the house does not open")
    children = family.children(recursive=True)
    yield f"127.0.0.1:{port}"
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []


def answers(port: int) -> bool:
    """Does the sign-in page come?"""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=5) as page:
            return page.status == 200
    except OSError:
        return False


def wait_until(so, otherwise: str, seconds: float = 30.0) -> None:
    """Ask again and again, for a while."""
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)


def test_the_doctor_finds_a_fresh_installation_well(house: Installation) -> None:
    told = json.loads(house.run("doctor", "--json").stdout)
    assert all(each["well"] for each in told), told


def test_the_application_may_not_change_the_journal_on_a_server_either(house: Installation) -> None:
    with psycopg.connect(house.env["DATABASE_URL"]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("update kernel_entry set fact = 'Nothing'")


def test_init_twice_changes_nothing(house: Installation) -> None:
    before = house.run("journal", "verify").stdout
    house.run("init")
    assert house.run("journal", "verify").stdout == before


def test_a_statutes_file_with_mistakes_is_told_with_its_lines(house: Installation, tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text("[organisation]\nname = 'X'\n")
    told = house.run("statutes", "check", str(file), code=1)
    assert f"{file}" in told.stdout


def test_refusals_have_their_exit_code_and_words(house: Installation) -> None:
    refused = house.run("progress", code=3)
    assert "There are no bodies yet." in refused.stderr
    assert "not the id of a decision" in house.run("adopt", "x", "--as", "1", code=3).stderr
    assert "no person with the number" in house.run("sign-in-link", "nobody", code=3).stderr


def test_a_port_that_is_taken_is_told_with_another_to_try(house: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = house.run("serve", "--port", str(port), code=3)
    assert f"Port {port} on 127.0.0.1 is taken" in refused.stderr
    assert f"--port {port + 1}" in refused.stderr


def test_a_server_that_does_not_answer_is_told_in_words(house: Installation) -> None:
    env = house.env | {"DATABASE_URL": f"postgresql://cellwork:x@127.0.0.1:{a_free_port()}/cellwork"}
    told = subprocess.run(
        [CELLWORK, "progress"], env=env, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert told.returncode == 4
    assert "The database does not answer" in told.stderr


def test_a_backup_comes_back(house: Installation, tmp_path: Path) -> None:
    file = tmp_path / "all.backup"
    house.run("backup", str(file))
    assert "not empty" in house.run("restore", str(file), code=3).stderr
    house.run("restore", str(file), "--replace")
    assert all(each["well"] for each in json.loads(house.run("doctor", "--json").stdout))


def test_pages_open_on_a_server(address: str) -> None:
    with urllib.request.urlopen(f"http://{address}/sign-in/") as page:
        assert page.status == 200


def test_an_open_page_hears_that_something_changed_and_nothing_else(house: Installation, address: str) -> None:
    stream = http.client.HTTPConnection(address, timeout=20)
    stream.request("GET", signed_address(house, "decision:of-the-test"))
    answer = stream.getresponse()
    assert answer.getheader("content-type") == "text/event-stream; charset=utf-8"
    assert answer.readline() == b"retry: 3000\n"
    heard: list[bytes] = []
    with psycopg.connect(house.env["DATABASE_URL"], autocommit=True) as connection:
        for _ in range(50):  # the listener may still be on its way
            connection.execute("select pg_notify('cellwork_live', '[\"decision:of-another\"]')")
            connection.execute("select pg_notify('cellwork_live', '[\"decision:of-the-test\"]')")
            heard.append(answer.readline())
            if b"data: changed\n" in heard:
                break
    assert b"data: changed\n" in heard
    assert not any(b"decision" in line for line in heard)
    answer.close()
    stream.close()


def signed_address(house: Installation, topic: str) -> str:
    """As a page of that installation would carry it."""
    code = "import django; django.setup(); from cellwork.live.topics import stream_url; import sys; print(stream_url(sys.argv[1]))"
    env = house.env | {"DJANGO_SETTINGS_MODULE": "cellwork.config.settings"}
    return subprocess.run(
        [sys.executable, "-c", code, topic], env=env, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.parametrize("path", ["/hall/stream/made-up", "/hall/", "/hall/stream/"])
def test_an_address_made_up_is_no_stream(address: str, path: str) -> None:
    with closing(http.client.HTTPConnection(address, timeout=10)) as connection:
        connection.request("GET", path)
        with connection.getresponse() as answer:
            assert answer.status == 404
            answer.read()


def test_nothing_is_restored_under_an_open_house(house: Installation, address: str, tmp_path: Path) -> None:
    file = tmp_path / "open.backup"
    house.run("backup", str(file))
    assert "Somebody is using this database." in house.run("restore", str(file), "--replace", code=3).stderr


def test_a_worker_that_is_killed_starts_again(house: Installation, address: str) -> None:
    def workers() -> list[psutil.Process]:
        return [p for p in psutil.process_iter(["cmdline"]) if "cellwork.config.working" in (p.info["cmdline"] or [])
                and p.environ().get("CELLWORK_HOME") == house.env["CELLWORK_HOME"]]  # fmt: skip

    (worker,) = workers()
    worker.kill()
    wait_until(lambda: [w.pid for w in workers()] not in ([], [worker.pid]), "the worker did not come back")
