"""An import that is killed leaves nothing half done and can be started again."""

import os
import signal
import subprocess
import sys
import time
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

from cellwork.kernel.models import Entry
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import statutes_in_force
from cellwork.organisation.tests.importing import TREE, Desk, counts, the_hierarchy_holds

IMPORTING = """
import sys, time
from contextlib import contextmanager
from pathlib import Path
from cellwork.cli.ready import database

@contextmanager
def stopping_at(words, total=None):
    print(words, flush=True)
    if words == sys.argv[2]:
        time.sleep(120)
    yield lambda done: None

with database(as_owner=True):
    from cellwork.kernel.clock import now
    from cellwork.kernel.intake.sources import Source
    from cellwork.organisation.importing.bodies import import_bodies
    import_bodies(sources=[Source(path=Path(sys.argv[1]))], via="test", at=now(), watch=stopping_at)
"""


@pytest.mark.parametrize(
    "phase", ["Reading bodies.csv", "Checking bodies", "Founding bodies", "Building indexes of organisation_body"]
)
@pytest.mark.django_db(transaction=True)
def test_killed_in_any_phase_it_leaves_nothing_and_can_be_started_again(tmp_path, phase):
    statutes_in_force()
    desk = Desk(tmp_path)
    file = desk.file(TREE, "bodies.csv")
    importing = subprocess.Popen(
        [sys.executable, "-c", IMPORTING, str(file), phase],
        env={**os.environ, "DATABASE_URL": _url(), "DATABASE_OWNER_URL": _url()},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert importing.stdout is not None
    while (line := importing.stdout.readline().strip()) != phase:
        assert line, "it ended before that phase"
    importing.send_signal(signal.SIGKILL)
    importing.wait()
    importing.stdout.close()
    _wait_until_its_session_is_gone()

    assert not Body.objects.exists()
    assert not Entry.objects.exists()
    assert _tables_of_imports() == []
    assert counts(desk.bodies(TREE)) == (8, 0, 0, 0, 0)
    the_hierarchy_holds()


def _url():
    here = settings.DATABASES["default"] | connection.get_connection_params()
    user = f"{quote(here['user'])}:{quote(here.get('password') or '')}@"
    return f"postgresql://{user}/{here['dbname']}?" + urlencode({"host": here["host"], "port": here["port"]})


def _wait_until_its_session_is_gone():
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()")
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)
    pytest.fail("the killed import still holds its locks")


def _tables_of_imports():
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relname like 'import\\_%'")
        return cursor.fetchall()
