"""The careful reader: for files with something odd in them, record by record.

It is slower than passing the file through (about 300,000 lines a second), and nothing escapes it: a row with too many
fields, a quotation mark that is never closed, bytes that are not letters. The rest of the file is read all the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from cellwork.kernel.intake.looking import Sheet

LONGEST = 100  # lines that one record may take; past that, the quotation mark is taken for one that is not closed
_NOT_TEXT = re.compile("[\x00\ufffd\ud800-\udfff]")
_SHOW_EVERY = 20_000
_END = "\x1f"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the file. `why` says why its fields cannot be told apart or read; empty: they can."""

    line: int
    fields: list[str]
    why: str = ""


class _Lines:
    """The file's lines with their numbers; lines can be given back."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._back: deque[tuple[int, str]] = deque()
        self._number = 0

    def take(self) -> tuple[int, str] | None:
        if self._back:
            return self._back.popleft()
        line = self._text.readline()
        if not line:
            return None
        self._number += 1
        return self._number, line

    def give_back(self, lines: list[tuple[int, str]]) -> None:
        self._back.extendleft(reversed(lines))


def records(sheet: Sheet, *, show: Callable[[float], None]) -> Iterator[Record]:
    """Every record below the header; blank lines are passed over."""
    errors = "replace" if sheet.encoding.startswith("utf-16") else "surrogateescape"
    with sheet.path.open("rb") as file, io.TextIOWrapper(file, sheet.encoding, errors, newline="") as text:
        text.read(1 if sheet.mark else 0)
        lines = _Lines(text)
        for _ in range(sheet.header_lines):
            lines.take()
        count = 0
        while (taken := lines.take()) is not None:
            if not taken[1].strip():
                continue
            yield _record(taken, lines, sheet)
            count += 1
            if count % _SHOW_EVERY == 0:
                show(file.tell())


def _record(first: tuple[int, str], lines: _Lines, sheet: Sheet) -> Record:
    number, text = first
    width = len(sheet.header)
    if '"' not in text:
        return _fitted(number, text.rstrip("\r\n").split(sheet.delimiter), width)
    more: list[tuple[int, str]] = []
    fields = _parsed(text, sheet.delimiter)
    while fields is None:
        following = lines.take() if len(more) < LONGEST else None
        if following is None:
            return _unclosed(first, more, lines, sheet)
        more.append(following)
        fields = _parsed(text + "".join(each for _, each in more), sheet.delimiter)
    if more and len(fields) != width:
        return _unclosed(first, more, lines, sheet)
    return _fitted(number, fields, width)


def _parsed(text: str, delimiter: str) -> list[str] | None:
    """The fields, or None while a quotation mark is open at the end."""
    # An open quotation mark swallows the sign at the end, a closed one leaves it as a field of its own.
    try:
        fields = next(csv.reader([text.rstrip("\r\n") + delimiter + _END], delimiter=delimiter))
    except csv.Error:  # a field longer than any field may be, or a line end where none can be: something is open
        return None
    return fields[:-1] if fields[-1] == _END else None


def _unclosed(first: tuple[int, str], more: list[tuple[int, str]], lines: _Lines, sheet: Sheet) -> Record:
    lines.give_back(more)
    fields = [readable(field) for field in first[1].rstrip("\r\n").split(sheet.delimiter)]
    return Record(first[0], fields, "A quotation mark opens in this line and is not closed: close it, or double it.")


def _fitted(number: int, fields: list[str], width: int) -> Record:
    surplus = fields[width:]
    if surplus and not any(field.strip() for field in surplus):
        fields = fields[:width]
    if len(fields) != width:
        many = "many" if len(fields) > width else "few"
        why = f"Too {many} fields: {len(fields)} instead of {width}. Is a delimiter or a quotation mark missing?"
        return Record(number, [readable(field) for field in fields], why)
    if any(not field.isascii() or "\x00" in field for field in fields) and any(map(_NOT_TEXT.search, fields)):
        return Record(number, [readable(field) for field in fields], _what_is_not_text(fields))
    return Record(number, fields)


def _what_is_not_text(fields: list[str]) -> str:
    if any("\x00" in field for field in fields):
        return "The line contains a NUL byte: remove it."
    return "The line contains bytes that are no letters in this encoding: write it anew, or say --encoding."


def readable(text: str) -> str:
    """The text with whatever cannot be kept replaced by the sign for that."""
    return _NOT_TEXT.sub("\ufffd", text)
