"""Which of the file's columns is which of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cellwork.kernel.refusals import Unfit


class ColumnsDoNotFit(Unfit):
    """The file's header and what was asked of it do not fit together."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column that an import understands."""

    name: str
    means: str
    """For the documentation: what stands in it."""
    also: tuple[str, ...] = ()
    """Other names by which it is known in files."""
    required: bool = False


@dataclass(frozen=True)
class Choice:
    """Where our columns come from: place in the file's header, or one value for all lines."""

    places: Mapping[str, int]
    constants: Mapping[str, str]
    unused: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Does the file, or a constant, say anything about this column?"""
        return name in self.places or name in self.constants


def choose(
    header: Sequence[str],
    columns: Sequence[Column],
    *,
    maps: Mapping[str, str],
    constants: Mapping[str, str],
    file: str,
) -> Choice:
    """Match a header; `maps` is theirs -> ours. ColumnsDoNotFit says what is missing and how to name it."""
    known = {column.name for column in columns}
    _refuse_unknown([*maps.values(), *constants], known)
    places = _mapped(header, maps, file)
    for column in columns:
        if column.name not in places and column.name not in constants:
            place = _found(header, column, set(places.values()) | _places_of(header, maps))
            if place is not None:
                places[column.name] = place
    for name in constants:
        places.pop(name, None)
    _refuse_missing(header, columns, places, constants, file)
    unused = tuple(name for place, name in enumerate(header) if place not in places.values() and name)
    return Choice(places, dict(constants), unused)


def plain(name: str) -> str:
    """A column's name as it is compared: "Street code", "street_code" and "streetCode" are one."""
    return re.sub(r"[^\w]|_", "", name.casefold())


def _refuse_unknown(names: Sequence[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise ColumnsDoNotFit(f"There is no column {name} here.", f"Known are: {', '.join(sorted(known))}.")


def _mapped(header: Sequence[str], maps: Mapping[str, str], file: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for theirs, ours in maps.items():
        found = [place for place, name in enumerate(header) if plain(name) == plain(theirs)]
        if len(found) != 1:
            many = "no column" if not found else "more than one column"
            raise ColumnsDoNotFit(f"{file} has {many} called {theirs}.", f"It has: {_list(header)}.")
        if ours in places:
            raise ColumnsDoNotFit(f"Two columns were mapped to {ours}.", "Map one of them only.")
        places[ours] = found[0]
    return places


def _places_of(header: Sequence[str], maps: Mapping[str, str]) -> set[int]:
    theirs = {plain(name) for name in maps}
    return {place for place, name in enumerate(header) if plain(name) in theirs}


def _found(header: Sequence[str], column: Column, taken: set[int]) -> int | None:
    for name in (column.name, *column.also):
        for place, theirs in enumerate(header):
            if place not in taken and plain(theirs) == plain(name):
                return place
    return None


def _refuse_missing(
    header: Sequence[str], columns: Sequence[Column], places: Mapping[str, int], constants: Mapping[str, str], file: str
) -> None:
    missing = [c.name for c in columns if c.required and c.name not in places and c.name not in constants]
    if missing:
        first = missing[0]
        raise ColumnsDoNotFit(
            f"{file} has no column for {' and '.join(missing)}. It has: {_list(header)}.",
            f"Say which one it is: --map 'their name={first}', or give one value for all lines: --constant {first}=…",
        )


def _list(header: Sequence[str]) -> str:
    return ", ".join(name or "(no name)" for name in header[:30])
