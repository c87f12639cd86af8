"""Commands: `cellwork participants import`, `export`, `report` and `papers`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cellwork.cli.importing import AsJson, Constants, DryRun, Encoding, Maps, give, source_of, watching
from cellwork.cli.ready import database
from cellwork.cli.speaking import answer, progress, refuse, via
from cellwork.kernel import clock

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

app = typer.Typer(name="participants", help="Participants of conferences.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(help="The conference: its id, as in its address, or a part of its title.")]
PEOPLE_A_FILE = 2000
"""Letters or mandates in one PDF: small enough to be sent and printed."""


@app.command("import")
def import_participants(
    conference: Which,
    file: Annotated[Path, typer.Argument(help="A CSV file: category, and number or name; more if you like.")],
    maps: Maps = None,
    constants: Constants = None,
    encoding: Encoding = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take in guests, press and staff: whoever is invited one by one. See docs/import.md."""
    with database(as_owner=True):
        from cellwork.participants import importing  # noqa: PLC0415 -- Django is ready only now

        report = importing.import_participants(
            conference_id=_found(conference).pk, sources=[source_of(file, maps, constants, encoding)], via=via(),
            at=clock.now(), dry_run=dry_run, watch=watching(as_json=as_json),
        )  # fmt: skip
        give([report], as_json=as_json)


@app.command("export")
def export_participants(
    conference: Which,
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("participants.csv"),
    as_json: AsJson = False,
) -> None:
    """Write everybody who has or had a place into a CSV file, readable by its owner alone."""
    with database():
        from cellwork.participants.exporting import write_list  # noqa: PLC0415 -- Django is ready only now

        lines = write_list(_found(conference), out)
        answer(f"{lines:,} people written to {out}.", as_json={"file": str(out), "people": lines} if as_json else None)


@app.command("report")
def report_participants(
    conference: Which,
    category: Annotated[str, typer.Option(help="Its key: units and sectors of this category alone.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say how many have a place, are invited, come, and are admitted, against the seats there are."""
    with database():
        from cellwork.participants.queries.reporting import report  # noqa: PLC0415 -- Django is ready only now
        from cellwork.statutes.queries import statutes_at  # noqa: PLC0415

        sectors = {code: each.title for code, each in statutes_at(clock.now()).sectors.items()}
        told = report(_found(conference).pk, sectors, chosen=category)
        lines = [("category", told.categories), ("unit", told.units), ("sector", told.sectors)]
        words = [
            f"{each.title}: {each.chosen:,}{'' if each.seats is None else f' of {each.seats:,}'} have a place,"
            f" {each.accepted:,} come, {each.silent:,} have not replied, {each.admitted:,} admitted"
            for _, found in lines
            for each in found
        ]
        answer(
            "\n".join(words), as_json={by: [asdict(each) for each in found] for by, found in lines} if as_json else None
        )


@app.command("papers")
def print_papers(
    conference: Which,
    out: Annotated[Path, typer.Option(help="The folder to write into.")] = Path("papers"),
    letters: Annotated[
        bool, typer.Option("--letters", help="Letters of everybody invited; otherwise mandates of all who come.")
    ] = False,
    in_one: Annotated[bool, typer.Option("--in-one", help="One file for all.")] = False,
    one_each: Annotated[bool, typer.Option("--one-each", help="A file for each person, named by the number.")] = False,
) -> None:
    """Set letters or mandates in PDF, 2,000 people a file. 10,000 take about a minute and 1.4 GB of memory."""
    with database():
        from cellwork.participants.exporting import write_papers  # noqa: PLC0415 -- Django is ready only now

        many = 1 if one_each else 0 if in_one else PEOPLE_A_FILE
        written = write_papers(_found(conference), out, letters=letters, people_a_file=many, watch=progress)
        answer(f"{len(written):,} files in {out}.")


def _found(named: str) -> Conference:
    from cellwork.conferences.queries.seeing import all_conferences  # noqa: PLC0415 -- Django is ready only now

    every = all_conferences()
    found = [each for each in every if str(each.pk) == named] or [
        each for each in every if named.casefold() in each.title.casefold()
    ]
    if len(found) != 1:
        known = "\n".join(f"  {each.pk}  {each.title}" for each in every)
        raise refuse(
            f"{len(found) or 'No'} conferences are called so.", f"There are:\n{known}" if known else "None was called."
        )
    return found[0]
