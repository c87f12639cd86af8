"""A file to import, and how its columns are to be understood."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cellwork.kernel.intake.columns import Choice, Column, ColumnsDoNotFit, choose
from cellwork.kernel.intake.looking import Sheet, Watch, look_at
from cellwork.kernel.intake.staging import Staged


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
def taken_back(*, if_only_tried: bool) -> Iterator[None]:
    """A trial is undone. This stands outside the act, `only_tried` last inside it."""
    try:
        yield
    except _OnlyTried:
        if not if_only_tried:
            raise


def only_tried(dry_run: bool) -> None:
    """End a trial."""
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


def noticed(staged: Sequence[Staged]) -> list[str]:
    """What the person should know besides the figures."""
    notes = [note for one in staged for note in one.sheet.notes]
    unused = [one for one in staged if one.choice.unused]
    return notes + [
        f"Columns of {one.sheet.name} that were not used: {', '.join(one.choice.unused)}." for one in unused
    ]


def _refuse_different(found: Sequence[tuple[Sheet, Choice]], columns: Sequence[Column]) -> None:
    # A column that only some of the files have would be "empty" in the others, and empty the register's.
    for column in columns:
        having = {choice.has(column.name) for _, choice in found}
        if len(having) > 1:
            raise ColumnsDoNotFit(
                f"Some of the files have a column for {column.name}, others have not.",
                "Import them one after the other.",
            )
