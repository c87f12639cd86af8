"""What can become true of the statutes."""

from __future__ import annotations

from dataclasses import dataclass

from cellwork.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class StatutesTookEffect(Fact):
    """A version of the statutes is in force."""

    fingerprint: str
