"""What can become true of people. What somebody said of themselves is in no entry: the journal would keep it for ever."""

from __future__ import annotations

from dataclasses import dataclass

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class SaidOfThemselves(Fact):
    """Somebody said something of themselves. About no body: none reads it."""


@dataclass(frozen=True, kw_only=True)
class TookBackOfThemselves(Fact):
    """Somebody took back what they had said of themselves."""
