"""What a decision came from. Packages above know it and say so here; decisions show it and know none of them."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

Tell = Callable[[UUID], str]

_tellers: list[Tell] = []


def origins_from(tell: Tell) -> None:
    """Let a package say, in one sentence, what a decision came from; empty when it has nothing to say. Once, at start."""
    _tellers.append(tell)


def origins_of(decision_id: UUID) -> list[str]:
    """What all packages say about where a decision came from. As many queries as there are packages that speak."""
    return [sentence for tell in _tellers if (sentence := tell(decision_id))]
