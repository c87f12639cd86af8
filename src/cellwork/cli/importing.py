"""How the commands that import speak: options into a source, progress, the report, the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from cellwork.cli.speaking import ATTENTION, answer, progress, refuse, via
from cellwork.kernel import clock
from cellwork.kernel.intake.looking import unwatched

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from cellwork.kernel.intake.looking import Watch
    from cellwork.kernel.intake.reporting import Report
    from cellwork.kernel.intake.sources import Source


class Importer(Protocol):
    """What takes in files of one sort, such as `organisation.importing.members.import_members`."""

    def __call__(
        self, *, sources: Sequence[Source], via: str, at: datetime, dry_run: bool = False, watch: Watch = unwatched
    ) -> Report:
        """Take in the files, or only try to."""
        ...


Maps = Annotated[
    list[str] | None, typer.Option("--map", help="A column of the file is one of ours: --map 'their name=ours'.")
]
Constants = Annotated[
    list[str] | None, typer.Option("--constant", help="One value for all lines: --constant column=value.")
]
Encoding = Annotated[
    str | None, typer.Option(help="The file's encoding, when it is found out wrong: windows-1252, utf-16-le …")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Do everything, report everything, keep nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON, for a script.")]


def source_of(file: Path, maps: Sequence[str] | None, constants: Sequence[str] | None, encoding: str | None) -> Source:
    """The file as the options say it is to be understood."""
    from cellwork.kernel.intake.sources import Source  # noqa: PLC0415 -- only when the database is up

    return Source(path=file, maps=_pairs(maps, "--map"), constants=_pairs(constants, "--constant"), encoding=encoding)


def watching(*, as_json: bool) -> Watch:
    """Progress bars for a person, none for a script."""
    return unwatched if as_json else progress


def take_in(importer: Importer, source: Source, *, dry_run: bool, as_json: bool) -> None:
    """Let an import take in one file, with progress, and tell what came of it."""
    watch = watching(as_json=as_json)
    give([importer(sources=[source], via=via(), at=clock.now(), dry_run=dry_run, watch=watch)], as_json=as_json)


def give(reports: Sequence[Report], *, as_json: bool) -> None:
    """The answer; exit code 1 where lines were rejected."""
    from cellwork.kernel.intake.reporting import in_words  # noqa: PLC0415 -- only when the database is up

    if as_json:
        whole = [report.as_json() for report in reports]
        answer("", as_json=whole[0] if len(whole) == 1 else whole)
    else:
        answer("\n".join(in_words(report) for report in reports))
    if any(report.rejected for report in reports):
        raise typer.Exit(ATTENTION)


def _pairs(given: Sequence[str] | None, option: str) -> dict[str, str]:
    pairs = {}
    for each in given or ():
        left, sign, right = each.rpartition("=") if option == "--map" else each.partition("=")
        if not sign or not left.strip():
            raise refuse(f"{option} {each} was not understood.", f"Write it as: {option} left=right", code=2)
        pairs[left.strip()] = right.strip()
    return pairs
