"""Raises on a write to the organisation's tables outside an act.

A tripwire for honest mistakes, not a wall: it reads the statement's words. A SELECT costs it one comparison.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.sql import Composable

from cellwork.kernel.guarding import writing_is_guarded
from cellwork.kernel.refusals import Forgotten

_WRITES = re.compile(
    r"\b(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into|copy)\s+"
    r"(?:\"?public\"?\.)?\"?([a-z_]+)\"?",
    re.IGNORECASE,
)


@cache
def guarded_tables() -> frozenset[str]:
    """Tables of our own models, except those that say `guarded = False` and why."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("cellwork."))
    return frozenset(model._meta.db_table for model in ours if getattr(model, "guarded", True))


def watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """An execute wrapper for a Django connection."""
    text = sql.as_string(None) if isinstance(sql, Composable) else str(sql)
    if text[:6].upper() != "SELECT" and not writing_is_guarded():
        for table in _WRITES.findall(text):
            if table.lower() in guarded_tables():
                raise Forgotten(f"a write to {table} outside an act")
    return execute(sql, params, many, context)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the tripwire on a connection, once."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)
