"""A section of the statutes: the rules of one field of work, with the tables they stand in and how they are read.

The frame (kinds, offices, powers) is read first; a section sees it and adds to the same findings, so that a file is
gone through once and every mistake in it is named.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from cellwork.statutes.grammar import Table
from cellwork.statutes.granting import OfficeDraft, known_name
from cellwork.statutes.mistakes import Findings, Path
from cellwork.statutes.shapes import Values, named_of, repeated_of, single_of
from cellwork.statutes.standing import KindDraft

Rules_co = TypeVar("Rules_co", covariant=True)


@dataclass(frozen=True)
class Given:
    """What a section is read from: the tables of the file and the frame, as far as that is without mistakes."""

    tables: Mapping[str, object]
    kinds: Mapping[str, KindDraft]
    levels: Mapping[str, int]
    """By code of kind, 0 at the top; empty if the kinds do not make one tree."""
    offices: Mapping[str, OfficeDraft]
    sectors: Mapping[str, str]
    """Titles by code."""
    findings: Findings

    def single(self, table: Table) -> Values:
        """The settings of [name]; without any if the file has no such table."""
        return single_of(table, self.tables, self.findings)

    def named(self, table: Table) -> dict[str, Values]:
        """The entries [name.CODE] by code."""
        return named_of(table, self.tables, self.findings) or {}

    def repeated(self, table: Table) -> list[Values]:
        """The entries [[name]] in the order of the file."""
        return repeated_of(table, self.tables, self.findings) or []

    def kind(self, name: str, path: Path) -> str | None:
        """The code of a kind, or of the one that was probably meant; notes one that does not exist."""
        # Where no kind could be read at all, every name would be called unknown for the wrong reason.
        return self.known(name, path, self.kinds, one="kind of body", all_are="The kinds are") if self.kinds else None

    def kinds_named(self, values: Values, setting: str) -> tuple[str, ...]:
        """The kinds that a setting names, each once, without those that do not exist."""
        found = (self.kind(name, path) for name, path in values.texts(setting))
        return tuple(dict.fromkeys(kind for kind in found if kind is not None))

    def known(self, name: str, path: Path, known: Iterable[str], *, one: str, all_are: str) -> str | None:
        """The name itself, or the one of `known` that was probably meant, or None; notes one that does not exist."""
        return known_name(name, path, known, self.findings, one=one, all_are=all_are)


@dataclass(frozen=True, kw_only=True)
class Section(Generic[Rules_co]):
    """One section. `rules` is a frozen dataclass that can be made without arguments: what holds if the file is silent."""

    rules: type[Rules_co]
    tables: tuple[Table, ...]
    read: Callable[[Given], Rules_co]
