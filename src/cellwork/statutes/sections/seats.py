"""Seats of conferences: who comes in which way, by which order somebody belongs to one of them, how seats are allotted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cellwork.statutes.grammar import Bounds, Form, Setting, Table, number_settings
from cellwork.statutes.mistakes import shown
from cellwork.statutes.section import Given, Section
from cellwork.statutes.sections.conferences import conferences_named
from cellwork.statutes.shapes import Values, numbers_of

FITS_BY: Mapping[str, str] = {
    "offices": "whoever holds one of the offices",
    "cells": "every member of a cell",
    "hand": "nobody by a rule: names are entered one by one",
}
CHOSEN_BY = ("ex_officio", "lot", "nomination", "election", "invitation")
METHODS = ("sainte_lague", "largest_remainder", "d_hondt", "huntington_hill", "adams")
ALLOT_BY = ("cells", "members", "people")
ALLOT_TO = ("unit", "sector", "both")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""Keys stand in addresses of pages."""


@dataclass(frozen=True, kw_only=True)
class SeatNumbers:
    """Days in office and members of a cell: how people are described when seats are drawn."""

    new_days: int = 365
    small_up_to: int = 9
    large_from: int = 30


@dataclass(frozen=True, kw_only=True)
class SeatCategory:
    """Who may come to a conference in one way. A person fits the first one of a conference, in the order of the file."""

    conference: str
    key: str
    title: str
    plural: str
    by: str
    """A key of FITS_BY."""
    offices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """At which kinds of bodies; never empty where `by` is "offices" or "cells"."""
    sectors: tuple[str, ...] = ()
    """Only bodies of these sectors; empty: of any."""
    production_sites: bool = False
    """Only bodies at production sites."""
    chosen: str = "invitation"
    """One of CHOSEN_BY."""
    seats: int | None = None
    """How many are proposed; None: as many as fit or are invited."""
    method: str = METHODS[0]
    allot_by: str = ALLOT_BY[0]
    allot_to: str = ALLOT_TO[0]
    minimum: int = 0
    """Seats that every unit or sector has at least."""


@dataclass(frozen=True, kw_only=True)
class SeatRules:
    """All categories in the order of the file, and the numbers by which people are described."""

    numbers: SeatNumbers = field(default_factory=SeatNumbers)
    categories: tuple[SeatCategory, ...] = ()

    def of(self, conference: str) -> tuple[SeatCategory, ...]:
        """Those of one kind of conference, in the order by which somebody fits one of them."""
        return tuple(each for each in self.categories if each.conference == conference)


_BOUNDS: Mapping[str, Bounds] = {
    "new_days": Bounds("Whoever held an office for fewer days, all terms together, counts as new in it.", 1, 3650),
    "small_up_to": Bounds("A cell with so many members or fewer counts as small.", 1, 9999),
    "large_from": Bounds("A cell with so many members or more counts as large.", 2, 10_000),
}

SEATS = Table(
    name="seats",
    meaning="How those who may come to a conference are described when seats are drawn.",
    settings=number_settings(SeatNumbers, _BOUNDS),
)

CATEGORIES = Table(
    name="seat_categories",
    meaning="Who comes to a conference, and in which way. One [[seat_categories]] for every way; "
    "somebody belongs to the first one of a conference that fits, in the order of this file.",
    is_repeated=True,
    one_is="a category of seats",
    settings=(
        Setting(
            name="conference",
            form=Form.CODE_OR_CODES,
            meaning="The conference it is for, or several of them.",
            required=True,
            example='"secretaries"',
        ),
        Setting(
            name="key",
            form=Form.TEXT,
            meaning="A short name of its own within the conference; it stays when the words change.",
            required=True,
            most=40,
            example='"delegates"',
        ),
        Setting(name="title", form=Form.TEXT, meaning="Name of one.", required=True, most=60, example='"Delegate"'),
        Setting(
            name="plural", form=Form.TEXT, meaning="Name of several.", required=True, most=60, example='"Delegates"'
        ),
        Setting(
            name="by",
            form=Form.TEXT,
            meaning="Who fits: " + "; ".join(f'"{name}", {meaning}' for name, meaning in FITS_BY.items()) + ".",
            required=True,
            example='"offices"',
        ),
        Setting(
            name="offices",
            form=Form.CODE_OR_CODES,
            meaning='With "offices": which of them.',
            example='["cell_secretary"]',
        ),
        Setting(
            name="kinds",
            form=Form.CODE_OR_CODES,
            meaning="Only at bodies of these kinds. Left out: wherever the offices are, or every kind of cell.",
            example='["city_committee"]',
        ),
        Setting(
            name="sectors",
            form=Form.CODE_OR_CODES,
            meaning="Only at bodies of these sectors. Left out: of any.",
            example='["mining"]',
        ),
        Setting(
            name="production_sites", form=Form.YES_NO, meaning="Only at bodies at production sites.", default=False
        ),
        Setting(
            name="chosen",
            form=Form.TEXT,
            meaning='How participants are chosen out of them: "ex_officio" (all come by their office), "lot", "nomination", '
            '"election" or "invitation".',
            required=True,
            example='"lot"',
        ),
        Setting(
            name="seats",
            form=Form.WHOLE_NUMBER,
            meaning="How many seats are proposed. Left out: as many as fit, or as are invited.",
            least=1,
            most=1_000_000,
            example="9600",
        ),
        Setting(
            name="method",
            form=Form.TEXT,
            meaning="The method proposed for allotting the seats: " + ", ".join(f'"{name}"' for name in METHODS) + ".",
            default=METHODS[0],
        ),
        Setting(
            name="allot_by",
            form=Form.TEXT,
            meaning='In proportion to what: "cells" (or what other bodies there are), their "members", or "people" who fit.',
            default=ALLOT_BY[0],
        ),
        Setting(
            name="allot_to",
            form=Form.TEXT,
            meaning='To whom: "unit" (each body directly below the one whose conference it is), "sector", or "both" at once.',
            default=ALLOT_TO[0],
        ),
        Setting(
            name="minimum",
            form=Form.WHOLE_NUMBER,
            meaning="Seats that each unit or sector has at least.",
            default=0,
            least=0,
            most=1000,
        ),
    ),
)


def _read(given: Given) -> SeatRules:
    numbers = numbers_of(SeatNumbers, given.single(SEATS))
    if numbers.large_from <= numbers.small_up_to:
        what = (
            f"A cell with {numbers.large_from} members would be large, and one with {numbers.small_up_to} still small."
        )
        given.findings.add((SEATS.name, "large_from"), what, f"Write {numbers.small_up_to + 1} or more.")
    found: list[SeatCategory] = []
    taken: set[tuple[str, str]] = set()
    for values in given.repeated(CATEGORIES):
        for conference in conferences_named(given, values):
            category = _category(given, values, conference)
            if (conference, category.key) in taken and category.key:
                what = f'"{conference}" has two categories with the key "{category.key}".'
                given.findings.add(values.at("key"), what, "Give each its own key.")
            taken.add((conference, category.key))
            found.append(category)
    return SeatRules(numbers=numbers, categories=tuple(found))


def _category(given: Given, values: Values, conference: str) -> SeatCategory:
    key = values.text("key")
    if key and not _KEY.fullmatch(key):
        what = f'"{shown(key)}" cannot be the key of a category.'
        given.findings.add(values.at("key"), what, "Use small letters a to z, digits and underscores, 40 at most.")
    by = _one_of(given, values, "by", tuple(FITS_BY))
    offices = _offices(given, values, by)
    return SeatCategory(
        conference=conference,
        key=key,
        title=values.text("title", key),
        plural=values.text("plural", key),
        by=by,
        offices=offices,
        kinds=_kinds(given, values, by, offices),
        sectors=_sectors(given, values),
        production_sites=values.yes("production_sites"),
        chosen=_one_of(given, values, "chosen", CHOSEN_BY),
        seats=values.number("seats"),
        method=_one_of(given, values, "method", METHODS),
        allot_by=_one_of(given, values, "allot_by", ALLOT_BY),
        allot_to=_one_of(given, values, "allot_to", ALLOT_TO),
        minimum=values.number("minimum") or 0,
    )


def _one_of(given: Given, values: Values, name: str, words: tuple[str, ...]) -> str:
    """One of a few words; the first of them where it was not given or cannot be told."""
    text = values.text(name)
    one = name.replace("_", " ")
    found = given.known(text, values.at(name), words, one=f'word for "{one}"', all_are="They are") if text else None
    return found or words[0]


def _offices(given: Given, values: Values, by: str) -> tuple[str, ...]:
    if by != "offices":
        if values.has("offices"):
            what = f'Who fits "{by}" does not depend on offices.'
            given.findings.add(values.at("offices"), what, 'Strike "offices", or write by = "offices".')
        return ()
    if not values.has("offices") and "by" not in values.faulty:
        given.findings.add(values.path, "It is not said which offices.", 'Write offices = ["..."].')
    found = (
        given.known(name, path, given.offices, one="office", all_are="The offices are")
        for name, path in values.texts("offices")
    )
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _kinds(given: Given, values: Values, by: str, offices: tuple[str, ...]) -> tuple[str, ...]:
    named = given.kinds_named(values, "kinds")
    for kind in named:
        _must_be_there(given, values, by, kind, offices)
    if named or by == "hand":
        return named
    if by == "cells":
        return tuple(code for code, kind in given.kinds.items() if kind.is_cell)
    return tuple(code for code in given.kinds if any(given.offices[office].may_be_at(code) for office in offices))


def _must_be_there(given: Given, values: Values, by: str, kind: str, offices: tuple[str, ...]) -> None:
    title = given.kinds[kind].title
    if by == "cells" and not given.kinds[kind].is_cell:
        given.findings.add(values.at("kinds"), f"“{title}” is no kind of cell.", "Name kinds of cells.")
    if by == "offices" and offices and not any(given.offices[office].may_be_at(kind) for office in offices):
        what = f"None of these offices is at “{title}”."
        given.findings.add(values.at("kinds"), what, "Strike this kind, or name an office that is there.")


def _sectors(given: Given, values: Values) -> tuple[str, ...]:
    found = (
        given.known(name, path, given.sectors, one="sector", all_are="The sectors are")
        for name, path in values.texts("sectors")
    )
    return tuple(dict.fromkeys(name for name in found if name is not None))


SECTION = Section(rules=SeatRules, tables=(SEATS, CATEGORIES), read=_read)
