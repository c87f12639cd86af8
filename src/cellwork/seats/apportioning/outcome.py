"""What comes of an apportionment: the seats, and every number that leads to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


class CannotApportion(ValueError):
    """The seats cannot be given in this way; the text says why, in words."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One unit: its number, divided by the divisor (or the quota), and the seats that come of it.

    `share` is `weight / divisor` before it is rounded. `least`: seats it has whatever its number. `ties`: it is among those
    who tie for the last seats, so its seats are one more or one less by the lot.
    """

    key: str
    weight: int
    least: int
    share: Fraction
    seats: int
    ties: bool = False


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Somebody's claim to one seat: the `nth` of the unit `key`.

    `worth`: the number divided for that seat (divisor methods; the square of it for Huntington-Hill), or what remains of the
    quota (largest remainder). Greater claims are served first.
    """

    key: str
    nth: int
    worth: Fraction


@dataclass(frozen=True)
class Border:
    """A claim by the unit's place among the numbers."""

    place: int
    nth: int
    worth: Fraction


@dataclass(frozen=True, kw_only=True)
class Tie:
    """Units with the same claim to fewer seats than they are. `given_to`: by what `settled_by` says; empty while open."""

    keys: tuple[str, ...]
    seats: int
    given_to: tuple[str, ...] = ()
    settled_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Apportioned:
    """Seats by one method.

    `divisor` is the number to divide by: for divisor methods the roundest number in `low`..`high`, inside which every number
    leads to the same seats (for Huntington-Hill, `low` and `high` are squares of it); for largest remainder the quota, and
    low and high are the same. While `tie` is open its seats are given to nobody, and `seats` counts only what is certain.
    """

    method: str
    house: int
    lines: tuple[Line, ...]
    divisor: Fraction
    low: Fraction
    high: Fraction | None
    last: Claim | None
    """The least claim that was served."""
    first_without: Claim | None
    """The greatest claim that was not."""
    tie: Tie | None = None

    @property
    def seats(self) -> Mapping[str, int]:
        """By key."""
        return {line.key: line.seats for line in self.lines}

    @property
    def is_settled(self) -> bool:
        """Every seat is given."""
        return self.tie is None or bool(self.tie.settled_by)
