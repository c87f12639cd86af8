"""Questions in SQL, each in a file of its own: `<package>/sql/<question>.sql`.

A question is loaded by name and answered as frozen dataclasses whose fields must equal the columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from django.db import connection

Answer = TypeVar("Answer")


@cache
def question(package: str, name: str) -> str:
    """The text of `cellwork/<package>/sql/<name>.sql`."""
    return files(f"cellwork.{package}").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def answers(package: str, name: str, params: Mapping[str, Any], into: type[Answer]) -> list[Answer]:
    """All rows of a question. TypeError when the columns are not the fields of `into`."""
    with connection.cursor() as cursor:
        cursor.execute(question(package, name), params)
        columns = [column.name for column in cursor.description or ()]
        _must_match(columns, into, f"{package}/{name}")
        return [into(*row) for row in cursor.fetchall()]


def run(package: str, name: str, params: Mapping[str, Any]) -> int:
    """Execute a statement for its effect; returns the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(question(package, name), params)
        return int(cursor.rowcount)


def _must_match(columns: list[str], into: type[Answer], name: str) -> None:
    wanted = [field.name for field in fields(into)]  # type: ignore[arg-type]
    if columns != wanted:
        raise TypeError(f"{name} answers {columns}, {into.__name__} wants {wanted}")
