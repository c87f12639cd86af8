"""From what was typed on pages of draws to plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from cellwork.draws.queries.quotas import Measure, Row
from cellwork.draws.states import FEATURES
from cellwork.kernel.refusals import Unfit

LEAST, MOST = "least:", "most:"


def rows_typed(typed: QueryDict, *, seats: int) -> list[Row]:
    """Quotas from pairs of fields `least:FEATURE:VALUE`, `most:FEATURE:VALUE`, in the measure chosen for all of them.

    A value without either has no quota; one of the two alone leaves the other end open. Unfit for what is no number.
    """
    measure: Measure = "seats" if typed.get("measure") == "seats" else "percent"
    rows = []
    for key in dict.fromkeys(name.removeprefix(LEAST).removeprefix(MOST) for name in typed if ":" in name):
        feature, _, value = key.partition(":")
        least, most = typed.get(LEAST + key, "").strip(), typed.get(MOST + key, "").strip()
        if feature in FEATURES and (least or most):
            highest = 100 if measure == "percent" else seats
            low, high = _number(least, key, 0), _number(most, key, highest)
            rows.append(Row(feature=feature, value=value, least=low, most=high, measure=measure))
    return rows


def _number(typed: str, field: str, otherwise: int) -> int:
    if not typed:
        return otherwise
    said = typed.removesuffix("%").strip()
    if not said.isdecimal() or not said.isascii():
        raise Unfit(f"“{typed[:20]}” is no whole number.", "Write a whole number, or nothing.", field=field)
    return int(said)


def whole_typed(typed: QueryDict, name: str, otherwise: int = 0) -> int:
    """A whole number; Unfit for anything else."""
    return _number(typed.get(name, "").strip(), name, otherwise)


def as_typed(rows: list[Mapping[str, Any]], *, seats: int) -> dict[str, str]:
    """The fields of a form that shows these stored rows; what asks for nothing is left empty."""
    found: dict[str, str] = {}
    for row in rows:
        key, highest = f"{row['feature']}:{row['value']}", 100 if row["measure"] == "percent" else seats
        found[LEAST + key] = str(row["least"]) if row["least"] else ""
        found[MOST + key] = str(row["most"]) if row["most"] != highest else ""
    return found
