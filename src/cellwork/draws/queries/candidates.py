"""Who is in the list of a draw, by type: asked for weighing, frozen for publishing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from cellwork.draws.lot.types import Types
from cellwork.draws.states import FEATURES
from cellwork.kernel.sql import answers, question
from cellwork.statutes.sections.draws import DrawRules

_AT_ONCE = 20_000


@dataclass(frozen=True, kw_only=True)
class List:
    """Which list: of a category, as of a day (ages), with what is kept of each person and by which rules."""

    conference_id: UUID
    category: str
    on: date
    kept: tuple[str, ...]
    rules: DrawRules

    def params(self) -> dict[str, Any]:
        """For `sql/candidates.sql`."""
        bands = self.rules.age_bands
        return {
            "conference_id": self.conference_id,
            "category": self.category,
            "on": self.on,
            "kept": list(self.kept),
            "thresholds": [band.up_to + 1 for band in bands[:-1]],
            "bands": [band.code for band in bands],
            "sexes": list(self.rules.sexes),
            "least_alike": self.rules.numbers.least_alike,
        }


def counted(asked: List) -> list[tuple[tuple[str, ...], int]]:
    """People by the values of all FEATURES, empty where not kept, in the order of the lot. One statement over the list."""
    return _grouped(asked.params())


def counted_as_said(asked: List) -> list[tuple[tuple[str, ...], int]]:
    """The same without regard to how many agree: for sums over the whole list alone."""
    return _grouped(asked.params() | {"least_alike": 1})


def _grouped(params: dict[str, Any]) -> list[tuple[tuple[str, ...], int]]:
    text = question("draws", "count_types").replace("{candidates}", question("draws", "candidates"))
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return [(tuple(values), people) for values, people in cursor.fetchall()]


def types_counted(groups: Sequence[tuple[tuple[str, ...], int]], kept: Collection[str]) -> Types:
    """Types of the right sizes in which nobody has a token yet: enough to find chances."""
    places = [number for number, name in enumerate(FEATURES) if name in kept]
    return Types(
        features=tuple(FEATURES[place] for place in places),
        values=tuple(tuple(values[place] for place in places) for values, _ in groups),
        tokens=tuple(("",) * people for _, people in groups),
    )


def frozen_types(conference_id: UUID, draw_id: UUID, features: Sequence[str]) -> Types:
    """The types of a frozen list with everybody's tokens, in the order of the lot. Two queries, read in portions."""
    values = [
        row.values for row in answers("draws", "types_of", {"conference_id": conference_id, "draw_id": draw_id}, _Type)
    ]
    tokens: list[list[str]] = [[] for _ in values]
    with connection.cursor() as cursor:
        cursor.execute(question("draws", "tokens_of"), {"conference_id": conference_id, "draw_id": draw_id})
        while rows := cursor.fetchmany(_AT_ONCE):
            for type_no, token in rows:
                tokens[type_no].append(token.hex)
    return Types(
        features=tuple(features),
        values=tuple(tuple(each) for each in values),
        tokens=tuple(tuple(sorted(each)) for each in tokens),
    )


@dataclass(frozen=True)
class _Type:
    number: int
    values: list[str]


@dataclass(frozen=True)
class Unit:
    """A unit for which seats are allotted."""

    id: UUID
    code: str
    name: str


def units(*, ids: Collection[UUID] = (), codes: Collection[str] = ()) -> list[Unit]:
    """Units by id or code, from the top down. One query."""
    return answers("draws", "units", {"ids": list(ids), "codes": list(codes)}, Unit)


def withdrawn_since(conference_id: UUID, draw_id: UUID, category: str) -> int:
    """People of the frozen list who have withdrawn since. One query."""
    params = {"conference_id": conference_id, "draw_id": draw_id, "category": category}
    return answers("draws", "withdrawn_since", params, _Withdrawn)[0].people


@dataclass(frozen=True)
class _Withdrawn:
    people: int
