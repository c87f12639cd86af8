"""Everything a command needs before it can ask the database: the server up, Django set up, refusals spoken."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from cellwork.cli.speaking import NO_DATABASE, refuse, say
from cellwork.kernel.embedded import Cluster, EmbeddedTrouble


def home() -> Path:
    """The folder for everything that is kept."""
    return Path(os.environ.get("CELLWORK_HOME", "var")).absolute()


def cluster() -> Cluster | None:
    """The embedded database, or None when DATABASE_URL names a server."""
    return None if os.environ.get("DATABASE_URL") else Cluster(home() / "postgres")


@contextmanager
def database(*, as_owner: bool = False, hear: Callable[[str], None] = say) -> Iterator[None]:
    """The database is up and Django is ready. The last of all commands that use an embedded server stops it."""
    ours = cluster()
    try:
        if ours is not None:
            home().mkdir(parents=True, exist_ok=True)
        with ours.in_use(say=hear) if ours is not None else nullcontext():
            _set_up_django(as_owner=as_owner)
            with _refusals_spoken():
                yield
    except EmbeddedTrouble as trouble:
        raise refuse(str(trouble), code=NO_DATABASE) from trouble
    except PermissionError as denied:
        raise refuse(
            f"{denied.filename} cannot be written.", "Set CELLWORK_HOME to a folder of yours.", code=NO_DATABASE
        ) from denied


def _set_up_django(*, as_owner: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    if as_owner:
        os.environ["CELLWORK_AS_OWNER"] = "1"
    import django  # noqa: PLC0415 -- only now: its settings read the environment

    django.setup()


@contextmanager
def _refusals_spoken() -> Iterator[None]:
    from django.db import OperationalError  # noqa: PLC0415 -- Django is ready only now

    from cellwork.kernel.refusals import Refused  # noqa: PLC0415 -- with it

    try:
        yield
    except Refused as refused:
        raise refuse(refused.sentence, refused.remedy) from refused
    except OperationalError as down:
        raise refuse(
            f"The database does not answer: {str(down).strip()}",
            "Look at DATABASE_URL, or run: cellwork doctor",
            code=NO_DATABASE,
        ) from down
