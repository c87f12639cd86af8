"""Types: people whose features are the same stand for each other in every quota."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cellwork.kernel.refusals import Unfit


@dataclass(frozen=True, slots=True)
class Types:
    """All types of a list of people, sorted by their values; the order is part of the protocol.

    `values[t]` are the values of type t, one for each of `features`; "" means not said and is a value like any other.
    `tokens[t]` are the people of type t, sorted. Strings are ordered by code point.
    """

    features: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    tokens: tuple[tuple[str, ...], ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people are of each type."""
        return tuple(len(each) for each in self.tokens)

    @property
    def people(self) -> int:
        """How many people there are in all."""
        return sum(len(each) for each in self.tokens)

    def __len__(self) -> int:
        return len(self.values)


def group(
    people: Iterable[tuple[str, Sequence[str]]], *, features: Sequence[str], kept: Iterable[str] | None = None
) -> Types:
    """Types of `people`, who are pairs of token and values, the values in the order of `features`.

    `kept` names the features that matter; others are left aside, so that they split no type. None keeps all. The result
    does not depend on the order of people or features. Raises `Unfit` for a token that comes twice or may not be one.
    """
    matter = sorted(features if kept is None else set(kept))
    places = [_place(features, name) for name in matter]
    found: dict[tuple[str, ...], list[str]] = {}
    seen: set[str] = set()
    for token, values in people:
        if token in seen:
            raise Unfit(f"{token} is in the list twice.", "Leave each person in once.", field="people")
        seen.add(token)
        found.setdefault(tuple([values[place] for place in places]), []).append(token)
    _must_be_tokens(seen)
    ordered = sorted(found)
    return Types(
        features=tuple(matter), values=tuple(ordered), tokens=tuple(tuple(sorted(found[each])) for each in ordered)
    )


def _place(features: Sequence[str], name: str) -> int:
    if name not in features:
        raise Unfit(f"The list does not say {name} of anybody.", f"It says: {', '.join(features)}.", field="features")
    return list(features).index(name)


def _must_be_tokens(tokens: Iterable[str]) -> None:
    """A token is printable ASCII without spaces or the two signs the protocol uses, so that its bytes are beyond doubt."""
    for token in tokens:
        if not token or not token.isascii() or not token.isprintable() or set(token) & _NOT_IN_TOKENS:
            raise Unfit(
                f"“{token}” cannot stand for a person in the published list.",
                "Use letters, digits and signs of ASCII, without spaces, | and #.",
                field="people",
            )


_NOT_IN_TOKENS = frozenset(" |#")
