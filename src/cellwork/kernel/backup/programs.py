"""PostgreSQL's own programs, run on a database: how they find it, and what they say when they fail."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO

import psycopg


def server_version(conninfo: Mapping[str, str]) -> int:
    """The major version of the server, such as 18."""
    with psycopg.connect(psycopg.conninfo.make_conninfo("", **conninfo)) as connection:
        return connection.info.server_version // 10000


def address_and_environment(conninfo: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """How to reach the database, and the environment with the password: command lines can be read by everybody."""
    known = {name: value for name, value in conninfo.items() if name != "password"}
    secret = {"PGPASSWORD": conninfo["password"]} if "password" in conninfo else {}
    return psycopg.conninfo.make_conninfo("", **known), {**os.environ, "LC_ALL": "C", **secret}


def start(
    running: ExitStack,
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    *,
    stdin: IO[bytes] | int = subprocess.DEVNULL,
    stdout: IO[bytes] | int,
    stderr: IO[bytes],
) -> subprocess.Popen[bytes]:
    """Start `command`; it is ended, however the block of `running` is left."""
    process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=stderr, env=environment)  # noqa: S603 -- own programs
    running.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


def text_of(file: IO[bytes]) -> str:
    """All that was printed into `file`."""
    file.seek(0)
    return file.read().decode(errors="replace")


def first_error(said: str) -> str:
    """The first error among the printed lines, without the program's name before it."""
    lines = said.strip().splitlines() or ["PostgreSQL gave no reason."]
    chosen = next((line for line in lines if "error:" in line.lower()), lines[0])
    return re.sub(r"^.*?error:\s*", "", chosen, flags=re.IGNORECASE)
