"""Commands: `cellwork import bodies` and `cellwork import members`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cellwork.cli.importing import AsJson, Constants, DryRun, Encoding, Maps, source_of, take_in
from cellwork.cli.ready import database


def import_bodies(
    file: Annotated[Path, typer.Argument(help="A CSV file: code, name, kind, parent, and more if you like.")],
    maps: Maps = None,
    constants: Constants = None,
    encoding: Encoding = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take in bodies. Known codes change only where the file differs; what is absent from it stays. See docs/import.md."""
    with database(as_owner=True):
        from cellwork.organisation.importing import bodies  # noqa: PLC0415 -- Django is ready only now

        take_in(bodies.import_bodies, source_of(file, maps, constants, encoding), dry_run=dry_run, as_json=as_json)


def import_members(
    file: Annotated[Path, typer.Argument(help="A CSV file: number, given name, family name, cell, since, and more.")],
    maps: Maps = None,
    constants: Constants = None,
    encoding: Encoding = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take in people in and around cells. A known number in another cell is a transfer. See docs/import.md."""
    with database(as_owner=True):
        from cellwork.organisation.importing import members  # noqa: PLC0415 -- Django is ready only now

        take_in(members.import_members, source_of(file, maps, constants, encoding), dry_run=dry_run, as_json=as_json)
