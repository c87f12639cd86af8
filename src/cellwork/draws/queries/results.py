"""Who was drawn, and who comes in next for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from cellwork.draws.models import Draw, DrawCandidate
from cellwork.draws.queries.following import keeping_quotas
from cellwork.draws.states import STATE_WORDS, Result, State
from cellwork.kernel.sql import answers
from cellwork.seats.queries import categories

_AT_ONCE = 20_000


class Drawn(NamedTuple):
    """Somebody who was drawn. `unit_id`, `sector`: the seat's, as when the list was frozen."""

    person_id: UUID
    unit_id: UUID | None
    sector: str


class Substitute(NamedTuple):
    """Who comes in next. `like`: of the very same features, so that every quota stays as it is; else of the same unit and
    sector. `differs`: features in which they differ, empty when `like`. `rank`: the place in the drawn order of their type.
    """

    person_id: UUID
    unit_id: UUID | None
    sector: str
    rank: int
    like: bool
    differs: tuple[str, ...]


def draw_in_force(conference_id: UUID, category: str) -> Draw | None:
    """The one draw of a category that is not void, whatever its state; None for none. One query."""
    return Draw.objects.filter(conference_id=conference_id, category=category).exclude(state=State.VOID).first()


def is_drawn(conference_id: UUID, category: str) -> bool:
    """Has the lot decided, and does it count? One query."""
    return Draw.objects.filter(conference_id=conference_id, category=category, state=State.DRAWN).exists()


def drawn(conference_id: UUID, category: str) -> Iterator[Drawn]:
    """Everybody drawn for the seats of a category, in order of unit, sector and token; nobody before the draw. In portions."""
    draw = draw_in_force(conference_id, category)
    if draw is None or draw.state != State.DRAWN:
        return
    rows = DrawCandidate.objects.filter(conference_id=conference_id, draw_id=draw.id, result=Result.DRAWN)
    rows = rows.order_by("unit_id", "sector", "token")
    for row in rows.values_list(*Drawn._fields).iterator(chunk_size=_AT_ONCE):
        yield Drawn(*row)


def not_drawn_yet(conference_id: UUID) -> list[str]:
    """A sentence for each category whose seats are given by lot and are not drawn. Two queries."""
    done = set(Draw.objects.filter(conference_id=conference_id, state=State.DRAWN).values_list("category", flat=True))
    by_lot = [each for each in categories(conference_id) if each.chosen_by == "lot" and each.key not in done]
    return [f"{each.plural}: the lot has not decided yet." for each in by_lot]


def resting_on_the_list(conference_id: UUID) -> list[str]:
    """A sentence for each draw that is not void: its list must stay as it is. Two queries."""
    titles = {each.key: each.plural for each in categories(conference_id)}
    known = Draw.objects.filter(conference_id=conference_id).exclude(state=State.VOID).values_list("category", "state")
    return [f"There is a draw of {titles.get(category, category)} ({STATE_WORDS[state]})." for category, state in known]


def drawn_seats(conference_id: UUID, category: str) -> int:
    """How many were drawn; 0 before the draw. Two queries."""
    draw = draw_in_force(conference_id, category)
    return draw.seats if draw is not None and draw.state == State.DRAWN else 0


def next_substitute(conference_id: UUID, category: str, *, of_person: UUID) -> Substitute | None:
    """Who comes in when this person's seat becomes free; None when nobody is left, or the person is not in the draw.

    The next in the drawn order of the same type who was not called up and has not withdrawn; where none is left, the next of
    the nearest type with which every quota still holds; where there is none, of the same unit and sector whoever differs
    least. Changes nothing: `actions.substitutes.call_up` takes them. Call it inside the act, after the row of the place was
    locked: it reads what is so now. Two queries; six where nobody of the type is left.
    """
    draw = draw_in_force(conference_id, category)
    if draw is None or draw.state != State.DRAWN:
        return None
    features = list(draw.quotas["features"])
    params = {"conference_id": conference_id, "draw_id": draw.id, "category": category, "of_person": of_person}
    found = answers("draws", "next_substitute", {**params, "features": features}, _Next)
    if found and found[0].differs:
        kept = keeping_quotas(draw, of_person)
        if kept is not None:
            person, differs = kept
            return Substitute(
                person.person_id, person.unit_id, person.sector, person.rank or 0, like=False, differs=differs
            )
    return found[0].told() if found else None


@dataclass(frozen=True)
class _Next:
    person_id: UUID
    unit_id: UUID | None
    sector: str
    rank: int
    differs: list[str]

    def told(self) -> Substitute:
        return Substitute(
            self.person_id, self.unit_id, self.sector, self.rank, like=not self.differs, differs=tuple(self.differs)
        )
