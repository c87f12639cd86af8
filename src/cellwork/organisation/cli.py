"""Commands: `cellwork import bodies` and `cellwork import members`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cellwork.cli.importing import AsJson, Constants, DryRun, Encoding, Maps, give, source_of, watching
from cellwork.cli.ready import database
from cellwork.cli.speaking import via
from cellwork.kernel import clock


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

        source = source_of(file, maps, constants, encoding)
        report = bodies.import_bodies(
            sources=[source], via=via(), at=clock.now(), dry_run=dry_run, watch=watching(as_json=as_json)
        )
        give([report], as_json=as_json)


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

        source = source_of(file, maps, constants, encoding)
        report = members.import_members(
            sources=[source], via=via(), at=clock.now(), dry_run=dry_run, watch=watching(as_json=as_json)
        )
        give([report], as_json=as_json)
