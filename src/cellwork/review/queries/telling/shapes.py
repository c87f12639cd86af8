"""What a section of a dossier is told in: sentences, figures, tables, curves, words. The same for pages and for paper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from cellwork.kernel.clock import day_of
from cellwork.review.layout import Numbers, held_back, months_between
from cellwork.review.queries.reading import Parts
from cellwork.web.wording import number, percent

if TYPE_CHECKING:
    from cellwork.review.models import Dossier
    from cellwork.statutes.rules import Statutes


@dataclass(frozen=True)
class Cell:
    """A number in a table with what it is of, or words; `url` opens what it counts."""

    text: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Row:
    """A line of a table."""

    label: str
    cells: Sequence[Cell]
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Table:
    """`head` names the columns after the first; `first` the first one."""

    title: str
    first: str
    head: Sequence[str]
    rows: Sequence[Row]
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A number that stands large; `url` opens what it counts."""

    label: str
    text: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Bar:
    """One whole in parts: (key of a tone, label, number)."""

    label: str
    parts: Sequence[tuple[str, str, int]]
    whole: int


@dataclass(frozen=True)
class Curve:
    """A line over months; `top`: the whole, of a share."""

    label: str
    points: Sequence[tuple[date, float]]
    top: float | None = None


@dataclass(frozen=True)
class Quote:
    """What a body wrote; of when."""

    words: str
    body: str
    when: str


@dataclass(frozen=True)
class Told:
    """A section, from the first sentence to the last table."""

    key: str
    title: str
    sentences: Sequence[str] = ()
    figures: Sequence[Figure] = ()
    bars: Sequence[Bar] = ()
    curves: Sequence[Curve] = ()
    tables: Sequence[Table] = ()
    quotes: Sequence[Quote] = ()
    note: str = ""


LINKS = ("decisions", "reports", "shortcomings", "meetings", "voices", "offices")


@dataclass(frozen=True)
class Edition:
    """An edition with what is needed to tell it. `opens`: the packages whose pages the reader may open from here."""

    dossier: Dossier
    parts: Parts
    statutes: Statutes
    opens: Collection[str] = field(default_factory=frozenset)
    unit: str = ""
    """The branch that curves are restricted to; empty: the whole."""

    @property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """Id and name of each unit by its path, as they were called when the edition was made."""
        found: Mapping[str, Mapping[str, str]] = self.parts("organisation").get("names", {})
        return found

    @property
    def body_name(self) -> str:
        """The body the edition is about."""
        return self.unit_name(self.dossier.path)

    def unit_name(self, path: str) -> str:
        """A unit by its path; one that is no longer there is called so."""
        return self.names.get(path, {}).get("name", "a body that is no longer there")

    def unit_label(self, path: str) -> str:
        """The same in a table: the body itself says so."""
        return f"{self.unit_name(path)} itself" if path == self.dossier.path else self.unit_name(path)

    def unit_id(self, path: str) -> str:
        """The id of a unit; empty for one that is no longer there."""
        return self.names.get(path, {}).get("id", "")

    def own_review(self, path: str) -> str:
        """Where a unit's own editions are; empty for the body itself, and for whoever may not follow it there."""
        return "" if path == self.dossier.path else self.link("offices", "dossiers", self.unit_id(path))

    def sector(self, code: str) -> str:
        """A sector as the statutes call it."""
        found = self.statutes.sectors.get(code)
        return found.title if found else code or "without a sector"

    def link(self, package: str, name: str, *args: object, query: Mapping[str, object] | None = None) -> str:
        """An address, where the reader may open pages of that package and every part of it is known."""
        if package not in self.opens or not all(str(arg) for arg in args):
            return ""
        asked = {key: value for key, value in (query or {}).items() if value}
        return reverse(name, args=args) + (f"?{urlencode(asked)}" if asked else "")


def counted(value: int, of: int | None = None, url: str = "") -> Cell:
    """A number, with its share of something if that is given."""
    return Cell(number(value), percent(value, of) if of is not None else "", url if value else "")


def days_of(value: float | None) -> str:
    """Days as people say them; a dash where too few are behind it."""
    if value is None:
        return "\u2013"
    whole = round(value)
    return f"{number(whole)}\u00a0day{'' if whole == 1 else 's'}"


def times_of(value: float | None) -> str:
    """A time in office: in years from two on, else in months; a dash where too few are behind it."""
    if value is None:
        return "\u2013"
    if value >= 730:  # noqa: PLR2004 -- two years
        return f"{value / 365.25:.1f}\u00a0years"
    months = round(value / 30.4)
    return f"{months}\u00a0month{'' if months == 1 else 's'}"


Cells = Callable[[str, Numbers], Sequence[Cell]]


def by_unit(edition: Edition, groups: Mapping[str, Numbers], head: Sequence[str], cells: Cells) -> Table:
    """One line for each body directly below, and one for the body itself where it is counted."""
    rows = [
        Row(edition.unit_label(path), cells(path, groups[path]), url=edition.own_review(path))
        for path in sorted(groups)
        if any(groups[path].values())
    ]
    return Table("By body directly below", "Body", head, rows)


def by_sector(edition: Edition, groups: Mapping[str, Numbers], head: Sequence[str], cells: Cells) -> Table:
    """One line for each sector, as the statutes call it."""
    named = sorted((not code, edition.sector(code), code) for code in groups if any(groups[code].values()))
    return Table("By sector", "Sector", head, [Row(title, cells(code, groups[code])) for _, title, code in named])


def monthly(edition: Edition, months: Mapping[str, Mapping[str, Numbers]], key: str) -> list[tuple[date, float]]:
    """One number month by month, for the whole or for the unit that was chosen; months in which nothing was counted are 0."""
    found = months.get(edition.unit or ("" if "" in months else edition.dossier.path), {})
    return [(month, float(found.get(str(month), {}).get(key, 0))) for month in edition_months(edition)]


def edition_months(edition: Edition) -> list[date]:
    """The months of the edition, the first days of each."""
    return months_between(edition.dossier.since, day_of(edition.dossier.asked_at, edition.statutes.time_zone))


def running(points: Iterable[tuple[date, float]], start: float = 0) -> list[tuple[date, float]]:
    """The sum so far, month by month."""
    sums, reached = [], start
    for month, value in points:
        reached += value
        sums.append((month, reached))
    return sums


def small_units(groups: Mapping[str, Numbers], key: str, fewest: int) -> set[str]:
    """Which groups are not told, by one of their numbers."""
    return held_back({name: numbers[key] for name, numbers in groups.items()}, fewest)


def sum_of(numbers: Mapping[str, Any], *keys: str) -> int:
    """Some of the numbers added up."""
    return sum(int(numbers.get(key, 0)) for key in keys)
