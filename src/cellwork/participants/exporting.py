"""Lists and papers into files, for those who keep the installation; readable by their owner alone."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from cellwork.kernel import clock
from cellwork.kernel.intake.looking import Watch
from cellwork.kernel.refusals import Refused
from cellwork.participants.models import Letter, Place
from cellwork.participants.papers import Papers, papers
from cellwork.participants.queries.keys import knows_key
from cellwork.participants.queries.listing import FILE_COLUMNS, rows_of, units_of
from cellwork.participants.queries.places import places
from cellwork.participants.states import HOLDING, State
from cellwork.statutes.queries import statutes_at

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


class NothingToPrint(Refused):
    """Nobody is invited, or nobody has accepted yet; or the installation's key is not the one of the conference."""


def write_list(conference: Conference, out: Path) -> int:
    """Everybody who has or had a place; how many."""
    found = places(conference.pk)
    units = units_of(found)
    with _own_file(out) as file:
        writer = csv.writer(file)
        writer.writerow(FILE_COLUMNS)
        writer.writerows(rows_of(found, units))
    return found.count()


def write_papers(
    conference: Conference, folder: Path, *, letters: bool, people_a_file: int, watch: Watch
) -> Sequence[Path]:
    """PDFs with so many people each; 0: all in one. Named by the numbers of the first and last mandate in them."""
    wanted = Papers(letters=letters, mandates=not letters)
    letter = Letter.objects.filter(conference_id=conference.pk).first()
    found = list(places(conference.pk).filter(state__in=HOLDING if letters else [State.ACCEPTED]))
    if not found or letter is None or not knows_key(conference.pk):
        raise NothingToPrint("There is nothing to print yet.", "Mandates are there as soon as people accept.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    statutes, written = statutes_at(clock.now()), []
    many = people_a_file or len(found)
    with watch("Setting in PDF", len(found)) as show:
        for first in range(0, len(found), many):
            some = found[first : first + many]
            made = papers(conference, some, wanted=wanted, letter=letter, statutes=statutes)
            written.append(folder / _named(some, letters=letters))
            _write(written[-1], made)
            show(first + len(some))
    return written


def _named(some: Sequence[Place], *, letters: bool) -> str:
    sort = "letters" if letters else "mandates"
    first, last = some[0].number, some[-1].number
    return f"{sort}-{first:06d}.pdf" if first == last else f"{sort}-{first:06d}-{last:06d}.pdf"


def _write(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as handle:
        handle.write(content)


def _own_file(file: Path) -> IO[str]:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
