"""What the statutes say, as plain frozen Python: kinds, offices, powers, deadlines, words.

Nothing here knows a database or a file. `reading.read_statutes` makes a `Statutes` from text and is the only place that
checks one; whoever holds a `Statutes` may rely on all that `statutes.__init__` promises.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

_Part = TypeVar("_Part")


class Reach(StrEnum):
    """At which bodies a power counts, seen from the body where the office is held."""

    OWN = "own"
    DIRECTLY_BELOW = "directly below"
    BELOW = "below"
    """The whole branch of the own body, without the own body itself."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """The organisation's own words, as the interface speaks them: lower case, singular and plural."""

    cell: str = "cell"
    cells: str = "cells"
    member: str = "member"
    members: str = "members"
    body: str = "committee"
    bodies: str = "committees"
    decision: str = "decision"
    decisions: str = "decisions"
    congress: str = "congress"
    secretary: str = "secretary"
    secretaries: str = "secretaries"
    centre: str = "centre"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of body, such as a provincial committee."""

    code: str
    title: str
    plural: str
    under: tuple[str, ...]
    """Codes of the kinds it may stand under; empty only for the one top kind."""
    is_cell: bool = False
    level: int
    """0 at the top; one more than the lowest kind it may stand under; kinds of equal standing share one level."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office: a post with seats at every body of certain kinds."""

    code: str
    title: str
    plural: str
    at: Mapping[str, int]
    """Seats at one body, by the code of its kind; at least 1."""
    leads: bool = False
    """Leads its body: while it is vacant, the body's duties fall to whoever leads the body above."""
    term_months: int | None = None
    """Length of a term in calendar months; None: until somebody else takes over."""
    second_factor: bool = False
    """Whoever holds it signs in with a second factor."""


@dataclass(frozen=True, kw_only=True)
class Power:
    """One office may do one thing, within a reach."""

    office: str
    permission: str
    reach: frozenset[Reach]


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """Time people have to act, in whole days in the organisation's time zone."""

    accept_days: int = 14
    verify_days: int = 14
    objection_days: int = 14
    question_days: int = 7
    silence_days: int = 30
    vacancy_days: int = 30


@dataclass(frozen=True, kw_only=True)
class Sector:
    """A field of work that a body may belong to, such as farming."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Statutes:
    """The organisation's rules as one version of the file says them."""

    name: str
    time_zone: str
    """IANA name, such as "Europe/Vienna"; business deadlines end at midnight there."""
    language: str
    """BCP 47 tag, such as "en" or "pt-BR"."""
    words: Words
    kinds: Mapping[str, Kind]
    offices: Mapping[str, Office]
    powers: tuple[Power, ...]
    deadlines: Deadlines
    sectors: Mapping[str, Sector]
    parts: Mapping[type, object] = field(default_factory=dict, compare=False)
    """What the sections say (see `statutes.sections`), by the class of their rules; ask `part`."""
    fingerprint: str
    """SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
    _reaches: dict[tuple[str, str], frozenset[Reach]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        reaches: dict[tuple[str, str], frozenset[Reach]] = {}
        for power in self.powers:
            key = (power.office, power.permission)
            reaches[key] = reaches.get(key, frozenset()) | power.reach
        # Asked for every power on every page: a dictionary, not a search.
        object.__setattr__(self, "_reaches", reaches)

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def part(self, rules: type[_Part]) -> _Part:
        """What the section with these rules says; its rules without any setting if the file has no such section."""
        said = self.parts.get(rules)
        return said if isinstance(said, rules) else rules()

    @cached_property
    def top_kind(self) -> Kind:
        """The one kind that stands under nothing."""
        return next(kind for kind in self.kinds.values() if not kind.under)

    @cached_property
    def cell_kinds(self) -> tuple[Kind, ...]:
        """The kinds in which members live."""
        return tuple(kind for kind in self.kinds.values() if kind.is_cell)

    def kind_may_stand_under(self, child: str, parent: str) -> bool:
        """Whether a body of kind `child` may stand directly under one of kind `parent` (codes); False if unknown."""
        kind = self.kinds.get(child)
        return kind is not None and parent in kind.under

    def kinds_under(self, parent: str) -> tuple[Kind, ...]:
        """The kinds that may stand directly under kind `parent`, in the order of the file."""
        return tuple(kind for kind in self.kinds.values() if parent in kind.under)

    def reaches_of(self, office: str, permission: str) -> frozenset[Reach]:
        """How far the office's power reaches, over all entries; empty: it has no such power."""
        return self._reaches.get((office, permission), frozenset())

    def offices_at(self, kind: str) -> tuple[Office, ...]:
        """The offices that a body of this kind has, in the order of the file."""
        return tuple(office for office in self.offices.values() if kind in office.at)

    def leading_offices_at(self, kind: str) -> tuple[Office, ...]:
        """The office that leads such a body: one at most, and one at every kind of cell."""
        return tuple(office for office in self.offices_at(kind) if office.leads)


@dataclass(frozen=True)
class Permission:
    """Something the statutes can give an office the power to do."""

    code: str
    sentence: str
    """Completes "may ...", such as "adopt a decision"."""

    duty: bool = False
    """Do those directly below wait for it? Then it falls to whoever leads above while the post that owes it is vacant."""


_registered: dict[str, Permission] = {}

PERMISSIONS: Mapping[str, Permission] = MappingProxyType(_registered)
"""Every permission registered so far, by code. Each package registers its own when its `permissions` is imported."""


def permission(code: str, sentence: str, *, duty: bool = False) -> Permission:
    """Register what the statutes may grant; ValueError if the code is taken. `duty`: see Permission."""
    if code in _registered:
        raise ValueError(f"The permission {code!r} is registered already: {_registered[code].sentence!r}.")
    _registered[code] = Permission(code, sentence, duty)
    return _registered[code]


def known_permissions() -> dict[str, str]:
    """Code -> sentence of all registered permissions, as `reading.read_statutes` wants them."""
    return {known.code: known.sentence for known in PERMISSIONS.values()}
