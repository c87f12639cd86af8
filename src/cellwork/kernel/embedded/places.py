"""The files and folders of one cluster: their names, their owners and rights, and where its socket can be."""

import hashlib
import os
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cellwork.kernel.embedded.account import Account, user_name
from cellwork.kernel.embedded.trouble import NotACluster, OtherVersion, SocketPlaceTaken

# A socket's address is a fixed array in the system's own interface: 108 bytes on Linux, 104 on macOS, last one zero.
_LONGEST_SOCKET_PATH = 107 if sys.platform.startswith("linux") else 103
_OURS = {"settings", "data", "data.new", "run", "log", "start.log", "starting", "alive", "users"}
_ON_EVERY_DISK = {"lost+found"}


@dataclass(frozen=True, kw_only=True)
class TcpAccess:
    """Admission by password on 127.0.0.1, for the two roles; beside the socket, which stays for upkeep."""

    port: int
    password: str


@dataclass(frozen=True)
class Places:
    """Where everything of the cluster in `folder` (absolute) is; `port` is part of the socket's name."""

    folder: Path
    port: int

    @property
    def data(self) -> Path:
        """PostgreSQL's own files."""
        return self.folder / "data"

    @property
    def data_in_the_making(self) -> Path:
        """The same, until complete."""
        return self.folder / "data.new"

    @property
    def settings(self) -> Path:
        """The configuration files."""
        return self.folder / "settings"

    @property
    def log(self) -> Path:
        """The logs of the running server."""
        return self.folder / "log"

    @property
    def start_log(self) -> Path:
        """What the server prints before it can log."""
        return self.folder / "start.log"

    @property
    def starting(self) -> Path:
        """The lock of whoever starts or stops."""
        return self.folder / "starting"

    @property
    def users(self) -> Path:
        """The lock of those who want the server up."""
        return self.folder / "users"

    @property
    def alive(self) -> Path:
        """The lock of the server's processes."""
        return self.folder / "alive"

    @property
    def socket_folder(self) -> Path:
        """Where the socket is: in `run`, or under /tmp where that would be too long."""
        inside = self.folder / "run"
        if self._fits_a_socket(inside):
            return inside
        # /tmp and not $TMPDIR: whoever connects must find the same place, whatever their own environment says.
        return Path("/tmp") / f"cellwork-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:20]}"  # noqa: S108 -- see _take_place_among_others

    def _fits_a_socket(self, place: Path) -> bool:
        socket = os.fsencode(place / f".s.PGSQL.{self.port}")
        return len(socket) <= _LONGEST_SOCKET_PATH and b"," not in socket  # a comma separates hosts for libpq


def claim(places: Places) -> None:
    """Make the folder when absent. Raises NotACluster for one with things in it that are not ours."""
    places.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = {entry.name for entry in places.folder.iterdir()}
    foreign = sorted(found - _OURS - _ON_EVERY_DISK)
    if foreign:
        raise NotACluster(places.folder, found="PG_VERSION" if "PG_VERSION" in foreign else foreign[0])


def refuse_other_version(places: Places, *, ours: str) -> None:
    """Raises OtherVersion, or NotACluster when `data` has no version at all."""
    mark = places.data / "PG_VERSION"
    if not mark.exists():
        raise NotACluster(places.folder, found="data")
    found = mark.read_text().strip()
    if found != ours:
        raise OtherVersion(places.data, found=found, ours=ours)


def prepare(places: Places, account: Account) -> None:
    """Give every folder its owner and rights: the folder ours alone, inside it the server's own places its own."""
    _own_and_close(places.folder, account)
    places.settings.mkdir(exist_ok=True)
    _own_and_close(places.settings, account)
    _give_to(places.log, account)
    if places.socket_folder.parent == places.folder:
        _give_to(places.socket_folder, account)
    else:
        _take_place_among_others(places.socket_folder, account)


def make_empty_data(places: Places, account: Account) -> None:
    """An empty folder that the server's user can fill."""
    _give_to(places.data_in_the_making, account)


def _own_and_close(folder: Path, account: Account) -> None:
    # When the server is another user, it may pass through by its group, but change nothing.
    if account.is_us:
        folder.chmod(0o700)
        return
    os.chown(folder, os.geteuid(), account.gid)
    folder.chmod(0o750)


def _give_to(folder: Path, account: Account) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)


def _take_place_among_others(folder: Path, account: Account) -> None:
    # In /tmp anybody may have been there first, also with a link: only a closed folder of our own will do.
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    owned = found.st_uid in {account.uid, os.geteuid()}
    if not stat.S_ISDIR(found.st_mode) or not owned or found.st_mode & 0o077:
        raise SocketPlaceTaken(folder, owner=user_name(found.st_uid))
    os.chown(folder, account.uid, account.gid, follow_symlinks=False)
