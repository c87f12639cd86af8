"""The last line of a backup, which says what the rest must be; writing it, and checking a file against it."""

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO

from cellwork.kernel.backup.trouble import BackupDamaged, BackupFailed, BackupNewer, BackupTruncated, NotABackup

Progress = Callable[[int, int | None], None]
"""Called now and then with the bytes done so far and the bytes in all, None where that is not known beforehand."""

SEAL_MARK = b"\nCELLWORK-BACKUP "
_MAGIC = b"PGDMP"
_HEADER = 7  # bytes: the magic, then two for the version of the layout
_NEWEST_LAYOUT = (1, 16)  # what PostgreSQL 18 writes
_LONGEST_SEAL = 4096
_PIECE = 1 << 18


def silent(_done: int, _total: int | None) -> None:
    """Progress that nobody asked for."""


@dataclass(frozen=True, kw_only=True)
class Seal:
    """The last line of a backup: who wrote it, and what its content must be."""

    cellwork: str
    postgres: int
    bytes: int
    sha256: str


def inspect(file: Path, *, progress: Progress = silent) -> Seal:
    """Read `file` from end to end and give its seal. Raises NotABackup, BackupNewer, BackupTruncated, BackupDamaged."""
    if not file.is_file():
        raise NotABackup(file)
    with file.open("rb") as handle:
        _refuse_other_content(file, handle.read(_HEADER))
        seal = _read_seal(file, handle)
        _refuse_newer_cellwork(file, seal)
        handle.seek(0)
        if _sha256(handle, seal.bytes, progress) != seal.sha256:
            raise BackupDamaged(file)
    return seal


def append_seal(handle: IO[bytes], *, postgres: int) -> Seal:
    """Seal the finished content of `handle`, and see it on the disk. Raises OSError, BackupFailed."""
    length = handle.seek(0, os.SEEK_END)
    handle.seek(0)
    if not handle.read(_HEADER).startswith(_MAGIC):
        raise BackupFailed("what PostgreSQL wrote is not a backup.")
    handle.seek(0)
    digest = _sha256(handle, length, silent)
    seal = Seal(cellwork=version("cellwork"), postgres=postgres, bytes=length, sha256=digest)
    handle.seek(0, os.SEEK_END)
    handle.write(SEAL_MARK + json.dumps(asdict(seal)).encode() + b"\n")
    handle.flush()
    os.fsync(handle.fileno())
    return seal


def _refuse_other_content(file: Path, start: bytes) -> None:
    if len(start) < _HEADER or not start.startswith(_MAGIC):
        raise NotABackup(file)
    layout = (start[5], start[6])
    if layout > _NEWEST_LAYOUT:
        raise BackupNewer(file, made_by=f"a newer PostgreSQL (layout {layout[0]}.{layout[1]})", here="an older one")


def _read_seal(file: Path, handle: IO[bytes]) -> Seal:
    length = handle.seek(0, os.SEEK_END)
    handle.seek(max(0, length - _LONGEST_SEAL))
    end = handle.read()
    begin = end.rfind(SEAL_MARK)
    if begin < 0 or not end.endswith(b"}\n"):
        raise BackupTruncated(file)
    try:
        seal = Seal(**json.loads(end[begin + len(SEAL_MARK) :]))
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
