"""Plain SQL for tests: one row, one column, or all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""The day of the demo in tests."""


def rows(sql: str, *params: object) -> list[tuple[Any, ...]]:
    """All rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def none(sql: str, *params: object) -> bool:
    """There is no such row."""
    return rows(f"select count(*) from ({sql}) as found", *params)[0][0] == 0


def number(sql: str, *params: object) -> Any:
    """The one value of the one row."""
    return rows(sql, *params)[0][0]
