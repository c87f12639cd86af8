"""One embedded PostgreSQL: made when absent, started when not running, stopped without a trace."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

import psycopg
from psycopg.pq import PGconn, Ping

from cellwork.kernel.embedded import lines, presence
from cellwork.kernel.embedded.account import Account, account_for, with_access
from cellwork.kernel.embedded.binaries import major_version, program
from cellwork.kernel.embedded.configuration import MB, write_configuration
from cellwork.kernel.embedded.furnishing import DATABASE, ROLES, SUPERUSER, furnish
from cellwork.kernel.embedded.places import (
    Places,
    TcpAccess,
    claim,
    make_empty_data,
    prepare,
    refuse_other_version,
)
from cellwork.kernel.embedded.trouble import (
    AlreadyInUse,
    DiskFull,
    DoesNotComeUp,
    DoesNotStop,
    EmbeddedTrouble,
    NotAdmitted,
    PortTaken,
    in_words,
)

ROOM_FOR_A_NEW_CLUSTER = 200 * MB
_ROOM_TO_START = 20 * MB
_SOCKET_PORT = 5432
_SILENCE = 60.0  # seconds without any answer, after which a server that lives is given up
_STOPPING = 600.0
_PAUSE = 0.02
_WORDS_EVERY = 5.0
_STOP_WITH_THE_LAST = "the last to leave stops the server\n"

# Servers that this process started. They are its children: asked now and then, they leave no zombie when they end.
_children: list[subprocess.Popen[bytes]] = []


def _quiet(_: str) -> None:
    return None


class Cluster:
    """The database server whose files are in `folder`. Nothing happens before a method is called."""

    def __init__(
        self, folder: Path, *, tcp: TcpAccess | None = None, settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder = Path(folder).absolute()
        self._tcp = tcp
        self._overrides = dict(settings or {})
        self._places = Places(self.folder, tcp.port if tcp else _SOCKET_PORT)

    def ensure_running(self, *, say: Callable[[str], None] = _quiet) -> None:
        """Make, start and furnish whatever is absent; return when roles and database are there.

        Safe to call at any time, by several processes at once. Waits for a recovery however long it takes, and tells
        `say` about it. Raises a named `EmbeddedTrouble`.
        """
        self._ensure(say, for_users=False)

    @contextmanager
    def in_use(self, *, say: Callable[[str], None] = _quiet) -> Iterator[None]:
        """The server is up during the block. Whoever is the last to leave such a block, in any process, stops it.

        A server that `ensure_running` started, or was asked for meanwhile, is left running.
        """
        with in_words(self.folder):
            claim(self._places)
            account_for(folder=self.folder, data=self._places.data, say=say)
        with presence.among_users(self._places.users) as nobody_else:
            self._ensure(say, for_users=True)
            try:
                yield
            finally:
                with presence.one_starter(self._places.starting, say=_quiet):
                    if nobody_else() and self._places.users.read_text() == _STOP_WITH_THE_LAST:
                        self._end("fast")

    def stop(self, *, mode: Literal["fast", "immediate"] = "fast") -> None:
        """End the server and wait until its last process has gone; nothing happens when none runs.

        `fast` ends sessions and writes everything out; `immediate` is a crash on purpose. Raises DoesNotStop.
        """
        if not self._places.starting.exists():
            return
        with in_words(self.folder), presence.one_starter(self._places.starting, say=_quiet):
            self._end(mode)

    def is_running(self) -> bool:
        """Whether the server is there and accepts connections."""
        return self._someone_left() and self._ping() == Ping.OK

    def conninfo(self, *, role: str, database: str = DATABASE) -> dict[str, str]:
        """What psycopg and Django need to connect: host, port, user, dbname, and the password where there is one."""
        if self._tcp is None or role == SUPERUSER:
            host = str(self._places.socket_folder)
            return {"host": host, "port": str(self._places.port), "user": role, "dbname": database}
        known = {"host": "127.0.0.1", "port": str(self._tcp.port), "user": role, "dbname": database}
        return known | {"password": self._tcp.password}

    def _ensure(self, say: Callable[[str], None], *, for_users: bool) -> None:
        with in_words(self.folder):
            claim(self._places)
            account = account_for(folder=self.folder, data=self._places.data, say=say)
            with presence.one_starter(self._places.starting, say=say):
                account = self._prepare(account)
                if not self._places.data.exists():
                    self._make(account, say)
                refuse_other_version(self._places, ours=major_version())
                was_there = self.is_running()
                self._bring_up(account, say)
                self._furnish()
                if not (for_users and was_there):
                    self._places.users.write_text(_STOP_WITH_THE_LAST if for_users else "")

    def _to_reach(self) -> list[Path]:
        return [self.folder, program("postgres")]

    def _prepare(self, account: Account) -> Account:
        prepare(self._places, account)
        return with_access(account, self._to_reach())

    def _make(self, account: Account, say: Callable[[str], None]) -> None:
        free = shutil.disk_usage(self.folder).free
        if free < ROOM_FOR_A_NEW_CLUSTER:
            raise DiskFull(self.folder, free=free, needed=ROOM_FOR_A_NEW_CLUSTER)
        say(f"Making a new database in {self.folder} …")
        draft = self._places.data_in_the_making
        if draft.exists():  # left by a making that was cut short; never used
            shutil.rmtree(draft)
        make_empty_data(self._places, account)
        status, printed = account.run(self._initdb(draft))
        if status != 0:
            raise self._why(printed.splitlines())
        draft.rename(self._places.data)

    def _initdb(self, data: Path) -> list[str | Path]:
        form = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        # These admissions are in files that are never used; they only keep `trust` out of those too.
        admission = ["--auth-local=peer", "--auth-host=reject", f"--username={SUPERUSER}"]
        haste = ["--no-sync"] if self._overrides.get("fsync") == "off" else []
        return [program("initdb"), "-D", data, *form, *admission, "--text-search-config=simple", *haste]

    def _bring_up(self, account: Account, say: Callable[[str], None]) -> None:
        waiting, attempt = _Waiting(say), None
        while (answer := self._ping()) != Ping.OK:
            if answer == Ping.REJECT:
                waiting.for_recovery()
            elif self._someone_left():
                self._refuse_endless_silence(waiting)
            elif attempt is None:
                attempt = self._start(account)
            else:
                raise self._why(lines.lines_since(self._places, attempt))
            time.sleep(_PAUSE)

    def _refuse_endless_silence(self, waiting: "_Waiting") -> None:
        if waiting.seconds_of_silence() > _SILENCE:
            raise AlreadyInUse(self.folder, pid=self._pid())

    def _start(self, account: Account) -> dict[Path, int] | None:
        """Start the server; give what the logs held before, or None when somebody still keeps the place."""
        write_configuration(
            self._places,
            account,
            roles=ROLES,
            superuser=SUPERUSER,
            tcp=self._tcp,
            overrides=self._overrides,
        )
        configuration = f"config_file={self._places.settings / 'postgresql.conf'}"
        command: list[str | Path] = [program("postgres"), "-D", self._places.data, "-c", configuration]
        with presence.held_by_server(self._places.alive) as handle, self._start_log() as output:
            if handle is None:
                return None
            before = lines.sizes(self._places)
            _children.append(account.start(command, output=output, keep_open=[handle]))
        return before

    def _start_log(self) -> IO[bytes]:
        self._places.start_log.unlink(missing_ok=True)
        self._places.start_log.touch(mode=0o600, exist_ok=False)
        return self._places.start_log.open("wb")

    def _end(self, mode: str) -> None:
        if not self._someone_left():
            return
        account = account_for(folder=self.folder, data=self._places.data, say=_quiet)
        account = with_access(account, self._to_reach())
        # pg_ctl, as the server's own user: it cannot signal anybody else's process, whatever number the file names.
        account.run([program("pg_ctl"), "stop", "-D", self._places.data, "-m", mode, "--no-wait"])
        deadline = time.monotonic() + _STOPPING
        while self._someone_left():
            if time.monotonic() > deadline:
                raise DoesNotStop(self.folder, seconds=_STOPPING)
            time.sleep(_PAUSE)

    def _someone_left(self) -> bool:
        for child in list(_children):
            if child.poll() is not None:
                _children.remove(child)
        return presence.anyone_left(self._places.alive)

    def _ping(self) -> Ping:
        superuser = {**self._superuser(), "connect_timeout": "5"}
        return Ping(PGconn.ping(psycopg.conninfo.make_conninfo("", **superuser).encode()))

    def _superuser(self) -> dict[str, str]:
        return self.conninfo(role=SUPERUSER, database=SUPERUSER)

    def _furnish(self) -> None:
        try:
            furnish(self._superuser(), password=self._tcp.password if self._tcp else None)
        except psycopg.OperationalError as error:
            raise NotAdmitted(self.folder, reason=str(error)) from error

    def _pid(self) -> int | None:
        file = self._places.data / "postmaster.pid"
        return int(file.read_text().splitlines()[0]) if file.exists() else None

    def _why(self, said: list[str]) -> EmbeddedTrouble:
        everything = "\n".join(said)
        if self._tcp and "could not bind" in everything and "Address already in use" in everything:
            return PortTaken(self._tcp.port)
        free = shutil.disk_usage(self.folder).free
        if "No space left on device" in everything or free < _ROOM_TO_START:
            return DiskFull(self.folder)
        return DoesNotComeUp(self.folder, lines=said[-lines.SHOWN :])


class _Waiting:
    """How long a start has taken so far, and a word about it now and then."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._begun = self._answered = self._spoken = time.monotonic()

    def for_recovery(self) -> None:
        self._answered = now = time.monotonic()
        if now - self._spoken < _WORDS_EVERY:
            return
        self._spoken = now
        self._say(
            "The database was not closed properly last time and is putting itself in order "
            f"({now - self._begun:.0f} s so far). Nothing is lost; please wait …"
        )

    def seconds_of_silence(self) -> float:
        return time.monotonic() - self._answered
