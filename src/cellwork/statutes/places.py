"""Where in a TOML text every key, table and item of a list stands.

The standard library reads TOML without remembering places. This goes through a text that it has accepted already, so
it need not check anything: it only has to know where a key begins and where a value ends.
"""

import re
import tomllib

from cellwork.statutes.mistakes import Path, Place

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_TEXT = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'''',
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}#\n]*")


def places_in(text: str) -> dict[Path, Place]:
    """The place of every key, table and list item of a text that `tomllib` accepts; line ends must be "\\n"."""
    return _Scan(text).whole()


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[Path, Place] = {}
        self.line = 1
        self.line_begins = 0
        self.counted_to = 0
        self.newest_item: dict[Path, int] = {}

    def whole(self) -> dict[Path, Place]:
        table: Path = ()
        self.skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.setting(table)
            self.skip(_BLANK)
        return self.places

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        assert match is not None, f"not the TOML that was accepted, at character {self.at}"
        self.at = match.end()
        return match[0]

    def here(self) -> Place:
        begun = self.text.count("\n", self.counted_to, self.at)
        if begun:
            self.line += begun
            self.line_begins = self.text.rindex("\n", self.counted_to, self.at) + 1
        self.counted_to = self.at
        return self.line, self.at - self.line_begins + 1

    def header(self) -> Path:
        place = self.here()
        is_item = self.text.startswith("[[", self.at)
        self.at += 2 if is_item else 1
        parts = self.key()
        self.at += 2 if is_item else 1
        path = self.in_newest_items(parts[:-1]) + parts[-1:]
        if is_item:
            self.places.setdefault(path, place)
            self.newest_item[path] = self.newest_item.get(path, -1) + 1
        path = self.in_newest_items(parts)
        self.note(path, place)
        return path

    def in_newest_items(self, parts: tuple[str, ...]) -> Path:
        """[powers.x] after the third [[powers]] means ("powers", 2, "x")."""
        path: Path = ()
        for part in parts:
            path += (part,)
            if path in self.newest_item:
                path += (self.newest_item[path],)
        return path

    def note(self, path: Path, place: Place) -> None:
        for length in range(1, len(path)):
            self.places.setdefault(path[:length], place)
        self.places[path] = place

    def setting(self, table: Path) -> None:
        place = self.here()
        path = table + self.key()
        self.note(path, place)
        self.at += 1  # the equals sign
        self.skip(_SPACE)
        self.value(path)

    def key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self.skip(_SPACE)
            parts.append(_plain_key(self.skip(_KEY_PART)))
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def value(self, path: Path) -> None:
        first = self.text[self.at]
        if first == "[":
            self.items(path)
        elif first == "{":
            self.inline_table(path)
        else:
            self.skip(_TEXT if first in "\"'" else _PLAIN)

    def items(self, path: Path) -> None:
        self.at += 1
        number = 0
        self.skip(_BLANK)
        while self.text[self.at] != "]":
            self.places[(*path, number)] = self.here()
            self.value((*path, number))
            number += 1
            self.to_next_item()
        self.at += 1

    def inline_table(self, path: Path) -> None:
        self.at += 1
        self.skip(_BLANK)
        while self.text[self.at] != "}":
            self.setting(path)
            self.to_next_item()
        self.at += 1

    def to_next_item(self) -> None:
        self.skip(_BLANK)
        if self.text[self.at] == ",":
            self.at += 1
            self.skip(_BLANK)


def _plain_key(part: str) -> str:
    """A key without its quotation marks; only a reader of TOML knows all escapes."""
    if part[0] not in "\"'":
        return part
    return next(iter(tomllib.loads(f"{part} = 0")))
