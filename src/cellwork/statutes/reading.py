"""From the text of a statutes file to `Statutes`, or to every mistake in it at once.

Three steps, each with its own kind of mistake: `syntax` (can it be read at all), `shapes` (does every setting exist and
have the right form), and `standing` with `granting` (do the rules make an organisation).
"""

import codecs
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path as FilePath
from zoneinfo import available_timezones

from cellwork.statutes.grammar import (
    DEADLINES,
    KINDS,
    OFFICES,
    ORGANISATION,
    POWERS,
    SECTORS,
    WORDS,
    Form,
    Setting,
    Table,
)
from cellwork.statutes.granting import Circle, OfficeDraft, PowerDraft, check_leading, offices_of, powers_of
from cellwork.statutes.mistakes import Findings, Mistake, Path, StatutesRefused, nearest, shown, suggestion
from cellwork.statutes.rules import Deadlines, Kind, Office, Sector, Statutes, Words
from cellwork.statutes.section import Given
from cellwork.statutes.sections import ALL_TABLES, SECTIONS
from cellwork.statutes.shapes import (
    Values,
    entries_of,
    named_of,
    numbers_of,
    repeated_of,
    single_of,
    tables_of,
    text_of,
)
from cellwork.statutes.standing import KindDraft, check_standing, drafts_of
from cellwork.statutes.syntax import NotToml, read_tables

__all__ = [
    "Mistake",
    "StatutesRefused",
    "fingerprint_of",
    "read_statutes",
    "read_statutes_file",
    "read_statutes_once_in_force",
    "sample_names",
    "sample_text",
    "text_of_file",
]

LARGEST_FILE = 200_000
"""Bytes; the statutes of the largest organisation need a twentieth of it."""

_SAMPLES = FilePath(__file__).parent / "samples"
_BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"
_HALF_LETTER = re.compile("[\ud800-\udfff]")
_ZONES = 'Write the name of a large city of the zone, such as "Europe/Vienna".'
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def sample_names() -> tuple[str, ...]:
    """The names of the samples that come with the package, such as "party"."""
    return tuple(sorted(path.stem for path in _SAMPLES.glob("*.toml")))


def sample_text(name: str) -> str:
    """The text of a sample; KeyError if there is none of this name."""
    if name not in sample_names():
        raise KeyError(name)
    return (_SAMPLES / f"{name}.toml").read_text(encoding="utf-8")


def fingerprint_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_statutes_file(path: str | FilePath, *, known_permissions: Mapping[str, str]) -> Statutes:
    """As `read_statutes`, from a file; a file that is missing, unreadable or not UTF-8 is refused in the same way."""
    return read_statutes(text_of_file(path), known_permissions=known_permissions)


def text_of_file(path: str | FilePath) -> str:
    """The text of a statutes file as it stands; `StatutesRefused` if there is no such text."""
    try:
        content = FilePath(path).read_bytes()
    except FileNotFoundError:
        raise _refused("There is no such file.", "Check its name and folder; begin with one of the samples.") from None
    except IsADirectoryError:
        raise _refused("This is a folder.", "Name the file inside it.") from None
    except OSError as error:
        raise _refused(f"The file cannot be opened: {error.strerror}.", "Check who may read it.") from None
    if len(content) > LARGEST_FILE:
        raise _refused(f"The file has {len(content)} bytes; that is no statutes file.", "Check its name.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _refused("The file is saved as UTF-16.", "Save it as UTF-8 (in most editors: Save as, Encoding).")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(content, error.start) from None


def _mistake(what: str, remedy: str, line: int = 1, column: int = 1) -> Mistake:
    return Mistake(line, column, "", what, remedy)


def _refused(what: str, remedy: str, line: int = 1, column: int = 1) -> StatutesRefused:
    return StatutesRefused([_mistake(what, remedy, line, column)])


def _not_utf8(content: bytes, at: int) -> StatutesRefused:
    before = content[:at]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
    what = "Here is a letter that is not in UTF-8; the file is saved in an older encoding."
    return _refused(what, "Save it as UTF-8 (in most editors: Save as, Encoding).", line, column)


def read_statutes(text: str, *, known_permissions: Mapping[str, str]) -> Statutes:
    """The statutes that the text says; raises `StatutesRefused` with all its mistakes.

    `known_permissions` maps the code of every power that may be granted to its sentence ("adopt a decision").
    """
    early = _mistakes_of_encoding(text)
    plain = text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n")
    if not plain.strip():
        raise StatutesRefused([*early, _mistake("The file is empty.", "Begin with one of the samples.")])
    try:
        document, places = read_tables(plain)
    except NotToml as error:
        raise StatutesRefused([*early, *error.mistakes]) from None
    findings = Findings(places, early)
    draft = _draft_of(document, known_permissions, findings)
    if findings.mistakes:
        raise StatutesRefused(findings.mistakes)
    return _made_of(draft, fingerprint_of(text))


def read_statutes_once_in_force(text: str) -> Statutes:
    """The statutes of a text that was checked when it took effect.

    What it grants is taken as it stands: a power that no package knows any more reaches nothing and harms nothing, but
    an organisation whose rules cannot be read stands still.
    """
    granted = re.findall(r"""["']([a-z_]+\.[a-z_]+)["']""", text)
    return read_statutes(text, known_permissions=dict.fromkeys(granted, ""))


def _mistakes_of_encoding(text: str) -> list[Mistake]:
    mistakes: list[Mistake] = []
    if text.startswith(_BYTE_ORDER_MARK):
        what = "The file begins with an invisible byte order mark."
        mistakes.append(_mistake(what, "Save it as UTF-8 without BOM (in most editors: Save as, Encoding)."))
    half = _HALF_LETTER.search(text)
    if half is not None:
        line, column = _place_in(text, half.start())
        what = "Here is half of a letter, which cannot be stored."
        mistakes.append(_mistake(what, "Strike it and write the letter again.", line, column))
    return mistakes


def _place_in(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@dataclass(frozen=True)
class _Draft:
    """The whole file, checked but for the mistakes noted."""

    organisation: Values
    words: Values
    sectors: Mapping[str, str]
    kinds: Mapping[str, KindDraft]
    levels: Mapping[str, int]
    offices: Mapping[str, OfficeDraft]
    powers: list[PowerDraft]
    deadlines: Values
    parts: Mapping[type, object]


def _draft_of(document: Mapping[str, object], known_permissions: Mapping[str, str], findings: Findings) -> _Draft:
    tables = tables_of(document, ALL_TABLES, findings)
    kind_values = named_of(KINDS, tables, findings)
    office_values = named_of(OFFICES, tables, findings)
    power_values = repeated_of(POWERS, tables, findings)
    _note_same_titles(KINDS, kind_values, findings)

    kinds = drafts_of(kind_values or {}, findings)
    levels = check_standing(kinds, findings) if kinds else {}
    offices = offices_of(office_values or {}, kinds, findings) if kinds else {}
    powers = powers_of(power_values or (), offices, known_permissions, findings) if offices else []
    _note_same_office_titles(offices, findings)
    # Where a whole table is missing, what follows from that would only hide it.
    if kinds and offices:
        check_leading(kinds, offices, findings)
    if kinds and offices and power_values is not None:
        circle = Circle(kinds, offices, powers, known_permissions, findings)
        circle.check()
        circle.note_empty_powers()
    sectors = _sectors(tables, findings)
    given = Given(tables, kinds, levels, offices, sectors, findings)
    return _Draft(
        organisation=_organisation(tables, findings),
        words=single_of(WORDS, tables, findings),
        sectors=sectors,
        kinds=kinds,
        levels=levels,
        offices=offices,
        powers=powers,
        deadlines=single_of(DEADLINES, tables, findings),
        parts={section.rules: section.read(given) for section in SECTIONS},
    )


def _organisation(tables: Mapping[str, object], findings: Findings) -> Values:
    values = single_of(ORGANISATION, tables, findings)
    zone = values.text("time_zone")
    if zone and zone not in _time_zones():
        remedy = suggestion(zone, _time_zones(), naming=_ZONES) if nearest(zone, _time_zones()) else _ZONES
        findings.add(values.at("time_zone"), f'There is no time zone "{shown(zone)}".', remedy)
    language = values.text("language", "en")
    if not _LANGUAGE.fullmatch(language):
        what = f'"{shown(language)}" is no tag of a language.'
        findings.add(values.at("language"), what, 'Write it such as "en", "de" or "pt-BR".')
    return values


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _sectors(tables: Mapping[str, object], findings: Findings) -> dict[str, str]:
    entries = entries_of(SECTORS, tables.get(SECTORS.name, {}), findings) or {}
    sectors: dict[str, str] = {}
    for code, content in entries.items():
        setting = Setting(name=code, form=Form.TEXT, meaning="The title of the sector.", example='"Farming"')
        title = text_of(setting, content, (SECTORS.name, code), findings)
        if title is not None:
            sectors[code] = title
    _note_repeated(sectors, {code: (SECTORS.name, code) for code in sectors}, findings)
    return sectors


def _note_same_titles(table: Table, entries: Mapping[str, Values] | None, findings: Findings) -> None:
    for name in ("title", "plural"):
        titles = {code: values.text(name) for code, values in (entries or {}).items() if values.text(name)}
        _note_repeated(titles, {code: (table.name, code, name) for code in titles}, findings)


def _note_same_office_titles(offices: Mapping[str, OfficeDraft], findings: Findings) -> None:
    """Two offices may have one title (a secretary here, a secretary there), but not at the same kind of body."""
    for kind in dict.fromkeys(kind for office in offices.values() for kind in office.at):
        here = {code: office for code, office in offices.items() if kind in office.at}
        titles = {code: office.title for code, office in here.items()}
        _note_repeated(titles, {code: here[code].values.at("title") for code in here}, findings)


def _note_repeated(titles: Mapping[str, str], paths: Mapping[str, Path], findings: Findings) -> None:
    first: dict[str, str] = {}
    for code, title in titles.items():
        before = first.setdefault(title.casefold(), code)
        if before != code:
            what = f"“{shown(title)}” is the title of two: {before} and {code}."
            findings.add(paths[code], what, "Give each its own, so that people can tell them apart.")


def _made_of(draft: _Draft, fingerprint: str) -> Statutes:
    return Statutes(
        name=draft.organisation.text("name"),
        time_zone=draft.organisation.text("time_zone"),
        language=draft.organisation.text("language", "en"),
        words=_words(draft.words),
        kinds={code: _kind(kind, draft.levels[code]) for code, kind in draft.kinds.items()},
        offices={code: _office(office) for code, office in draft.offices.items()},
        powers=tuple(power for entry in draft.powers for power in entry.powers()),
        deadlines=numbers_of(Deadlines, draft.deadlines),
        sectors={code: Sector(code=code, title=title) for code, title in draft.sectors.items()},
        parts=draft.parts,
        fingerprint=fingerprint,
    )


def _words(values: Values) -> Words:
    return replace(Words(), **{name: values.text(name) for name in WORDS.names if values.has(name)})


def _kind(draft: KindDraft, level: int) -> Kind:
    return Kind(
        code=draft.code,
        title=draft.title,
        plural=draft.values.text("plural"),
        under=draft.under,
        is_cell=draft.is_cell,
        level=level,
    )


def _office(draft: OfficeDraft) -> Office:
    return Office(
        code=draft.code,
        title=draft.title,
        plural=draft.values.text("plural"),
        at=dict(draft.at),
        leads=draft.leads,
        term_months=draft.values.number("term_months"),
        second_factor=draft.values.yes("second_factor"),
    )
