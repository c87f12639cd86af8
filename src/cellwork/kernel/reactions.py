"""What follows from a fact.

`@reaction(Fact)` is owed to the worker and delivered at least once, after the commit: it must be repeatable.
`@reaction(Fact, at_once=True)` runs inside the act, before the commit: the fact and its consequence become visible together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cellwork.kernel.facts import Fact
    from cellwork.kernel.models import Entry

React = Callable[["Entry"], None]


@dataclass(frozen=True)
class Reaction:
    """A consequence: `name` is what the list of what is owed cites."""

    name: str
    react: React
    at_once: bool


_by_fact: dict[str, list[Reaction]] = {}
_by_name: dict[str, Reaction] = {}


def reaction(fact: type[Fact], *, at_once: bool = False) -> Callable[[React], React]:
    """Subscribe a function to a fact."""

    def subscribe(react: React) -> React:
        name = f"{react.__module__.split('.')[1]}.{react.__name__}:{fact.__name__}"
        if name in _by_name:
            raise TypeError(f"two reactions are called {name}")
        _by_name[name] = Reaction(name, react, at_once)
        _by_fact.setdefault(fact.__name__, []).append(_by_name[name])
        return react

    return subscribe


def reactions_to(fact_name: str) -> list[Reaction]:
    """All that follows from a fact, in the order of subscription."""
    return _by_fact.get(fact_name, [])


def reaction_named(name: str) -> Reaction:
    """KeyError when the reaction no longer exists: the worker then keeps what is owed and says so."""
    return _by_name[name]
