"""A file to import, and how its columns are to be understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cellwork.kernel.intake.columns import Choice, Column, ColumnsDoNotFit, choose
from cellwork.kernel.intake.looking import Sheet, Watch, look_at


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file. `maps`: their column -> ours; `constants`: our column -> one value for all lines."""

    path: Path
    maps: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    sheet: Sheet | None = None
    """Looked at already, or made of something that is no table."""


class _OnlyTried(Exception):
    """Takes a trial back."""


@contextmanager
def taken_back_if_tried() -> Iterator[None]:
    """Stands around the act: a trial that `only_tried` ends inside it is undone without a word."""
    try:
        yield
    except _OnlyTried:
        return


def only_tried(dry_run: bool) -> None:
    """Last inside the act: end it here and undo it when it was a trial."""
    if dry_run:
        raise _OnlyTried


def understood(sources: Sequence[Source], columns: Sequence[Column], *, watch: Watch) -> list[tuple[Sheet, Choice]]:
    """Look at every file and match its header. Refuses before anything is read into the database."""
    found = []
    for source in sources:
        sheet = source.sheet or look_at(source.path, encoding=source.encoding, watch=watch)
        choice = choose(sheet.header, columns, maps=source.maps, constants=source.constants, file=sheet.name)
        found.append((sheet, choice))
    _refuse_different(found, columns)
    return found


def _refuse_different(found: Sequence[tuple[Sheet, Choice]], columns: Sequence[Column]) -> None:
    # A column that only some of the files have would be "empty" in the others, and empty the register's.
    for column in columns:
        having = {choice.has(column.name) for _, choice in found}
        if len(having) > 1:
            raise ColumnsDoNotFit(
                f"Some of the files have a column for {column.name}, others have not.",
                "Import them one after the other.",
            )
