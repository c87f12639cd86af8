"""From plain tables to values of the right form: no unknown names, no text where a number belongs, nothing missing.

A mistake is noted and the reading goes on. Where it is plain what was meant (a name one letter off), the reading goes
on with that, so that one slip of the pen is reported once and not again by everything that builds on it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from typing import TypeVar

from cellwork.statutes.grammar import LONGEST_TEXT, Form, Setting, Table
from cellwork.statutes.mistakes import Findings, Path, nearest, shown, suggestion

Numbers = TypeVar("Numbers")
"""A frozen dataclass of whole numbers, each with a default."""

_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True)
class Values:
    """The settings of one table that were given and are of the right form; `faulty` names those given but wrong."""

    path: Path
    given: Mapping[str, object]
    faulty: frozenset[str] = frozenset()
    spelled: Mapping[str, str] = field(default_factory=dict)
    """The name as it stands in the file, where it differs."""

    def text(self, name: str, default: str = "") -> str:
        """A text, or `default` if it was not given or is wrong."""
        value = self.given.get(name)
        return value if isinstance(value, str) else default

    def texts(self, name: str) -> tuple[tuple[str, Path], ...]:
        """The texts of a list, each with its place."""
        value = self.given.get(name)
        return value if isinstance(value, tuple) else ()

    def number(self, name: str) -> int | None:
        """A whole number, or None."""
        value = self.given.get(name)
        return value if isinstance(value, int) else None

    def yes(self, name: str) -> bool:
        """True only if it was given as true."""
        return self.given.get(name) is True

    def seats(self, name: str) -> Mapping[str, int]:
        """Seats by code of kind; empty if not given or wrong."""
        value = self.given.get(name)
        return value if isinstance(value, dict) else {}

    def has(self, name: str) -> bool:
        """Whether it was given, right or wrong."""
        return name in self.given or name in self.faulty

    def at(self, name: str) -> Path:
        """Its place in the file."""
        return (*self.path, self.spelled.get(name, name))


def tables_of(document: Mapping[str, object], all_tables: Mapping[str, Table], findings: Findings) -> dict[str, object]:
    """The tables of the file by their right names, out of `all_tables`; notes unknown and missing ones."""
    tables: dict[str, object] = {}
    for name, content in document.items():
        known = name if name in all_tables else _unknown_table(name, document, all_tables, findings)
        if known is not None:
            tables[known] = content
    for table in all_tables.values():
        if table.required and table.name not in tables:
            findings.add((), f"The table {table.head} is missing.", f"{table.meaning} See the samples.")
    return tables


def _unknown_table(
    name: str, document: Mapping[str, object], all_tables: Mapping[str, Table], findings: Findings
) -> str | None:
    homes = [table.head for table in all_tables.values() if name in table.names]
    if homes and not isinstance(document[name], dict | list):
        findings.add((name,), f'The setting "{name}" stands outside every table.', f"Move it below {homes[0]}.")
        return None
    remedy = suggestion(name, all_tables, naming="The tables are")
    findings.add((name,), f'There is no table "{shown(name)}" in the statutes.', remedy)
    meant = nearest(name, all_tables)
    return meant if meant is not None and meant not in document else None


def values_of(table: Table, content: object, path: Path, findings: Findings) -> Values | None:
    """The settings of one table, or None if it is no table at all."""
    if not isinstance(content, dict):
        what = f"{written_head(table, path)} must be a table of settings, here is {form_of(content)}."
        findings.add(path, what, f"Write {written_head(table, path)} on a line of its own and its settings below.")
        return None
    given: dict[str, object] = {}
    faulty: set[str] = set()
    spelled: dict[str, str] = {}
    settings = {setting.name: setting for setting in table.settings}
    for name, value in content.items():
        known = name if name in settings else _unknown_setting(name, table, content, (*path, name), findings)
        if known is None:
            continue
        spelled[known] = name
        right = _READERS[settings[known].form](settings[known], value, (*path, name), findings)
        if right is None:
            faulty.add(known)
        else:
            given[known] = right
    values = Values(path, given, frozenset(faulty), spelled)
    _note_missing(table, values, findings)
    return values


def single_of(table: Table, tables: Mapping[str, object], findings: Findings) -> Values:
    """The settings of a table that stands once; empty if it is missing or is no table."""
    if table.name not in tables:
        return Values((table.name,), {})
    return values_of(table, tables[table.name], (table.name,), findings) or Values((table.name,), {})


def numbers_of(rules: type[Numbers], values: Values) -> Numbers:
    """The rules with the whole numbers that were given and are right."""
    given = {rule.name: values.number(rule.name) for rule in fields(rules)}  # type: ignore[arg-type]
    return rules(**{name: number for name, number in given.items() if number is not None})


def named_of(table: Table, tables: Mapping[str, object], findings: Findings) -> dict[str, Values] | None:
    """The entries [name.CODE] by code; None if the table is missing, empty or no table."""
    if table.name not in tables:
        return None
    entries = entries_of(table, tables[table.name], findings)
    if entries == {}:
        findings.add((table.name,), f"[{table.name}] is empty.", f"Write {table.head} for {table.one_is} at least.")
    read = {code: values_of(table, content, (table.name, code), findings) for code, content in (entries or {}).items()}
    return {code: values for code, values in read.items() if values is not None} or None


def repeated_of(table: Table, tables: Mapping[str, object], findings: Findings) -> list[Values] | None:
    """The entries [[name]] in the order of the file; None if the table is missing or is no series."""
    if table.name not in tables:
        return None
    content = tables[table.name]
    if not isinstance(content, list):
        several = table.name.replace("_", " ").capitalize()
        what = f"{several} come as a series of {table.head}, here is {form_of(content)}."
        remedy = f"Write {table.head} with two pairs of brackets above every {table.one_is.split(maxsplit=1)[1]}."
        findings.add((table.name,), what, remedy)
        return None
    read = (values_of(table, entry, (table.name, number), findings) for number, entry in enumerate(content))
    return [values for values in read if values is not None]


def written_head(table: Table, path: Path) -> str:
    """The head of the table as it stands in the file."""
    if table.is_repeated:
        return table.head
    return "[" + ".".join(str(step) for step in path) + "]"


def _note_missing(table: Table, values: Values, findings: Findings) -> None:
    for setting in table.settings:
        if setting.required and not values.has(setting.name):
            what = f'"{setting.name}" is missing in {written_head(table, values.path)}.'
            findings.add(values.path, what, f"{setting.meaning} Write {setting.name} = {setting.example}.")


def _unknown_setting(
    name: str, table: Table, content: Mapping[str, object], path: Path, findings: Findings
) -> str | None:
    one = f"{table.one_is} has" if table.one_is else f"[{table.name}] has"
    remedy = suggestion(name, table.names, naming="The settings are")
    findings.add(path, f'{one[0].upper()}{one[1:]} no setting "{shown(name)}".', remedy)
    meant = nearest(name, table.names)
    return meant if meant is not None and meant not in content else None


def entries_of(table: Table, content: object, findings: Findings) -> dict[str, object] | None:
    """The entries of a table of tables by their codes, or None if it is none; notes codes nobody can use."""
    if not isinstance(content, dict):
        what = f"[{table.name}] must hold {table.one_is} per name, here is {form_of(content)}."
        findings.add((table.name,), what, f"Begin every one with its own head {table.head}.")
        return None
    for code in content:
        if not _CODE.fullmatch(code):
            what = f'"{shown(code)}" cannot be the code of {table.one_is}.'
            remedy = "Use small letters a to z, digits and underscores, beginning with a letter, 60 at most."
            findings.add((table.name, code), what, remedy)
    return content


def text_of(setting: Setting, value: object, path: Path, findings: Findings) -> str | None:
    """A text on one line, not empty, not too long; None after a mistake was noted."""
    if not isinstance(value, str):
        _note_wrong_form(setting, value, path, findings)
        return None
    text = value.strip()
    if not text:
        findings.add(path, f'"{setting.name}" is empty.', f"Write a text, or strike the line. {setting.meaning}")
        return None
    if _UNPRINTABLE.search(text):
        findings.add(path, f'"{setting.name}" has a line break or an invisible character.', "Write it on one line.")
        return None
    most = setting.most or LONGEST_TEXT
    if len(text) > most:
        what = f'"{setting.name}" has {len(text)} letters, {most} at most fit on the pages.'
        findings.add(path, what, "Choose a shorter one.")
        return None
    return text


def _texts_of(setting: Setting, value: object, path: Path, findings: Findings) -> tuple[tuple[str, Path], ...] | None:
    if isinstance(value, str):
        value, paths = [value], [path]
    elif isinstance(value, list):
        paths = [(*path, number) for number in range(len(value))]
    else:
        _note_wrong_form(setting, value, path, findings)
        return None
    one = replace(setting, form=Form.TEXT)
    found: dict[str, Path] = {}
    for item, place in zip(value, paths, strict=True):
        text = text_of(one, item, place, findings)
        if text in found:
            findings.add(place, f'"{shown(text)}" is named twice in "{setting.name}".', "Strike one of the two.")
        elif text is not None:
            found[text] = place
    if not value and setting.required:
        findings.add(path, f'"{setting.name}" is an empty list.', f"{setting.meaning} Name at least one.")
    return tuple(found.items()) or None if value else ()


def _number_of(setting: Setting, value: object, path: Path, findings: Findings) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        _note_wrong_form(setting, value, path, findings)
        return None
    if not setting.least <= value <= setting.most:
        what = f'"{setting.name}" is {shown(value)}.'
        findings.add(path, what, f"Write a whole number from {setting.least} to {setting.most}.")
        return None
    return value


def _yes_no_of(setting: Setting, value: object, path: Path, findings: Findings) -> bool | None:
    if not isinstance(value, bool):
        _note_wrong_form(setting, value, path, findings)
        return None
    return value


def _seats_of(setting: Setting, value: object, path: Path, findings: Findings) -> dict[str, int] | None:
    if not isinstance(value, dict):
        _note_wrong_form(setting, value, path, findings)
        return None
    if not value:
        findings.add(path, f'"{setting.name}" names no kind of body.', f"{setting.meaning} Name at least one.")
        return None
    seats: dict[str, int] = {}
    for kind, count in value.items():
        # A kind named with a wrong number of seats is still a kind where the office exists.
        seats[kind] = 1
        if not isinstance(count, int) or isinstance(count, bool):
            what = f"Seats must be a whole number, here is {form_of(count)}."
            findings.add((*path, kind), what, f"Write the number without quotation marks: {shown(kind)} = 1.")
        elif not setting.least <= count <= setting.most:
            what = f'The office has {shown(count)} seats at "{shown(kind)}".'
            remedy = f"Write a number from {setting.least} to {setting.most}, or strike this kind."
            findings.add((*path, kind), what, remedy)
        else:
            seats[kind] = count
    return seats


def _note_wrong_form(setting: Setting, value: object, path: Path, findings: Findings) -> None:
    what = f'"{setting.name}" must be {setting.form.value}, here is {form_of(value)}.'
    example = setting.example or _EXAMPLES[setting.form]
    findings.add(path, what, f"Write it such as {setting.name} = {example}.")


def form_of(value: object) -> str:
    """What a value is, as people say it."""
    return next(name for form, name in _FORMS if isinstance(value, form))


_FORMS: Iterable[tuple[type | tuple[type, ...], str]] = (
    (str, "a text"),
    (bool, "a yes or no (true or false)"),
    (int, "a whole number"),
    (float, "a number with a fraction"),
    (list, "a list"),
    (dict, "a table"),
    ((date, time), "a date or a time"),
    (object, "something else"),
)

_EXAMPLES: Mapping[Form, str] = {Form.TEXT: '"Cell"', Form.YES_NO: "true", Form.WHOLE_NUMBER: "14"}

_READERS: Mapping[Form, Callable[[Setting, object, Path, Findings], object]] = {
    Form.TEXT: text_of,
    Form.CODE_OR_CODES: _texts_of,
    Form.WHOLE_NUMBER: _number_of,
    Form.YES_NO: _yes_no_of,
    Form.SEATS: _seats_of,
}
