"""Facts: what can become true. Past tense, frozen, and about one body."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

_known: dict[str, type[Fact]] = {}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that became true about a body. Names are unique over the whole house: the journal cites them."""

    body_id: UUID | None

    def __init_subclass__(cls) -> None:
        if cls.__name__ in _known:
            raise TypeError(f"two facts are called {cls.__name__}")
        _known[cls.__name__] = cls

    def content(self) -> dict[str, Any]:
        """The fact as JSON values, without the body (the entry has a column for that)."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self) if field.name != "body_id"}


def fact_named(name: str) -> type[Fact]:
    """The class of a fact; KeyError when no such fact is known."""
    return _known[name]


def known_facts() -> dict[str, type[Fact]]:
    """All facts of the house by name."""
    return dict(_known)


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date | datetime):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
