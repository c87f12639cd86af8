"""From text to plain tables: everything that can be wrong before a single rule has been read.

`tomllib` stops at the first error. To show a writer all of them at once, the lines at fault are set aside and the
rest is read again. Something that swallows the file to its end (a text in three quotation marks, never closed) ends
the search.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from cellwork.statutes.mistakes import Mistake, Path, Place
from cellwork.statutes.places import places_in

MOST_SYNTAX_ERRORS = 50

_POSITION = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_BEGINS_STATEMENT = re.compile(r"""\s*(\[|[\w"'.-][\w"'. -]*=)""")
_CURVED = re.compile("[“”„«»″\u2018\u2019\u201a]")

Tables = dict[str, object]

# Texts over several lines: what `tomllib` says when the file ends before they do, and what they begin with.
_NEVER_CLOSED = {"Unterminated string": '"""', "Expected \"'''\"": "'''"}

# What `tomllib` says (its beginning), what that means to somebody who has never heard of TOML, and what helps.
_EXPLAINED: tuple[tuple[str, str, str], ...] = (
    (
        "Expected '=' after a key",
        "This line is neither a setting nor the head of a table.",
        'Write a setting as name = value, such as title = "Cell"; begin a remark with #.',
    ),
    (
        "Invalid value",
        "The value is missing or cannot be read.",
        'Put texts in straight quotation marks, such as title = "Cell"; yes is true and no is false, in small letters.',
    ),
    (
        "Invalid statement",
        "This line cannot be read.",
        'Write a setting as name = value, such as title = "Cell"; begin a remark with #.',
    ),
    (
        "Invalid initial character for a key part",
        "The name of a setting is missing or has a letter that names cannot have.",
        "Names consist of small letters, digits and underscores, such as cell_secretary.",
    ),
    (
        "Cannot overwrite a value",
        "This setting stands in its table a second time.",
        "Keep one of the two and strike the other.",
    ),
    (
        "Cannot declare",
        "This table stands in the file a second time.",
        "Move its settings to the first one and strike this head; only [[powers]] may stand more than once.",
    ),
    (
        "Unclosed array",
        "A list that begins above is not closed.",
        "Close it with ] and separate its items by commas.",
    ),
    (
        "Invalid inline table",
        "A pair of braces is not closed.",
        "Write { provincial_committee = 1, city_committee = 1 } on one line.",
    ),
    (
        "Unclosed inline table",
        "A pair of braces is not closed.",
        "Write { provincial_committee = 1, city_committee = 1 } on one line.",
    ),
    (
        "Unterminated string",
        "A text is not closed by a quotation mark.",
        'Put one straight quotation mark (") before and one after the text.',
    ),
    (
        "Illegal character",
        "A text is not closed by a quotation mark, or has an invisible character in it.",
        'Put one straight quotation mark (") before and one after the text, on the same line.',
    ),
    (
        "Expected newline or end of document",
        "Something stands behind the value that does not belong to it.",
        "Begin a new line for every setting; begin a remark with #.",
    ),
    (
        "Expected ']",
        "The head of a table is not closed.",
        "Write [kinds.cell] with one pair of brackets, [[powers]] with two.",
    ),
    (
        "Exceeds the limit",
        "A number in this file is thousands of digits long.",
        "Look for it and write the number that was meant.",
    ),
    (
        "Nested too deeply",
        "Lists stand inside lists inside lists, too deep to be read.",
        "No setting needs a list inside a list.",
    ),
    (
        "Unescaped '\\'",
        "A backslash (\\) stands in a text.",
        "Write it twice (\\\\), or put the text between single quotation marks (').",
    ),
)


def read_tables(text: str) -> tuple[Tables, dict[Path, Place]]:
    """The tables of the file and the place of every key; raises `NotToml` with every mistake of syntax."""
    mistakes = tuple(syntax_mistakes(text))
    if mistakes:
        raise NotToml(mistakes)
    return tomllib.loads(text), places_in(text)


class NotToml(Exception):
    """The text is not TOML; `mistakes` holds every place that could be told."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(mistakes)
        self.mistakes = mistakes


@dataclass(frozen=True)
class _Stumble:
    """What `tomllib` stumbles over first. Lines and columns count from 1."""

    message: str
    line: int
    column: int
    at_end: bool = False


def syntax_mistakes(text: str) -> Iterator[Mistake]:
    """Every mistake of syntax, in the order of the file, up to `MOST_SYNTAX_ERRORS`."""
    lines = text.split("\n")
    for _ in range(MOST_SYNTAX_ERRORS):
        stumble = _first_stumble(lines)
        if stumble is None:
            return
        shown, first, last = _lines_at_fault(stumble, lines)
        yield _explained(stumble, shown, lines)
        if stumble.at_end:
            return
        _set_aside(lines, first, last)


def _first_stumble(lines: list[str]) -> _Stumble | None:
    try:
        tomllib.loads("\n".join([*lines, ""]))
    except RecursionError:
        return _Stumble("Nested too deeply", 1, 1, at_end=True)
    except ValueError as error:  # also its parent: a number of 5,000 digits is no TOMLDecodeError
        position = _POSITION.search(str(error))
        message = _POSITION.sub("", str(error))
        if position is not None and position[1] is not None:
            return _Stumble(message, int(position[1]), int(position[2]))
        return _Stumble(message, _last_line_written(lines), 1, at_end=True)
    return None


def _last_line_written(lines: list[str]) -> int:
    return max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)


def _lines_at_fault(stumble: _Stumble, lines: list[str]) -> tuple[int, int, int]:
    """The line that is shown, and the first and last of those to set aside."""
    line = stumble.line
    begins = _statement_begins(lines, line)
    if stumble.message in _NEVER_CLOSED:
        quotes = _NEVER_CLOSED[stumble.message]
        begins = max((number for number, content in enumerate(lines, 1) if quotes in content), default=line)
        return begins, begins, line
    if stumble.at_end or stumble.message.startswith("Cannot "):
        return begins, begins, line
    if stumble.message == "Unclosed array" and begins < line:
        return line, begins, _statement_ends(lines, line)
    if line > 1 and (stumble.message == "Unclosed array" or _first_stumble([lines[line - 1]]) is None):
        # The line is right by itself: the one above has swallowed it.
        begins = _statement_begins(lines, line - 1)
        return begins, begins, line - 1
    return line, line, line


def _statement_begins(lines: list[str], line: int) -> int:
    while line > 1 and not _BEGINS_STATEMENT.match(lines[line - 1]):
        line -= 1
    return line


def _statement_ends(lines: list[str], line: int) -> int:
    while line < len(lines) and not _BEGINS_STATEMENT.match(lines[line]):
        line += 1
    return line


def _set_aside(lines: list[str], first: int, last: int) -> None:
    # A head set aside must stay a head, or the settings below it would fall into the table above.
    is_head = lines[first - 1].lstrip().startswith("[")
    lines[first - 1 : last] = [""] * (last - first + 1)
    if is_head:
        lines[first - 1] = f'["set aside, line {first}"]'


def _explained(stumble: _Stumble, line: int, lines: list[str]) -> Mistake:
    content = lines[line - 1]
    column = _column(stumble, line, content)
    if _CURVED.search(content):
        what = "The line has curved quotation marks, as word processors make them."
        return Mistake(line, column, "", what, 'Use the straight quotation mark (") on both sides of a text.')
    if stumble.message in _NEVER_CLOSED:
        what = "A text that begins here with three quotation marks is not closed."
        return Mistake(line, column, "", what, "One quotation mark before and one after a text is enough.")
    if line < stumble.line and not stumble.message.startswith("Cannot "):
        what = "What begins in this line is not closed."
        return Mistake(line, column, "", what, "Close a list with ] and separate its items by commas.")
    return Mistake(line, column, "", *_in_plain_words(stumble.message))


def _column(stumble: _Stumble, line: int, content: str) -> int:
    if line == stumble.line and not stumble.at_end and not stumble.message.startswith("Cannot "):
        return min(stumble.column, len(content) + 1)
    return len(content) - len(content.lstrip()) + 1


def _in_plain_words(message: str) -> tuple[str, str]:
    for beginning, what, remedy in _EXPLAINED:
        if message.startswith(beginning):
            return what, remedy
    return f"This cannot be read: {message}.", "Compare the line with one of the samples."
