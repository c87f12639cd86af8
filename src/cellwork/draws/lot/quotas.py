"""Quotas: how many of the seats may go to people of certain features, and a draw's whole task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from cellwork.draws.lot.types import Types
from cellwork.kernel.refusals import Unfit

Counted = Literal["inside", "outside"]


@dataclass(frozen=True, slots=True)
class Quota:
    """At least `least` and at most `most` seats for people who have, of each feature in `where`, one of the values.

    `where` is sorted: ((feature, (value, …)), …). Use `quota` to write one.
    """

    title: str
    where: tuple[tuple[str, tuple[str, ...]], ...]
    least: int
    most: int

    def covers(self, values: Mapping[str, str]) -> bool:
        """Whether somebody of these features counts here."""
        return all(values[feature] in among for feature, among in self.where)


def quota(*, title: str, where: Mapping[str, str | Iterable[str]], least: int, most: int) -> Quota:
    """A quota in its one written form. A single value may be given as a string. Raises `Unfit` when least > most."""
    if least < 0 or least > most:
        raise Unfit(f"“{title}” asks for at least {least} and at most {most}.", "Turn the two round.", field=title)
    rows = (
        (feature, (among,) if isinstance(among, str) else tuple(sorted(set(among)))) for feature, among in where.items()
    )
    return Quota(title=title, where=tuple(sorted(rows)), least=least, most=most)


def table(
    *, features: tuple[str, str], seats: Mapping[tuple[str, str], int], title: str = "{0}, {1}"
) -> tuple[Quota, ...]:
    """Exact rows of a table over two features, such as provinces by sectors; a cell without seats is a row of 0."""
    one, other = features
    return tuple(
        quota(title=title.format(a, b), where={one: a, other: b}, least=number, most=number)
        for (a, b), number in sorted(seats.items())
    )


@dataclass(frozen=True)
class ExOfficio:
    """People who come by their office: not in the lot. `counted` inside the quotas, or outside of them.

    `profiles` are (values in the order of `features`, how many). `seats` of the task never include them.
    """

    counted: Counted = "outside"
    features: tuple[str, ...] = ()
    profiles: tuple[tuple[tuple[str, ...], int], ...] = ()

    def within(self, row: Quota) -> int:
        """How many of them fill seats of this quota."""
        if self.counted == "outside":
            return 0
        return sum(many for values, many in self.profiles if row.covers(dict(zip(self.features, values, strict=True))))


@dataclass(frozen=True)
class Task:
    """What is to be drawn: `seats` people out of `types`, all `quotas` kept.

    Row 0 of everything below is the number of seats; row r + 1 is quota r. `bounds` are what is left to the lot, after
    people by office were taken off where they count inside.
    """

    types: Types
    quotas: tuple[Quota, ...]
    seats: int
    ex_officio: ExOfficio = field(default_factory=ExOfficio)

    @cached_property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """Least and most of every row, in seats given by lot; never below 0."""
        taken = [(row, self.ex_officio.within(row)) for row in self.quotas]
        return (
            (self.seats, self.seats),
            *((max(0, row.least - have), row.most - have) for row, have in taken),
        )

    @cached_property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """For each row the types that count in it, ascending."""
        having = _types_having(self.types)
        everybody = frozenset(range(len(self.types)))
        return (tuple(range(len(self.types))), *(_covered(row, having, everybody) for row in self.quotas))

    @cached_property
    def columns(self) -> tuple[tuple[int, ...], ...]:
        """For each type the rows in which it counts, ascending."""
        found: list[list[int]] = [[] for _ in range(len(self.types))]
        for number, members in enumerate(self.rows):
            for each in members:
                found[each].append(number)
        return tuple(tuple(each) for each in found)

    def title(self, row: int) -> str:
        """How a row is called."""
        return "the number of seats" if row == 0 else self.quotas[row - 1].title

    def totals(self, counts: Sequence[int]) -> list[int]:
        """Every row's total for these numbers by type."""
        return [sum(counts[each] for each in members) for members in self.rows]

    def broken(self, counts: Sequence[int]) -> list[int]:
        """The rows that these numbers by type do not keep; a type with more drawn than it has breaks row 0."""
        wrong = [
            row
            for row, (total, (least, most)) in enumerate(zip(self.totals(counts), self.bounds, strict=True))
            if not least <= total <= most
        ]
        if any(not 0 <= many <= size for many, size in zip(counts, self.types.sizes, strict=True)):
            wrong = sorted({0, *wrong})
        return wrong


def features_of(quotas: Iterable[Quota]) -> list[str]:
    """The features that any quota asks for, sorted."""
    return sorted({feature for row in quotas for feature, _ in row.where})


def _types_having(types: Types) -> dict[tuple[str, str], frozenset[int]]:
    found: dict[tuple[str, str], set[int]] = {}
    for number, values in enumerate(types.values):
        for feature, value in zip(types.features, values, strict=True):
            found.setdefault((feature, value), set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}


def _covered(
    row: Quota, having: Mapping[tuple[str, str], frozenset[int]], everybody: frozenset[int]
) -> tuple[int, ...]:
    parts = [
        frozenset[int]().union(*(having.get((feature, value), frozenset()) for value in among))
        for feature, among in row.where
    ]
    return tuple(sorted(frozenset.intersection(everybody, *sorted(parts, key=len))))
