"""The administrator who tries to name authors: what they can lay hands on in a served house, and how they guess from it.

They are the superuser of the database. They keep its whole log of changes and decode it (every row that was ever written, in its
order, with the time of its commit), let the server log every statement, take a base backup before and after, and read every file
of the house and everything that it printed. They know who sent something when, in which order: a proxy could have told them.
What they do not know is what the one or the other said.
"""

from __future__ import annotations

import re
import secrets
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from cellwork.kernel.embedded import DATABASE, Cluster
from cellwork.kernel.embedded.binaries import program
from cellwork.kernel.embedded.furnishing import SUPERUSER

_chance = secrets.SystemRandom()
_TOLD = {
    "log_statement": "all",
    "log_min_duration_statement": "0",
    "log_min_error_statement": "info",
    "log_lock_waits": "on",
    "log_line_prefix": "%m [%p] %c %v %x ",
}
_FROM_THE_START = {"wal_level": "logical", "track_commit_timestamp": "on", "fsync": "off"}  # the last for haste alone
MARK = "select 'the log of statements is on'"
_ID = re.compile(r" id\[uuid\]:'([0-9a-f-]{36})'")
_SEALED = re.compile(r"sealed\[bytea\]:'\\x([0-9a-f]+)'")


@dataclass
class Transaction:
    """One transaction out of the log of changes: lines such as `table public.voices_voice: INSERT: …`, in their order."""

    lines: list[str] = field(default_factory=list)

    def rows(self, table: str, what: str = "INSERT") -> list[str]:
        """The lines about one table."""
        return [line for line in self.lines if line.startswith(f"table public.{table}: {what}:")]

    def ids(self, table: str, what: str = "INSERT") -> list[str]:
        """The ids of the rows written or deleted, in their order."""
        return [found.group(1) for line in self.rows(table, what) if (found := _ID.search(line))]

    def sealed(self) -> list[bytes]:
        """What was sealed in it, as it lay there."""
        found = (_SEALED.search(line) for line in self.rows("kernel_sealedmessage"))
        return [bytes.fromhex(each.group(1)) for each in found if each]

    def tables(self) -> set[str]:
        """Which tables it changed."""
        return {line.removeprefix("table public.").partition(":")[0] for line in self.lines}


class Administrator:
    """Somebody with every right over a house and its database, who changes no program."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.cluster = Cluster(home / "postgres")

    def set_up_from_the_start(self) -> None:
        """What PostgreSQL takes up when it starts."""
        with self.cluster.in_use(), self._connected() as sql:
            for name, value in _FROM_THE_START.items():
                sql.execute(f"alter system set {name} = '{value}'")

    @contextmanager
    def listening(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """While the house is served: everything is logged, and every change kept."""
        with self._connected() as sql:
            for name, value in _TOLD.items():
                sql.execute(f"alter system set {name} = '{value}'")
            admitted = self.home / "postgres" / "settings" / "pg_hba.conf"
            admitted.write_text(admitted.read_text() + f"local replication {SUPERUSER} peer map=cellwork\n")
            sql.execute("select pg_reload_conf()")
            sql.execute("select pg_create_physical_replication_slot('kept', true)")
            sql.execute("select pg_create_logical_replication_slot('decoded', 'test_decoding')")
            yield sql

    def transactions(self, sql: psycopg.Connection[tuple[Any, ...]]) -> list[Transaction]:
        """Everything that was committed since they began to listen, in the order of commits. The changes stay there."""
        found: list[Transaction] = []
        for (line,) in sql.execute("select data from pg_logical_slot_peek_changes('decoded', null, null)"):
            if line.startswith("BEGIN"):
                found.append(Transaction())
            elif not line.startswith("COMMIT"):
                found[-1].lines.append(line)
        return found

    def base_backup(self, to: Path) -> bytes:
        """Every byte of a base backup, the log of changes included, by PostgreSQL's own tool."""
        known = self.cluster.conninfo(role=SUPERUSER)
        where = ["-h", known["host"], "-p", known["port"], "-U", SUPERUSER]
        subprocess.run(
            [program("pg_basebackup"), *where, "-D", to, "-X", "stream", "-c", "fast", "--no-sync"], check=True
        )
        return b"".join(file.read_bytes() for file in sorted(to.rglob("*")) if file.is_file())

    def kept_log(self) -> bytes:
        """All segments of the log of changes since they began to listen."""
        places = sorted((self.home / "postgres" / "data" / "pg_wal").glob("[0-9A-F]" * 24))
        return b"".join(place.read_bytes() for place in places)

    def printed(self, sql: psycopg.Connection[tuple[Any, ...]]) -> bytes:
        """Everything that house and server have said: the log of statements, and what the processes printed."""
        sql.execute(MARK.encode())
        log = sorted((self.home / "postgres" / "log").iterdir())
        places = [*self.home.parent.glob("*.printed"), *log]
        said = b"".join(place.read_bytes() for place in places)
        assert MARK.encode() in said, "the log is on: what the administrator asks stands in it"
        return said

    def other_files(self) -> bytes:
        """Every file of the house besides the database: papers, letters to send, keys."""
        data = self.home / "postgres"
        return b"".join(
            file.read_bytes() for file in self.home.rglob("*") if file.is_file() and not file.is_relative_to(data)
        )

    def _connected(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(**self.cluster.conninfo(role=SUPERUSER, database=DATABASE), autocommit=True)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Sent:
    """One sealed message. A list of them stands in the order in which known people sent them. `gone`: when it was deleted."""

    id: str
    sealed: bytes
    gone: int


@dataclass(frozen=True)
class Told:
    """Something that somebody of them said. `places`: where it lies, by each way of looking (row, log of changes, …)."""

    id: str
    words: str
    places: dict[str, object]


@dataclass(frozen=True)
class Batch:
    """What went in and what came out together, each as the administrator sees it."""

    sent: Sequence[Sent]
    told: Sequence[Told]


Guess = Callable[[Batch], Sequence[int]]
"""By author, in the order of sending, the number of what they are said to have said."""

_OF_SENT: dict[str, Callable[[Sent], object]] = {
    "sealed id": lambda sent: sent.id,
    "sealed bytes": lambda sent: sent.sealed,
    "last sealed byte": lambda sent: sent.sealed[-1],
    "sum of sealed bytes": lambda sent: sum(sent.sealed),
    "order of deleting": lambda sent: sent.gone,
}


def guesses(batch: Batch) -> dict[str, Sequence[int]]:
    """Every way to link: the order of sending, or of a property of what was sealed, with each order of what came out."""
    ways: dict[str, Callable[[Sent], object]] = {"order of sending": lambda _: 0, **_OF_SENT}
    looks = batch.told[0].places.keys()
    return {f"{way} and {look}": _linked(batch, ways[way], look) for way in ways for look in looks}


def _linked(batch: Batch, of_sent: Callable[[Sent], object], look: str) -> Sequence[int]:
    sent = sorted(range(len(batch.sent)), key=lambda place: of_sent(batch.sent[place]))  # type: ignore[arg-type,return-value]
    unknown = _chance.sample(range(len(batch.told)), len(batch.told))  # whoever finds no order has none
    told = sorted(unknown, key=lambda place: batch.told[place].places[look])  # type: ignore[arg-type,return-value]
    return [number for _, number in sorted(zip(sent, told, strict=True))]
