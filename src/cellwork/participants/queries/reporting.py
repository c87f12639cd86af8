"""The live report in lines: by category, and of one category (or all) by unit and by sector, against the seats there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.organisation.queries import names_of
from cellwork.participants.queries.credentials import Counted, Line, credentials, summed
from cellwork.seats.queries import allotments, allotted, categories

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cellwork.seats.models import Category
    from cellwork.seats.queries import UnitSeats


@dataclass(frozen=True)
class Report:
    """Lines by category; of `chosen` (its key; empty: all) by unit and by sector; and everything together."""

    categories: Sequence[Line]
    chosen: str
    units: Sequence[Line]
    sectors: Sequence[Line]
    whole: Line


def report(conference_id: UUID, sectors: Mapping[str, str], *, chosen: str = "") -> Report:
    """How it stands at this moment. `sectors`: titles by code. Six queries, and two for each category that is allotted."""
    counted = credentials(conference_id).counted
    all_of_them = categories(conference_id)
    made = allotments(conference_id)
    seats = {each.key: allotted(conference_id, each.key) for each in all_of_them if each.key in made}
    chosen = chosen if chosen in {each.key for each in all_of_them} else ""
    of_chosen = [each for each in counted if chosen in ("", each.category)]
    told = seats.get(chosen, [])
    units = _lines(of_chosen, lambda each: str(each.unit_id or ""), _by(told, lambda each: each.unit_id))
    in_sectors = _lines(of_chosen, lambda each: each.sector, _by(told, lambda each: each.sector))
    names = {str(pk): name for pk, name in names_of(UUID(line.key) for line in units if line.key).items()}
    return Report(
        [_category(each, counted, seats.get(each.key)) for each in all_of_them],
        chosen,
        [_titled(each, names.get(each.key, "No unit")) for each in units],
        [_titled(each, sectors.get(each.key, each.key) or "No sector") for each in in_sectors],
        Line("", "Together", None, **summed(counted)),
    )


def _category(category: Category, counted: Iterable[Counted], parts: Sequence[UnitSeats] | None) -> Line:
    seats = sum(each.seats for each in parts) if parts is not None else category.seats
    return Line(
        category.key, category.plural, seats, **summed(each for each in counted if each.category == category.key)
    )


def _by(told: Iterable[UnitSeats], key: Callable[[UnitSeats], UUID | str | None]) -> dict[str, int] | None:
    """Seats by unit or by sector; None where they are not divided by it."""
    found: dict[str, int] = {}
    for each in told:
        value = key(each)
        if value is None:
            return None
        found[str(value)] = found.get(str(value), 0) + each.seats
    return found or None


def _lines(counted: Sequence[Counted], key: Callable[[Counted], str], seats: Mapping[str, int] | None) -> list[Line]:
    keys = sorted({key(each) for each in counted} | set(seats or ()))
    return [
        Line(one, one, None if seats is None else seats.get(one, 0), **summed(c for c in counted if key(c) == one))
        for one in keys
    ]


def _titled(line: Line, title: str) -> Line:
    sums = {name: getattr(line, name) for name in ("chosen", "invited", "accepted", "silent", "declined", "admitted")}
    return Line(line.key, title, line.seats, **sums)
