"""What an answer can point at, and what has come of a voice elsewhere.

Voices offer the decisions in force themselves; packages above add what they keep with `also_linked`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import shorten
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.sql import answers

if TYPE_CHECKING:
    from cellwork.organisation.models import Body

CLAUSE = "clause"
LONGEST_TITLE = 90


@dataclass(frozen=True, kw_only=True)
class AtDesk:
    """Who stands at which desk when; `cell_id` and `voice_id` when one voice is read there."""

    person_id: UUID
    body: Body
    at: datetime
    cell_id: UUID | None = None
    voice_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What an answer can point at. `title` is what the author reads, `label` what the list says, under `heading`."""

    kind: str
    id: UUID
    title: str
    label: str
    heading: str
    clause: int | None = None

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.kind}:{self.id}" + (f":{self.clause}" if self.clause else "")


@dataclass(frozen=True, kw_only=True)
class Page:
    """Where something is found: the name of a page, what it is called with, and what follows the "?"."""

    name: str
    args: tuple[UUID, ...]
    query: str = ""


@dataclass(frozen=True, kw_only=True)
class CameOf:
    """What came of the voice already: `said` leads up to `title`, which leads to the page."""

    said: str
    title: str
    page: Page
    key: str = ""
    """The thing that an answer can point at, where it can."""


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What a package knows about a desk: things to point at; what came of the voice; how something is begun from it."""

    things: Sequence[Thing] = ()
    came: Sequence[CameOf] = ()
    begin: str = ""
    begin_at: Page | None = None


Provider = Callable[[AtDesk], Linked]
"""Everything it gives must be visible to the person at the desk: the list is shown as it is."""

_providers: dict[str, Provider] = {}


def also_linked(kind: str, provider: Provider) -> None:
    """Register what another package lets answers point at, by the kind of link (one of `answering.LINKS`)."""
    _providers[kind] = provider


def linked_at(desk: AtDesk) -> list[Linked]:
    """What there is to point at: clauses of decisions in force first, then what other packages add. One query, and theirs."""
    return [Linked(things=_clauses(desk.body)), *(provider(desk) for provider in _providers.values())]


def things_in(linked: Iterable[Linked]) -> list[tuple[str, list[Thing]]]:
    """The things under their headings, in order."""
    under: dict[str, list[Thing]] = {}
    for thing in (thing for each in linked for thing in each.things):
        under.setdefault(thing.heading, []).append(thing)
    return list(under.items())


@dataclass(frozen=True)
class _Clause:
    decision_id: UUID
    title: str
    number: int
    text: str


def _clauses(body: Body) -> list[Thing]:
    paths = [body.path[:end] for end in range(4, len(body.path) + 1, 4)]
    params = {"body_id": body.pk, "is_cell": body.is_cell, "paths": paths}
    things: list[Thing] = []
    for each in answers("voices", "clauses_to_point_at", params, _Clause):
        if not things or things[-1].id != each.decision_id:
            things.append(_thing(each, None, f"“{shorten(each.title, 60, placeholder=' …')}” as a whole"))
        things.append(
            _thing(each, each.number, f"{each.number}. {shorten(each.text, LONGEST_TITLE, placeholder=' …')}")
        )
    return things


def _thing(each: _Clause, clause: int | None, label: str) -> Thing:
    return Thing(kind=CLAUSE, id=each.decision_id, title=each.title, label=label, heading=each.title, clause=clause)
