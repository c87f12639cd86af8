"""One real PostgreSQL for all tests: the embedded one, or the server that DATABASE_URL names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

# Not in the ini file: the settings must not be read before the two lines below are in force.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
os.environ.setdefault("CELLWORK_HOME", str(Path(__file__).parent / "var" / "tests"))
# Tests make and drop databases; what the application's role may not do is tested by signing in as it.
os.environ["CELLWORK_AS_OWNER"] = "1"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """The database is up before anything is collected."""
    if "DATABASE_URL" not in os.environ and not hasattr(config, "workerinput"):
        _start_database(config)
    import django

    django.setup()


def _start_database(config: pytest.Config) -> None:
    from cellwork.kernel.embedded import Cluster

    # A test database may be lost; nothing else of the set-up differs.
    losable = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    cluster = Cluster(Path(os.environ["CELLWORK_HOME"]) / "postgres", settings=losable)
    if os.environ.get("CELLWORK_KEEP_TEST_DATABASE") == "1":
        cluster.ensure_running(say=lambda _words: None)
        return
    running = ExitStack()
    running.enter_context(cluster.in_use())  # another run beside this one keeps its database
    config.add_cleanup(running.close)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Make the test database once, by its migrations, with the application's rights as `cellwork init` gives them."""
    from django.test.utils import setup_databases, teardown_databases

    from cellwork.kernel.grants import grant_application_rights
    from cellwork.kernel.guarding import unguarded

    suffix = request.config.workerinput["workerid"] if hasattr(request.config, "workerinput") else None
    if suffix:
        from django.db import connections

        connections["default"].settings_dict["TEST"]["NAME"] = f"test_cellwork_{suffix}"
    with django_db_blocker.unblock(), unguarded("making the test database"):
        made = setup_databases(verbosity=0, interactive=False, keepdb=request.config.getvalue("reuse_db"))
        grant_application_rights()
    yield
    if not request.config.getvalue("reuse_db"):
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)
