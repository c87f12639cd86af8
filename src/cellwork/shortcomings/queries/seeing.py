"""Who reads the words of a shortcoming, and who sees that there is one: words near, counts far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.powers import Span, spans_of
from cellwork.offices.authority import acts_in_place_of, offices_held
from cellwork.organisation.paths import WIDTH
from cellwork.people.queries import cell_id_of
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.permissions import READ, SEE
from cellwork.shortcomings.states import lateness
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.rules import Reach
from cellwork.statutes.sections.shortcomings import ShortcomingRules

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


@dataclass(frozen=True)
class Sight:
    """What a person may read and see at one moment; asked once, it answers for any number of shortcomings.

    The words are read by the body's own people, by those whose power to read reaches it, and by the bodies whose matter it
    is: that have to correct or check it, to which it climbed, whose matter it is part of, or that pointed it out.
    """

    near: Sequence[Span]
    far: Sequence[Span]
    cell_id: UUID | None
    readers_at: frozenset[UUID]
    reading_paths: frozenset[str]
    today: date
    climb_days: int

    def sees(self, path: str) -> bool:
        """May the person see that there is something at the body on this path?"""
        return any(span.covers(path) for span in self.far) or any(span.covers(path) for span in self.near)

    def opens(self, body: Body) -> bool:
        """May the person open the register of this body?"""
        return body.pk == self.cell_id or self.sees(body.path)

    def reads(self, one: Shortcoming) -> bool:
        """May the person read the words?"""
        if one.body_id == self.cell_id or any(span.covers(one.path) for span in self.near):
            return True
        theirs = {one.owner_id, one.turn_id, one.matter_body_id, one.raised_from_id}
        return bool(self.readers_at & theirs) or any(path in self.reading_paths for path in self.climbed_to(one))

    def climbed_to(self, one: Shortcoming) -> list[str]:
        """The paths above whoever's turn it is to which it has climbed, by its days."""
        levels = len(one.turn_path) // WIDTH - 1
        late = lateness(one.turn_by, self.today, climb_days=self.climb_days, levels=levels)
        return [one.turn_path[: -WIDTH * up] for up in range(1, late + 1)]


def sight_at(person_id: UUID, *, today: date, at: datetime) -> Sight:
    """What a person may read and see of the register. Two queries at most."""
    statutes = statutes_at(at)
    held = offices_held(person_id, at=at)
    reading = [term for term in held if Reach.OWN in statutes.reaches_of(term.office, READ.code)]
    return Sight(
        near=spans_of(person_id, READ, at=at),
        far=spans_of(person_id, SEE, at=at),
        cell_id=cell_id_of(person_id),
        readers_at=frozenset(term.body_id for term in reading),
        reading_paths=frozenset(term.path for term in reading),
        today=today,
        climb_days=statutes.part(ShortcomingRules).terms.climb_days,
    )


def in_place_of_whose_turn_it_is(sight: Sight, one: Shortcoming, person_id: UUID, *, at: datetime) -> Sight:
    """While the post whose turn it is is vacant, whoever acts in its place reads this one, as its holder would. One query."""
    fallen = acts_in_place_of(person_id, one.turn_path, at=at) if one.turn_id and one.turn_path else None
    if fallen is None or Reach.OWN not in statutes_at(at).reaches_of(fallen.office, READ.code):
        return sight
    return replace(sight, readers_at=sight.readers_at | {fallen.body_id})
