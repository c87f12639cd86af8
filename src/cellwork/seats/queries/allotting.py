"""The sum by which the seats of a category are allotted: made from the frozen counts, not stored here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cellwork.kernel.refusals import Unfit
from cellwork.organisation.queries import names_of
from cellwork.seats.apportioning.matrices import Both, Contradiction, apportion_both
from cellwork.seats.apportioning.methods import apportion
from cellwork.seats.apportioning.outcome import Apportioned, CannotApportion
from cellwork.seats.apportioning.ties import Lot, Settling
from cellwork.seats.apportioning.writing import read, read_both, written, written_both
from cellwork.seats.models import UnitCount
from cellwork.seats.queries.fitting import Counted
from cellwork.seats.queries.lists import UnitSeats
from cellwork.statutes.rules import Sector

_TOLD = 5
"""So many shortages say enough."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """How seats are to be allotted; see `states` for the words."""

    method: str
    basis: str
    dimension: str
    minimum: int = 0


@dataclass(frozen=True, kw_only=True)
class Sum:
    """The arithmetic of an allotment: seats of units (keys: their ids as text), of sectors, and of both at once."""

    units: Apportioned | None = None
    sectors: Apportioned | None = None
    both: Both | None = None

    @property
    def is_settled(self) -> bool:
        """No tie is open."""
        return all(part.is_settled for part in (self.units, self.sectors, self.both) if part is not None)

    @property
    def was_tied(self) -> bool:
        """There was a tie, or is one."""
        single = any(part is not None and part.tie is not None for part in (self.units, self.sectors))
        return single or (self.both is not None and bool(self.both.ties))

    @property
    def ties(self) -> list[tuple[list[str], int]]:
        """Open ties: who has the same claim, and to how many seats; pairs of unit and sector as `unit|sector`."""
        single = [part.tie for part in (self.units, self.sectors) if part is not None and not part.is_settled]
        found = [(list(tie.keys), tie.seats) for tie in single if tie is not None]
        if self.both is not None and not self.both.is_settled:
            found.append((["|".join(pair) for pair in self.both.ties], self.both.open_seats))
        return found

    @property
    def seats(self) -> list[UnitSeats]:
        """Of each part."""
        if self.both is not None:
            return [UnitSeats(UUID(unit), sector, seats) for (unit, sector), seats in self.both.seats.items()]
        if self.sectors is not None:
            return [UnitSeats(None, sector, seats) for sector, seats in self.sectors.seats.items()]
        if self.units is None:
            return []
        return [UnitSeats(UUID(unit), None, seats) for unit, seats in self.units.seats.items()]

    def written(self) -> dict[str, Any]:
        """As plain JSON."""
        return {
            "units": written(self.units) if self.units else None,
            "sectors": written(self.sectors) if self.sectors else None,
            "both": written_both(self.both) if self.both else None,
        }


def sum_of(plain: dict[str, Any]) -> Sum:
    """What `Sum.written` wrote."""
    return Sum(
        units=read(plain["units"]) if plain["units"] else None,
        sectors=read(plain["sectors"]) if plain["sectors"] else None,
        both=read_both(plain["both"]) if plain["both"] else None,
    )


def summed(counts: Sequence[UnitCount], seats: int, choice: Choice, *, lot: str = "") -> Sum:
    """Allot so many seats by these counts. CannotApportion where that does not go.

    With units and sectors at once, both totals are made first, then the table; there is none while a total has an open tie.
    """
    settling: Settling = Lot(lot) if lot else None
    units = sectors = None
    if choice.dimension in ("unit", "both"):
        units = apportion(
            choice.method, numbers_by(counts, choice.basis, "unit"), seats, least=choice.minimum, settling=settling
        )
    if choice.dimension in ("sector", "both"):
        sectors = apportion(
            choice.method, numbers_by(counts, choice.basis, "sector"), seats, least=choice.minimum, settling=settling
        )
    if units is None or sectors is None or not (units.is_settled and sectors.is_settled):
        return Sum(units=units, sectors=sectors)
    numbers = {(str(each.unit_id), each.sector): _number(each, choice.basis) for each in counts}
    return Sum(
        units=units, sectors=sectors, both=apportion_both(numbers, units.seats, sectors.seats, settling=settling)
    )


def worked_out(
    counts: Sequence[UnitCount], seats: int, choice: Choice, *, lot: str = "", names: Mapping[str, str]
) -> Sum:
    """The same; what does not go is said to a person (Unfit). `names`: of units and sectors, see `names_of_parts`."""
    try:
        return summed(counts, seats, choice, lot=lot)
    except Contradiction as contradiction:
        raise Unfit(
            f"Units and sectors contradict each other. {contradiction.said(names)}",
            "Lower the least number of seats, or allot to units or to sectors alone.",
            field="dimension",
        ) from None
    except CannotApportion as reason:
        raise Unfit(str(reason), "Change the number of seats, or the least number of each.", field="minimum") from None


def named(key: str, names: Mapping[str, str]) -> str:
    """A unit, a sector, or a pair of both (`unit|sector`), by name."""
    return " · ".join(names.get(part, part) for part in key.split("|"))


def shortages(found: Sum, counts: Iterable[UnitCount], choice: Choice, names: Mapping[str, str]) -> str:
    """Where more seats would be than people who fit, the first few of them; empty where nowhere."""
    people = people_by(counts, choice.dimension)
    short = [each for each in found.seats if each.seats > people.get((each.unit_id, each.sector), 0)]
    said = "; ".join(_shortage(each, people.get((each.unit_id, each.sector), 0), names) for each in short[:_TOLD])
    return said + (f"; and {len(short) - _TOLD} more" if len(short) > _TOLD else "")


def _shortage(part: UnitSeats, people: int, names: Mapping[str, str]) -> str:
    keys = [str(part.unit_id)] if part.unit_id else []
    keys += [part.sector] if part.sector is not None else []
    return f"{named('|'.join(keys), names)} {part.seats} seats for {people}"


def names_of_parts(counts: Iterable[UnitCount | Counted], sectors: Mapping[str, Sector]) -> dict[str, str]:
    """Names of units by id as text, and of sectors by code. One query."""
    units = {str(key): name for key, name in names_of({each.unit_id for each in counts}).items()}
    return units | {code: sector.title for code, sector in sectors.items()} | {"": "no sector"}


def numbers_by(counts: Iterable[UnitCount | Counted], basis: str, dimension: str) -> dict[str, int]:
    """What each unit or sector counts."""
    found: dict[str, int] = {}
    for each in counts:
        key = str(each.unit_id) if dimension == "unit" else each.sector
        found[key] = found.get(key, 0) + _number(each, basis)
    return found


def people_by(counts: Iterable[UnitCount], dimension: str) -> dict[tuple[UUID | None, str | None], int]:
    """How many fit in each part to which seats are allotted."""
    found: dict[tuple[UUID | None, str | None], int] = {}
    for each in counts:
        key = (None if dimension == "sector" else each.unit_id, None if dimension == "unit" else each.sector)
        found[key] = found.get(key, 0) + each.people
    return found


def _number(count: UnitCount | Counted, basis: str) -> int:
    return {"members": count.members, "people": count.people}.get(basis, count.bodies)
