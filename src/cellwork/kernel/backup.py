"""Backups: one file with everything the database holds, and the way back, each whole or not at all.

The file is PostgreSQL's own custom format, which `pg_restore` reads without Cellwork, followed by one line: the versions
that wrote it, its length and its SHA-256. That line is written last. A file without it, or that differs from it by a
single byte, is refused before the database is touched.
"""

import hashlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO

import psycopg

from cellwork.kernel.embedded.binaries import program
from cellwork.kernel.embedded.trouble import DiskFull, EmbeddedTrouble, FolderReadOnly

Progress = Callable[[int, int | None], None]
"""Called now and then with the bytes done so far and the bytes in all, None where that is not known beforehand."""

_MAGIC = b"PGDMP"
_NEWEST_ARCHIVE = (1, 16)  # the layout that PostgreSQL 18 writes; each archive carries its own in bytes 5 and 6
_SEAL = b"\nCELLWORK-BACKUP "
_LONGEST_SEAL = 4096
_PIECE = 1 << 18
_POLL = 0.1  # seconds between two calls of `progress` during a backup

_ANYTHING_THERE = """
    select exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'
          and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
"""
_EMPTY_IT = b"set lock_timeout = '10s';\ndrop owned by current_user;\n"


class BackupTrouble(EmbeddedTrouble):
    """A backup or restore that was refused or failed; the database is as it was before."""


class BackupExists(BackupTrouble):
    def __init__(self, file: Path) -> None:
        super().__init__(f"There is a file {file} already.", "Choose another name; it was not overwritten.")


class BackupFailed(BackupTrouble):
    def __init__(self, reason: str) -> None:
        super().__init__(f"No backup was written: {reason}", "Mend the cause named above and take the backup again.")


class NotABackup(BackupTrouble):
    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is not a backup of Cellwork.", "Choose a file that “cellwork backup” has written.")


class BackupTruncated(BackupTrouble):
    def __init__(self, file: Path) -> None:
        super().__init__(
            f"The backup {file} is not complete: its end is missing.",
            "Nothing was restored. Copy the file again from where it was first stored, or use another backup.",
        )


class BackupDamaged(BackupTrouble):
    def __init__(self, file: Path) -> None:
        super().__init__(
            f"The backup {file} is not what was written: its content has changed since.",
            "Nothing was restored. Copy the file again from where it was first stored, or use another backup.",
        )


class BackupNewer(BackupTrouble):
    def __init__(self, file: Path, *, made_by: str, here: str) -> None:
        super().__init__(
            f"The backup {file} was made by {made_by}; here is {here}.",
            "Nothing was restored. Update Cellwork (and the database server) first, then restore.",
        )


class DatabaseNotEmpty(BackupTrouble):
    def __init__(self, database: str) -> None:
        super().__init__(
            f"The database {database} is not empty.",
            "Nothing was changed. Restore into a new database, or say that everything in this one shall be replaced.",
        )


class DatabaseInUse(BackupTrouble):
    def __init__(self, database: str) -> None:
        super().__init__(
            f"The database {database} is being used by others and could not be replaced.",
            "Nothing was changed. Stop Cellwork and all its workers, then restore again.",
        )


class RestoreFailed(BackupTrouble):
    def __init__(self, file: Path, *, reason: str) -> None:
        super().__init__(
            f"The backup {file} could not be restored: {reason}",
            "The database is as it was before. Mend the cause named above and restore again.",
        )


@dataclass(frozen=True, kw_only=True)
class Seal:
    """The last line of a backup: who wrote it, and what its content must be."""

    cellwork: str
    postgres: int
    bytes: int
    sha256: str


def _silent(_done: int, _total: int | None) -> None:
    return None


def back_up(conninfo: Mapping[str, str], file: Path, *, progress: Progress = _silent) -> Seal:
    """Write everything in the database, as of one moment, to `file`, readable by us alone.

    `file` appears only when complete and sealed. `progress` gets bytes written. Raises a BackupTrouble, DiskFull or
    FolderReadOnly.
    """
    if file.exists():
        raise BackupExists(file)
    server = _server_version(conninfo)
    with _draft_beside(file) as (draft, handle):
        _dump(conninfo, file, handle, progress)
        seal = _sealed(draft, handle, server)
        if file.exists():
            raise BackupExists(file)
        draft.rename(file)
    _make_lasting(file.parent)
    return seal


def inspect(file: Path, *, progress: Progress = _silent) -> Seal:
    """Read `file` from end to end and give its seal. Raises NotABackup, BackupNewer, BackupTruncated, BackupDamaged."""
    if not file.is_file():
        raise NotABackup(file)
    with file.open("rb") as handle:
        _refuse_other_content(file, handle.read(7))
        seal = _read_seal(file, handle)
        _refuse_newer_cellwork(file, seal)
        handle.seek(0)
        if _sha256(handle, seal.bytes, progress) != seal.sha256:
            raise BackupDamaged(file)
    return seal


def restore(conninfo: Mapping[str, str], file: Path, *, replace: bool = False, progress: Progress = _silent) -> None:
    """Bring back what `file` holds, in one transaction: all of it, or nothing has changed.

    The database must be empty, or `replace` True: then everything that its user owns there is dropped in the same
    transaction. `progress` counts the file twice, once for checking and once for restoring. Raises a BackupTrouble.
    """
    length = file.stat().st_size if file.is_file() else 0
    seal = inspect(file, progress=lambda done, _: progress(done, 2 * length))
    server = _server_version(conninfo)
    if seal.postgres > server:
        raise BackupNewer(file, made_by=f"PostgreSQL {seal.postgres}", here=f"PostgreSQL {server}")
    if not replace and _anything_there(conninfo):
        raise DatabaseNotEmpty(conninfo.get("dbname", ""))
    _replay(conninfo, file, replace=replace, progress=lambda done, _: progress(length + done, 2 * length))
    progress(2 * length, 2 * length)


# Writing


@contextmanager
def _draft_beside(file: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with open(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+b") as handle:
            yield draft, handle
    except PermissionError as error:
        raise FolderReadOnly(file.parent) from error
    except FileNotFoundError as error:
        raise BackupFailed(f"there is no folder {file.parent}.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _dump(conninfo: Mapping[str, str], file: Path, handle: IO[bytes], progress: Progress) -> None:
    address, environment = _address(conninfo)
    with tempfile.TemporaryFile() as errors, ExitStack() as running:
        command = [program("pg_dump"), "--format=custom", "--no-password", f"--dbname={address}"]
        dump = _start(running, command, environment, stdout=handle, stderr=errors)
        while _still_runs(dump):
            progress(os.fstat(handle.fileno()).st_size, None)
        if dump.returncode != 0:
            raise _why_not_written(file, _text(errors))
    progress(os.fstat(handle.fileno()).st_size, None)


def _sealed(draft: Path, handle: IO[bytes], server: int) -> Seal:
    handle.seek(0)
    start = handle.read(7)
    length = os.fstat(handle.fileno()).st_size
    if not start.startswith(_MAGIC):
        raise BackupFailed("what PostgreSQL wrote is not a backup.")
    handle.seek(0)
    seal = Seal(cellwork=version("cellwork"), postgres=server, bytes=length, sha256=_sha256(handle, length, _silent))
    handle.seek(0, os.SEEK_END)
    try:
        handle.write(_SEAL + json.dumps(asdict(seal)).encode() + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
    except OSError as error:
        raise _why_not_written(draft, str(error)) from error
    return seal


def _why_not_written(file: Path, said: str) -> EmbeddedTrouble:
    if "No space left on device" in said:
        return DiskFull(file.parent)
    return BackupFailed(_first_error(said))


def _make_lasting(folder: Path) -> None:
    # The name of a new file survives a power cut only once its folder has been written too.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# Checking


def _refuse_other_content(file: Path, start: bytes) -> None:
    if len(start) < 7 or not start.startswith(_MAGIC):
        raise NotABackup(file)
    layout = (start[5], start[6])
    if layout > _NEWEST_ARCHIVE:
        raise BackupNewer(file, made_by=f"a newer PostgreSQL (layout {layout[0]}.{layout[1]})", here="an older one")


def _read_seal(file: Path, handle: IO[bytes]) -> Seal:
    length = handle.seek(0, os.SEEK_END)
    handle.seek(max(0, length - _LONGEST_SEAL))
    end = handle.read()
    begin = end.rfind(_SEAL)
    if begin < 0 or not end.endswith(b"}\n"):
        raise BackupTruncated(file)
    try:
        seal = Seal(**json.loads(end[begin + len(_SEAL) :]))
    except (ValueError, TypeError) as error:
        raise BackupDamaged(file) from error
    if seal.bytes != length - (len(end) - begin):
        raise BackupDamaged(file)
    return seal


def _refuse_newer_cellwork(file: Path, seal: Seal) -> None:
    here = version("cellwork")
    if _numbers(seal.cellwork) > _numbers(here):
        raise BackupNewer(file, made_by=f"Cellwork {seal.cellwork}", here=f"Cellwork {here}")


def _numbers(version_text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version_text))


def _sha256(handle: IO[bytes], length: int, progress: Progress) -> str:
    digest, done = hashlib.sha256(), 0
    while piece := handle.read(min(_PIECE, length - done)):
        digest.update(piece)
        done += len(piece)
        progress(done, length)
    return digest.hexdigest()


# Bringing back


def _replay(conninfo: Mapping[str, str], file: Path, *, replace: bool, progress: Progress) -> None:
    address, environment = _address(conninfo)
    read = [program("pg_restore"), "--file=-", "--no-owner"]
    write = [program("psql"), "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", f"--dbname={address}"]
    with file.open("rb") as handle, tempfile.TemporaryFile() as errors, ExitStack() as running:
        reader = _start(running, read, environment, stdin=handle, stdout=subprocess.PIPE, stderr=errors)
        writer = _start(running, write, environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors)
        complete = _pass_on(reader, writer, handle, replace=replace, progress=progress)
        if writer.wait() != 0 or not complete:
            raise _why_not_restored(conninfo, file, _text(errors))


def _pass_on(
    reader: subprocess.Popen[bytes],
    writer: subprocess.Popen[bytes],
    source: IO[bytes],
    *,
    replace: bool,
    progress: Progress,
) -> bool:
    """Feed the writer with what the reader gives; whether everything arrived.

    `commit` is our own last word, said only once the reader has ended well: whatever dies before, the server rolls back.
    """
    assert reader.stdout is not None and writer.stdin is not None
    try:
        writer.stdin.write(b"begin;\n" + (_EMPTY_IT if replace else b""))
        while piece := reader.stdout.read(_PIECE):
            writer.stdin.write(piece)
            # The reader's place in the file is ours too, as both use one and the same open file.
            progress(os.lseek(source.fileno(), 0, os.SEEK_CUR), None)
        if reader.wait() != 0:
            return False
        writer.stdin.write(b"analyze;\ncommit;\n")
        writer.stdin.close()
    except BrokenPipeError:  # the writer has ended at an error, which it has printed
        return False
    return True


def _why_not_restored(conninfo: Mapping[str, str], file: Path, said: str) -> BackupTrouble:
    if "lock timeout" in said:
        return DatabaseInUse(conninfo.get("dbname", ""))
    return RestoreFailed(file, reason=_first_error(said))


def _anything_there(conninfo: Mapping[str, str]) -> bool:
    with psycopg.connect(psycopg.conninfo.make_conninfo("", **conninfo)) as connection:
        row = connection.execute(_ANYTHING_THERE).fetchone()
    return row is not None and bool(row[0])


# PostgreSQL's programs


def _server_version(conninfo: Mapping[str, str]) -> int:
    with psycopg.connect(psycopg.conninfo.make_conninfo("", **conninfo)) as connection:
        return connection.info.server_version // 10000


def _address(conninfo: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """How to reach the database, and the environment with the password: command lines can be read by everybody."""
    known = {name: value for name, value in conninfo.items() if name != "password"}
    secret = {"PGPASSWORD": conninfo["password"]} if "password" in conninfo else {}
    return psycopg.conninfo.make_conninfo("", **known), {**os.environ, "LC_ALL": "C", **secret}


def _start(
    running: ExitStack,
    command: list[str | Path],
    environment: Mapping[str, str],
    *,
    stdin: IO[bytes] | int = subprocess.DEVNULL,
    stdout: IO[bytes] | int,
    stderr: IO[bytes],
) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=stderr, env=environment)
    running.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


def _still_runs(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_POLL)
    except subprocess.TimeoutExpired:
        return True
    return False


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _first_error(said: str) -> str:
    lines = said.strip().splitlines() or ["PostgreSQL gave no reason."]
    chosen = next((line for line in lines if "error:" in line.lower()), lines[0])
    return re.sub(r"^.*?error:\s*", "", chosen, flags=re.IGNORECASE)
