"""The invented organisation of `cellwork demo` as a ground, and its five persons signed in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.ground import FOLDER, ground
from bench.rows import scale

if TYPE_CHECKING:
    from django.test import Client

PERSONS = {
    "central": "a central official",
    "province": "a provincial chief",
    "city": "a city's chief",
    "secretary": "a cell secretary",
    "member": "a member",
}


def size() -> str:
    """Of reference size, or the small one when only a quick try is wanted."""
    return "reference" if scale() == 1 else "small"


@contextmanager
def invented_organisation() -> Iterator[None]:
    """Its database is up; built first where it is missing, which takes minutes and is kept."""
    name = f"demo-{size()}"
    if not (FOLDER / name).exists():
        print(f"building the demo of size {size()}", flush=True)
        command = [str(Path(sys.executable).parent / "cellwork"), "demo", "--size", size(), "--build-only"]
        subprocess.run(command, env=os.environ | {"CELLWORK_HOME": str(FOLDER)}, check=True, stdout=subprocess.DEVNULL)
    with ground(name):
        yield


def signed_in(sign_in_name: str) -> Client:
    """A browser within this process, signed in; its cookies are good for the served house too."""
    from django.test import Client  # noqa: PLC0415 -- Django is ready by now

    from cellwork.people.queries import account_by_name  # noqa: PLC0415 -- with it

    account = account_by_name(sign_in_name)
    assert account is not None
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client
