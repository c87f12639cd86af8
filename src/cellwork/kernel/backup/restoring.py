"""Bringing a backup back: one transaction, whose last word is said only when everything has arrived."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from cellwork.kernel.backup.emptying import EMPTY_IT, anything_there, default_rights
from cellwork.kernel.backup.programs import address_and_environment, first_error, server_version, start, text_of
from cellwork.kernel.backup.seal import Progress, inspect, silent
from cellwork.kernel.backup.trouble import BackupNewer, BackupTrouble, DatabaseInUse, DatabaseNotEmpty, RestoreFailed
from cellwork.kernel.embedded.binaries import program

_PIECE = 1 << 18
LOCK_TIMEOUT = "10s"


def restore(conninfo: Mapping[str, str], file: Path, *, replace: bool = False, progress: Progress = silent) -> None:
    """Bring back what `file` holds, in one transaction: all of it, or nothing has changed.

    The database must be empty, or `replace` True: then everything that its user owns there is dropped in the same
    transaction. `progress` counts the file twice, once for checking and once for restoring. Raises a BackupTrouble.
    """
    length = file.stat().st_size if file.is_file() else 0
    seal = inspect(file, progress=lambda done, _: progress(done, 2 * length))
    server = server_version(conninfo)
    if seal.postgres > server:
        raise BackupNewer(file, made_by=f"PostgreSQL {seal.postgres}", here=f"PostgreSQL {server}")
    if not replace and anything_there(conninfo):
        raise DatabaseNotEmpty(conninfo.get("dbname", ""))
    _replay(conninfo, file, replace=replace, progress=lambda done, _: progress(length + done, 2 * length))
    progress(2 * length, 2 * length)


def _replay(conninfo: Mapping[str, str], file: Path, *, replace: bool, progress: Progress) -> None:
    address, environment = address_and_environment(conninfo)
    read: list[str | Path] = [program("pg_restore"), "--file=-", "--no-owner"]
    write: list[str | Path] = [program("psql"), "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"]
    before, after = _frame(conninfo, replace=replace)
    with file.open("rb") as handle, tempfile.TemporaryFile() as errors, ExitStack() as running:
        reader = start(running, read, environment, stdin=handle, stdout=subprocess.PIPE, stderr=errors)
        writer = start(
            running,
            [*write, f"--dbname={address}"],
            environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        complete = _pass_on(reader, writer, handle, before=before, after=after, progress=progress)
        if writer.wait() != 0 or not complete:
            raise _why_not_restored(conninfo, file, text_of(errors))


def _frame(conninfo: Mapping[str, str], *, replace: bool) -> tuple[bytes, bytes]:
    """What is said before and after the content, all in the same transaction."""
    take_away, give_back = default_rights(conninfo)
    emptying = f"set lock_timeout = '{LOCK_TIMEOUT}';\n".encode() + EMPTY_IT if replace else b""
    return b"begin;\n" + emptying + take_away, give_back + b"analyze;\ncommit;\n"


def _pass_on(
    reader: subprocess.Popen[bytes],
    writer: subprocess.Popen[bytes],
    source: IO[bytes],
    *,
    before: bytes,
    after: bytes,
    progress: Progress,
) -> bool:
    """Feed the writer with what the reader gives; whether everything arrived.

    `after`, which ends in `commit`, is said only once the reader has ended well: whatever dies before, the server rolls
    back.
    """
    assert reader.stdout is not None
    assert writer.stdin is not None
    try:
        with writer.stdin as script:  # closed in any case: the writer ends with its input
            script.write(before)
            while piece := reader.stdout.read(_PIECE):
                script.write(piece)
                # The reader's place in the file is ours too, as both use one and the same open file.
                progress(os.lseek(source.fileno(), 0, os.SEEK_CUR), None)
            if reader.wait() != 0:
                return False
            script.write(after)
    except BrokenPipeError:  # the writer has ended at an error, which it has printed
        return False
    return True


def _why_not_restored(conninfo: Mapping[str, str], file: Path, said: str) -> BackupTrouble:
    if "lock timeout" in said:
        return DatabaseInUse(conninfo.get("dbname", ""))
    return RestoreFailed(file, reason=first_error(said))
