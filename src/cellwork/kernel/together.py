"""Several questions in one statement: what one page needs of many places is fetched in one way to the database and back.

Each question stays what it is, in its own file; here they are put side by side and their answers taken apart again. So a page
costs as many statements for somebody who holds five offices as for somebody who holds one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Generic, TypeVar, get_args, get_type_hints
from uuid import UUID

from django.db import connection

from cellwork.kernel.sql import answers, question

Answer = TypeVar("Answer")

_PARAMETER = re.compile(r"%\((\w+)\)s")
_READ: Mapping[Any, Callable[[str], Any]] = {
    UUID: UUID,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
}


@dataclass(frozen=True)
class Asked(Generic[Answer]):
    """A question with its parameters, not asked yet: `<package>/sql/<name>.sql`, answered as `into`."""

    package: str
    name: str
    params: Mapping[str, Any]
    into: type[Answer]

    def answers(self) -> list[Answer]:
        """Ask it alone. One query."""
        return answers(self.package, self.name, self.params, self.into)


class Owed(Generic[Answer]):
    """The rows of one question among several; reading them asks all of them."""

    def __init__(self, together: Together, asked: Asked[Answer]) -> None:
        self.asked = asked
        self.found: list[Answer] | None = None
        self._together = together

    @property
    def rows(self) -> list[Answer]:
        """As `Asked.answers` gives them, in the same order."""
        if self.found is None:
            self._together.fetch()
        assert self.found is not None
        return self.found


class Together:
    """Questions collected for one statement."""

    def __init__(self) -> None:
        self._waiting: list[Owed[Any]] = []

    def ask(self, asked: Asked[Answer]) -> Owed[Answer]:
        """Put a question beside the others."""
        owed = Owed(self, asked)
        self._waiting.append(owed)
        return owed

    def fetch(self) -> None:
        """Ask all that was collected since the last time. One query, none where nothing was."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        texts = [_beside(place, owed.asked) for place, owed in enumerate(waiting)]
        params = {
            f"p{place}_{key}": value for place, owed in enumerate(waiting) for key, value in owed.asked.params.items()
        }
        found: list[list[Any]] = [[] for _ in waiting]
        with connection.cursor() as cursor:
            cursor.execute("\nunion all\n".join(texts) + "\norder by place, nth", params)
            for place, _, row in cursor.fetchall():
                found[place].append(_read(row, waiting[place].asked))
        for owed, rows in zip(waiting, found, strict=True):
            owed.found = rows


def _beside(place: int, asked: Asked[Any]) -> str:
    """The question with parameters of its own, its rows numbered: the order of the whole says nothing of theirs."""
    text = _PARAMETER.sub(rf"%(p{place}_\1)s", question(asked.package, asked.name))
    numbered = f"select {place} as place, row_number() over () as nth, to_json(answer)::text as answer"
    return f"{numbered} from (\n{text}\n) as answer"


def _read(row: str, asked: Asked[Answer]) -> Answer:
    into: Any = asked.into
    given, wanted = json.loads(row), _readers(into)
    if list(given) != list(wanted):
        raise TypeError(
            f"{asked.package}/{asked.name} answers {list(given)}, {asked.into.__name__} wants {list(wanted)}"
        )
    return asked.into(
        *(None if value is None else read(value) for read, value in zip(wanted.values(), given.values(), strict=True))
    )


@cache
def _readers(into: type) -> dict[str, Callable[[Any], Any]]:
    return {name: _READ.get(_plain(kind), _as_it_is) for name, kind in get_type_hints(into).items()}


def _plain(kind: Any) -> Any:
    """Of `date | None` the date."""
    return next((each for each in get_args(kind) if each is not type(None)), kind)


def _as_it_is(value: Any) -> Any:
    return value
