"""Which user of the operating system the server runs as: we ourselves, or, since PostgreSQL refuses root, another."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from cellwork.kernel.embedded.trouble import FolderClosed, FolderOfAnother, NoAccount

PREFERRED = "cellwork-db"
SUBSTITUTES = ("postgres", "nobody")
_CAP_DAC_READ_SEARCH = 1 << 2
_FIRST_CLOSED = 'for place in "$@"; do test -x "$place" || { printf %s "$place"; exit 0; }; done'


@dataclass(frozen=True, kw_only=True)
class Account:
    """A user that runs the server. `passes_closed_doors`: may enter and read folders that are closed to others."""

    uid: int
    gid: int
    passes_closed_doors: bool = False

    @property
    def name(self) -> str:
        """Its name, or its number where it has none."""
        return user_name(self.uid)

    @property
    def is_us(self) -> bool:
        """Whether this is the user that we are."""
        return self.uid == os.geteuid()

    def start(
        self,
        command: Sequence[str | Path],
        *,
        output: IO[bytes] | int,
        keep_open: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start `command` as this user, in a session of its own, so that Ctrl-C in our terminal does not reach it."""
        changes = not self.is_us and not self.passes_closed_doors
        return subprocess.Popen(  # noqa: S603 -- own programs
            [*self._by_setpriv(), *command],
            user=self.uid if changes else None,
            group=self.gid if changes else None,
            extra_groups=[] if changes else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=_environment(),
            pass_fds=tuple(keep_open),
            start_new_session=True,
            umask=0o077,
        )

    def run(self, command: Sequence[str | Path]) -> tuple[int, str]:
        """Run `command` to its end; give its exit status and all it printed."""
        process = self.start(command, output=subprocess.PIPE)
        printed, _ = process.communicate()
        return process.returncode, printed.decode(errors="replace")

    def _by_setpriv(self) -> list[str]:
        if self.is_us or not self.passes_closed_doors:
            return []
        capability = "+dac_read_search"
        who = [f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"]
        # PostgreSQL looks at its programs with access(2), which overlooks capabilities of a user other than root unless this
        # bit is set. At the exec that follows, all others are gone: only what is ambient stays.
        bits = "--securebits=+no_setuid_fixup"
        return ["setpriv", *who, f"--inh-caps={capability}", f"--ambient-caps={capability}", bits, "--"]


def account_for(*, folder: Path, data: Path, say: Callable[[str], None]) -> Account:
    """The user for the cluster in `folder`. Raises FolderOfAnother, NoAccount."""
    _refuse_folder_of_another(folder)
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid())
    if data.exists():
        return _owner_of(data)
    return _account_for_root(say)


def with_access(account: Account, paths: Sequence[Path]) -> Account:
    """The same account, able to reach `paths`, with no more rights than that takes. Raises FolderClosed."""
    if account.is_us or (closed := _first_closed(account, paths)) is None:
        return account
    able = replace(account, passes_closed_doors=True)
    if not _may_hand_on_reading() or _first_closed(able, paths) is not None:
        raise FolderClosed(closed, account=account.name)
    return able


def user_name(uid: int) -> str:
    """The name of a user of the operating system, or the number where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # containers often have files of users that have no name inside
        return str(uid)


def _refuse_folder_of_another(folder: Path) -> None:
    # Root refuses as well: in a folder of somebody else's, links could lead what root writes to anywhere.
    owner = folder.stat().st_uid
    if owner != os.geteuid():
        raise FolderOfAnother(folder, owner=user_name(owner), us=user_name(os.geteuid()))


def _owner_of(data: Path) -> Account:
    owned = data.stat()
    if owned.st_uid == 0:
        raise FolderOfAnother(data, owner="root", us="root, as whom PostgreSQL may not run")
    return Account(uid=owned.st_uid, gid=owned.st_gid)


def _account_for_root(say: Callable[[str], None]) -> Account:
    if (found := _named(PREFERRED)) is not None:
        return found
    if _make_user(PREFERRED) and (made := _named(PREFERRED)) is not None:
        say(f"PostgreSQL may not run as root: the system user {PREFERRED} was made for it.")
        return made
    for name in SUBSTITUTES:
        if (found := _named(name)) is not None:
            say(f"PostgreSQL may not run as root, and no user {PREFERRED} could be made: it runs as {name}.")
            return found
    raise NoAccount(PREFERRED)


def _named(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(uid=entry.pw_uid, gid=entry.pw_gid) if entry.pw_uid != 0 else None


def _make_user(name: str) -> bool:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        return False
    options = ["--system", "--user-group", "--no-create-home", "--home-dir=/nonexistent", "--shell=/usr/sbin/nologin"]
    # A failure is not final: another starter may have made the user a moment ago, so the caller looks again.
    subprocess.run([useradd, *options, name], capture_output=True, check=False)  # noqa: S603 -- no word of a stranger's
    return True


def _first_closed(account: Account, paths: Sequence[Path]) -> Path | None:
    ways = {step: None for path in paths for step in [*reversed(path.parents), path]}
    status, printed = account.run(["/bin/sh", "-c", _FIRST_CLOSED, "sh", *ways])
    if status != 0:
        return paths[0]
    return Path(printed) if printed else None


def _may_hand_on_reading() -> bool:
    if not sys.platform.startswith("linux") or shutil.which("setpriv") is None:
        return False
    lines = Path("/proc/self/status").read_text().splitlines()
    held = {line.split(":")[0]: int(line.split()[1], 16) for line in lines if line.startswith(("CapBnd", "CapPrm"))}
    return all(value & _CAP_DAC_READ_SEARCH for value in held.values())


def _environment() -> dict[str, str]:
    # Nothing of ours is handed on: PGDATA, PGPORT or LD_PRELOAD of a person's shell must not change the server.
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "TZ": "UTC"}
