"""What is this file? Its encoding, delimiter, header and number of lines; or the sentence why it cannot be read."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cellwork.kernel.intake.seeing import Seen
from cellwork.kernel.refusals import Unfit

CHUNK = 1 << 20
DELIMITERS = ",;\t"
HEADER_WITHIN = 1 << 16

# PostgreSQL reads these itself, and in them a line end, a quote and a delimiter are always one byte of their own.
PASSED_THROUGH = {
    "utf-8": "UTF8", "cp1252": "WIN1252", "iso8859-1": "LATIN1", "iso8859-15": "LATIN9", "iso8859-2": "LATIN2",
    "cp1250": "WIN1250", "cp1251": "WIN1251", "koi8-r": "KOI8R", "ascii": "UTF8",
}  # fmt: skip

Watch = Callable[[str, float | None], AbstractContextManager[Callable[[float], None]]]
"""Shows progress: called with words and a total (None: not known), it gives a function to call with how much is done."""


@contextmanager
def unwatched(_words: str, _total: float | None = None) -> Iterator[Callable[[float], None]]:
    """Nobody looks."""
    yield lambda _done: None


class NotThere(Unfit):
    """There is no such file, or it is a folder, or it may not be read."""


class NothingInIt(Unfit):
    """The file has no lines to take."""


class UnknownEncoding(Unfit):
    """No encoding of that name is known, or the file is in none that could be found out."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file that can be read. What only a pass over all of it shows holds once it is `seen`."""

    path: Path
    size: int
    encoding: str = "utf-8"
    """Python's name of it."""
    told: bool = False
    """The encoding was said, or stands at the beginning of the file; otherwise it is taken for UTF-8 until seen."""
    mark: int = 0
    """Bytes of the byte-order mark at the beginning."""
    delimiter: str = ","
    header: tuple[str, ...] = ()
    header_lines: int = 1
    seen: bool = False
    fingerprint: str = ""
    """sha256 of the bytes, in hexadecimal."""
    lines: int = 0
    plain: bool = True
    """It may go to the database byte by byte."""
    tidy: bool = False
    """No field has a blank at its edge, two in a row, or a tab."""
    notes: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] | None = None
    """Rows that were shaped already; None: they are still in the file."""

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name


def look_at(path: Path, *, encoding: str | None = None, watch: Watch = unwatched) -> Sheet:
    """Read the beginning, and all of it where that leaves doubts. NotThere, NothingInIt, UnknownEncoding say what to do."""
    size = _size_of(path)
    with path.open("rb") as file:
        beginning = file.read(HEADER_WITHIN)
    if beginning.startswith(b"PK\x03\x04"):
        raise UnknownEncoding(
            f"{path.name} is a spreadsheet, not a CSV file.", "Open it there and save it as CSV (UTF-8)."
        )
    known, mark = _marked(beginning)
    chosen = _codec(encoding) if encoding else known
    sheet = Sheet(path=path, size=size, encoding=chosen or "utf-8", told=chosen is not None, mark=mark)
    if b"\0" in beginning or not (sheet.told or _begins_as_utf8(beginning)):
        sheet = look_through(sheet, watch=watch)
    return _with_header(sheet, beginning)


def look_through(sheet: Sheet, *, watch: Watch) -> Sheet:
    """Read all of it once, without keeping it. UnknownEncoding says what to do."""
    seen = Seen()
    with watch(f"Looking at {sheet.name}", sheet.size) as show, sheet.path.open("rb") as file:
        while chunk := file.read(CHUNK):
            seen.see(chunk)
            show(file.tell())
    seen.end()
    return judged(sheet, seen)


def judged(sheet: Sheet, seen: Seen) -> Sheet:
    """The sheet with what a pass over all of it showed."""
    sheet = replace(sheet, seen=True, fingerprint=seen.digest.hexdigest() if seen.digest else "", lines=seen.lines)
    sheet = _with_encoding(sheet, seen)
    plain = sheet.plain and not seen.nuls and not seen.stray_quote and sheet.encoding in PASSED_THROUGH
    return replace(sheet, plain=plain, tidy=seen.tidy and seen.utf8 and sheet.delimiter != "\t")


def _size_of(path: Path) -> int:
    if path.is_dir():
        raise NotThere(f"{path} is a folder, not a file.", "Name the file in it.")
    if not path.exists():
        raise NotThere(f"There is no file {path}.", "Check the name and the folder.")
    try:
        with path.open("rb"):
            pass
    except PermissionError as denied:
        raise NotThere(
            f"{path} may not be read by this user.", "Change the file's permissions, or copy it."
        ) from denied
    size = path.stat().st_size
    if size == 0:
        raise NothingInIt(f"{path} is empty: 0 bytes.", "Export it again.")
    return size


def _marked(beginning: bytes) -> tuple[str | None, int]:
    if beginning.startswith(codecs.BOM_UTF8):
        return "utf-8", 3
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", 0  # the codec itself reads the mark
    return None, 0


def _codec(name: str) -> str:
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, TypeError) as unknown:
        raise UnknownEncoding(
            f"No encoding is called {name}.", "Try utf-8, windows-1252, iso-8859-15 or utf-16."
        ) from unknown
    return "utf-8" if found == "utf-8-sig" else found


def _begins_as_utf8(beginning: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return False
    return True


def _with_encoding(sheet: Sheet, seen: Seen) -> Sheet:
    if sheet.told:
        return replace(sheet, plain=sheet.encoding != "utf-8" or seen.utf8)
    if seen.nuls > sheet.size // 4:
        raise UnknownEncoding(
            f"{sheet.name} looks like UTF-16 without a mark at its beginning.",
            "Say so: --encoding utf-16-le (or utf-16-be)",
        )
    if seen.utf8:
        return sheet
    good, bad = _letters(sheet.path)
    if good > bad:
        note = f"{sheet.name} is UTF-8, but not everywhere; lines with other bytes are rejected."
        return replace(sheet, plain=False, notes=(note,))
    note = f"{sheet.name} is not UTF-8 and was read as Windows-1252. If names look wrong, say --encoding."
    return replace(sheet, encoding="cp1252", notes=(note,))


def _letters(path: Path) -> tuple[int, int]:
    """Characters beyond ASCII that are UTF-8, and bytes that are not."""
    good = bad = 0
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as text:
        while chunk := text.read(CHUNK):
            if not chunk.isascii():
                odd = len(re.findall("[\udc80-\udcff]", chunk))
                good, bad = good + len(re.findall(r"[^\x00-\x7f]", chunk)) - odd, bad + odd
    return good, bad


def _with_header(sheet: Sheet, beginning: bytes) -> Sheet:
    text = codecs.getincrementaldecoder(sheet.encoding)("replace").decode(beginning[sheet.mark :])
    found = max((_first_row(text, mark) for mark in DELIMITERS), key=lambda row: len(row[0]))
    header, lines, delimiter, blank_before = found
    if not header:
        raise NothingInIt(f"{sheet.name} has only blank lines.", "Export it again.")
    rest = text.splitlines()[lines:] or ([""] if sheet.size <= HEADER_WITHIN else ["…"])
    if sheet.size <= HEADER_WITHIN and not any(line.strip() for line in rest):
        raise NothingInIt(f"{sheet.name} has a header and no line below it.", "Export it again.")
    names = tuple(name.strip().strip("\ufeff") for name in header)
    return replace(sheet, header=names, header_lines=lines, delimiter=delimiter, plain=sheet.plain and not blank_before)


def _first_row(text: str, delimiter: str) -> tuple[list[str], int, str, bool]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    blank = False
    for row in reader:
        if any(field.strip() for field in row):
            return row, reader.line_num, delimiter, blank
        blank = True
    return [], 0, delimiter, blank
