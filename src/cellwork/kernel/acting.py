"""One block, one person, one moment, one transaction.

    with acting(actor, at=at) as act:
        ...lock, require, change...
        act.record(DecisionAccepted(...))

The block refuses to commit (`Forgotten`) unless a power was used and a fact recorded about a body whose power was used.
With the change it commits the journal entry, the queue place for the seal and one owed row per reaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cellwork.kernel.facts import Fact
from cellwork.kernel.guarding import act_is_open
from cellwork.kernel.models import Entry, Owed, Unsealed
from cellwork.kernel.reactions import reactions_to
from cellwork.kernel.refusals import Forgotten
from cellwork.kernel.remembering import forget_all


@dataclass(frozen=True)
class Actor:
    """Who acts. `via` says through what (browser, command line and its user); `person_id` None is the installation itself."""

    person_id: UUID | None
    via: str = ""


@dataclass(frozen=True)
class UsedPower:
    """A power somebody used: by which office (term), at which body, for what.

    `in_place_of`: whose duty it is while their post is vacant, such as "the vacant Secretary of Mill Cell"; empty otherwise.
    `from_id`: the body where the office is held by which one acts in that place.
    """

    permission: str
    body_id: UUID | None
    office: str = ""
    term_id: UUID | None = None
    in_place_of: str = ""
    from_id: UUID | None = None


@dataclass
class Act:
    """An open act. Actions record facts on it; `offices.authority.require` notes the powers used."""

    actor: Actor
    at: datetime
    cites: UUID | None = None
    powers: list[UsedPower] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def use(self, power: UsedPower) -> None:
        """Note that a power was held and used."""
        self.powers.append(power)

    def signed(self, name: str) -> str:
        """The name as it stands under what is done: with whose duty it was, where it fell to the actor."""
        in_place_of = next((power.in_place_of for power in self.powers if power.in_place_of), "")
        return f"{name}, in place of {in_place_of}" if in_place_of else name

    def record(self, fact: Fact) -> Entry:
        """Say what became true. At-once reactions run here, inside the transaction."""
        power = self._power_over(fact)
        entry = Entry(
            at=self.at,
            actor_id=self.actor.person_id,
            via=self.actor.via,
            office=power.office,
            term_id=power.term_id,
            permission=power.permission,
            in_place_of=power.in_place_of,
            body_id=fact.body_id,
            fact=type(fact).__name__,
            content=fact.content(),
            cites=self.cites,
        )
        self.entries.append(entry)
        for follows in reactions_to(entry.fact):
            if follows.at_once:
                follows.react(entry)
        return entry

    def _power_over(self, fact: Fact) -> UsedPower:
        for power in reversed(self.powers):
            if power.body_id == fact.body_id:
                return power
        raise Forgotten(f"{type(fact).__name__} was recorded about a body over which no power was used in this act")


@contextmanager
def acting(actor: Actor, *, at: datetime, cites: UUID | None = None) -> Iterator[Act]:
    """Open an act; commits on leaving, or rolls everything back when anything is raised."""
    if act_is_open.get():
        raise Forgotten("acts do not nest: compose with a function that takes the open act")
    with transaction.atomic():
        act = Act(actor=actor, at=at, cites=cites)
        token = act_is_open.set(True)
        try:
            yield act
            _must_be_whole(act)
            _write_down(act)
        finally:
            act_is_open.reset(token)
            forget_all()


def _must_be_whole(act: Act) -> None:
    if not act.powers:
        raise Forgotten("an act without a permission: call require(act, ...) before changing anything")
    if not act.entries:
        raise Forgotten("an act that recorded no fact: call act.record(...)")


def _write_down(act: Act) -> None:
    Entry.objects.bulk_create(act.entries)
    Unsealed.objects.bulk_create([Unsealed(entry_id=entry.id) for entry in act.entries])
    owed = [
        Owed(entry_id=entry.id, reaction=follows.name, due_at=act.at)
        for entry in act.entries
        for follows in reactions_to(entry.fact)
        if not follows.at_once
    ]
    Owed.objects.bulk_create(owed)
