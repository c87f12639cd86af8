"""Quotas as somebody chose them, and the lot's whole task made of them.

Stored on the draw as plain JSON: `features` that count, `parts` (exact seats of units and sectors, as allotted), `rows`
(least and most for one value of a feature, in seats or of a hundred).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil, floor
from typing import Any, Literal

from cellwork.draws.lot.quotas import Quota, Task, quota
from cellwork.draws.lot.types import Types
from cellwork.draws.queries.candidates import units
from cellwork.draws.states import FEATURES
from cellwork.kernel.refusals import Unfit
from cellwork.seats.queries import UnitSeats

Measure = Literal["percent", "seats"]
_WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class Part:
    """Seats of a unit (its code), a sector, or a sector of a unit; exact. None: not divided by that."""

    unit: str | None
    sector: str | None
    seats: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """At least and at most so many seats, or of a hundred of them, for people with one value of a feature; "" is not said."""

    feature: str
    value: str
    least: int
    most: int
    measure: Measure

    def in_seats(self, seats: int) -> tuple[int, int]:
        """Whole seats: never looser than what was said, and never narrower than one can sit."""
        if self.measure == "seats":
            return self.least, self.most
        return ceil(self.least * seats / _WHOLE), floor(self.most * seats / _WHOLE)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """All quotas of one draw."""

    parts: tuple[Part, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def features(self) -> tuple[str, ...]:
        """Those that count in any quota, sorted: others split no type and are not published."""
        found = {row.feature for row in self.rows}
        found |= {"unit" for part in self.parts if part.unit is not None}
        found |= {"sector" for part in self.parts if part.sector is not None}
        return tuple(name for name in FEATURES if name in found)

    @property
    def seats(self) -> int:
        """How many seats are drawn."""
        return sum(part.seats for part in self.parts)

    def as_stored(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "features": list(self.features),
            "parts": [asdict(part) for part in self.parts],
            "rows": [asdict(row) for row in self.rows],
        }


def chosen_of(stored: Mapping[str, Any]) -> Chosen:
    """From what `as_stored` gave."""
    return Chosen(
        parts=tuple(Part(**part) for part in stored.get("parts", ())),
        rows=tuple(Row(**row) for row in stored.get("rows", ())),
    )


def parts_of(allotted: Sequence[UnitSeats]) -> tuple[Part, ...]:
    """The exact rows, as the seats are allotted; units by their codes. One query."""
    codes = {unit.id: unit.code for unit in units(ids={part.unit_id for part in allotted if part.unit_id})}
    return tuple(
        Part(unit=codes[part.unit_id] if part.unit_id else None, sector=part.sector, seats=part.seats)
        for part in allotted
    )


def must_fit(rows: Sequence[Row], *, seats: int) -> None:
    """Unfit for what no seats could ever keep: more than there are, the greater before the smaller, one value twice."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        field, whole = f"{row.feature}:{row.value}", _WHOLE if row.measure == "percent" else seats
        if not 0 <= row.least <= row.most <= whole:
            raise Unfit(
                f"At least {row.least} and at most {row.most} cannot be kept.",
                f"Write two numbers between 0 and {whole}, the smaller one first.", field=field,
            )  # fmt: skip
        if (row.feature, row.value) in seen:
            raise Unfit("This is asked for twice.", "Strike one of the two.", field=field)
        seen.add((row.feature, row.value))


def task_of(chosen: Chosen, types: Types) -> Task:
    """What the lot is asked. Rows whose range has no whole number in it are given the nearest one, which `lot` then weighs."""
    return Task(types=types, quotas=(*map(_of_part, chosen.parts), *_of_rows(chosen)), seats=chosen.seats)


def _of_part(part: Part) -> Quota:
    said = {"unit": part.unit, "sector": part.sector}
    where = {feature: value for feature, value in said.items() if value is not None}
    title = ", ".join(f"{feature} {value or '-'}" for feature, value in where.items())
    return quota(title=title, where=where, least=part.seats, most=part.seats)


def _of_rows(chosen: Chosen) -> list[Quota]:
    found = []
    for row in chosen.rows:
        least, most = row.in_seats(chosen.seats)
        title = f"{row.feature} {row.value or '-'}"
        found.append(quota(title=title, where={row.feature: row.value}, least=least, most=max(least, most)))
    return found
