"""Making an installation: tables, rights, folders; links for the first sign-in; backup and restore."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cellwork.cli.speaking import progress, refuse, say
from cellwork.kernel import clock
from cellwork.kernel.backup import BackupTrouble, back_up, restore
from cellwork.kernel.embedded import APPLICATION, OWNER
from cellwork.kernel.grants import grant_application_rights
from cellwork.kernel.guarding import unguarded

LOOKS = 12
"""How often to look, over about a second, whether somebody else is in: the worker comes and goes."""


def install() -> None:
    """Bring the tables to this version and give the application its rights. Repeatable."""
    with unguarded("migrations are nobody's act"):
        call_command("migrate", verbosity=0, interactive=False)
    if not grant_application_rights():
        say(
            "The database has no role “cellwork”: the journal is protected by its seals alone. See docs/guide-administrator.md."
        )


def migrations_owed() -> int:
    """How many migrations this version brings that the database does not have."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def must_be_installed() -> None:
    """Refuse to serve a database of another version."""
    owed = migrations_owed()
    if owed:
        raise refuse(f"The database is {owed} migrations behind this version of Cellwork.", "Run: cellwork init")


def link_for_number(number: str) -> str:
    """The path of a one-time link for a member number, making the account where there is none."""
    from cellwork.people.actions import create_account, make_link  # noqa: PLC0415 -- Django is ready by now
    from cellwork.people.numbers import person_id_of  # noqa: PLC0415 -- with it
    from cellwork.people.queries import account_of, person_by_id  # noqa: PLC0415 -- with it

    person = person_by_id(person_id_of(number))
    if person is None:
        raise refuse(f"There is no person with the number {number}.", "Check the number, or import the members first.")
    account = account_of(person.pk) or create_account(sign_in_name=number, person_id=person.pk)
    return f"/sign-in/link/{make_link(account, at=clock.now())}/"


def write_backup(file: Path) -> None:
    """A backup, with progress."""
    with progress("Writing the backup") as show, _troubles_spoken():
        back_up(_conninfo(), file, progress=lambda done, _whole: show(done))


def restore_backup(file: Path, *, replace: bool) -> None:
    """Bring a backup back; then count transactions anew, since this cluster's begin elsewhere."""
    from cellwork.decisions.folding import begin_anew  # noqa: PLC0415 -- Django is ready by now

    _nobody_else_may_be_in()
    connection.close()
    with progress("Restoring", total=100.0) as show, _troubles_spoken():
        restore(_conninfo(), file, replace=replace, progress=lambda done, whole: show(100.0 * done / (whole or 1)))
    grant_application_rights()
    begin_anew()


def _nobody_else_may_be_in() -> None:
    """A restore begins the count of transactions anew: whoever wrote meanwhile would be counted wrongly."""
    for _ in range(LOOKS):
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                " and usename = any(%s)",
                [[APPLICATION, OWNER]],
            )
            row = cursor.fetchone()
        if row is not None and row[0]:
            raise refuse(
                "Somebody is using this database.", "Stop `cellwork serve` and all other commands, then restore."
            )
        time.sleep(0.1)


def _conninfo() -> dict[str, str]:
    params: dict[str, Any] = connection.get_connection_params()
    return {key: str(params[key]) for key in ("host", "port", "user", "password", "dbname") if params.get(key)}


class _troubles_spoken:  # noqa: N801 -- reads as words where it is used
    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, fault: BaseException | None, _trace: object) -> None:
        if isinstance(fault, BackupTrouble):
            raise refuse(str(fault)) from fault
