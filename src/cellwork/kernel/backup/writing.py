"""Taking a backup: written beside its place, sealed, and only then given its name."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from cellwork.kernel.backup.programs import address_and_environment, first_error, server_version, start, text_of
from cellwork.kernel.backup.seal import Progress, Seal, append_seal, silent
from cellwork.kernel.backup.trouble import BackupExists, BackupFailed
from cellwork.kernel.embedded.binaries import program
from cellwork.kernel.embedded.trouble import DiskFull, EmbeddedTrouble, in_words

NEVER_COPIED = ("public.kernel_sealedmessage", "public.kernel_mixinground", "public.consultations_tookpart")
"""What waits in the mixing box, and who laid it in, is not for anybody who finds a backup; its keys are in no backup either."""
NOBODYS = "import_lane_*"
"""Schemas of an import that is under way, or was killed: none of it is the organisation's yet."""
_POLL = 0.1  # seconds between two calls of `progress`


def back_up(conninfo: Mapping[str, str], file: Path, *, progress: Progress = silent) -> Seal:
    """Write everything in the database, as of one moment, to `file`, readable by us alone.

    `file` appears only when complete and sealed. `progress` gets bytes written. Raises a BackupTrouble, DiskFull or
    FolderReadOnly.
    """
    if file.exists():
        raise BackupExists(file)
    server = server_version(conninfo)
    with _draft_beside(file) as (draft, handle):
        _dump(conninfo, file, handle, progress)
        seal = append_seal(handle, postgres=server)
        if file.exists():
            raise BackupExists(file)
        draft.rename(file)
    _make_lasting(file.parent)
    return seal


@contextmanager
def _draft_beside(file: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    draft = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with in_words(file.parent), draft.open("x+b") as handle:
            draft.chmod(0o600)
            yield draft, handle
    except FileNotFoundError as error:
        raise BackupFailed(f"there is no folder {file.parent}.") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _dump(conninfo: Mapping[str, str], file: Path, handle: IO[bytes], progress: Progress) -> None:
    address, environment = address_and_environment(conninfo)
    with tempfile.TemporaryFile() as errors, ExitStack() as running:
        command: list[str | Path] = [program("pg_dump"), "--format=custom", "--no-password", f"--dbname={address}"]
        command += [f"--exclude-table-data={table}" for table in NEVER_COPIED]
        command.append(f"--exclude-schema={NOBODYS}")
        dump = start(running, command, environment, stdout=handle, stderr=errors)
        while _still_runs(dump):
            progress(os.fstat(handle.fileno()).st_size, None)
        if dump.returncode != 0:
            raise _why_not_written(file, text_of(errors))
    progress(os.fstat(handle.fileno()).st_size, None)


def _why_not_written(file: Path, said: str) -> EmbeddedTrouble:
    if "No space left on device" in said:
        return DiskFull(file.parent)
    return BackupFailed(first_error(said))


def _make_lasting(folder: Path) -> None:
    # The name of a new file survives a power cut only once its folder has been written too.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _still_runs(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(_POLL)
    except subprocess.TimeoutExpired:
        return True
    return False
