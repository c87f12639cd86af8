"""What the offices of one person need to be told, asked of all of them at once: five offices cost as much as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.permissions import ACCEPT_DECISION, ADOPT_DECISION, CARRY_OUT
from cellwork.decisions.queries.reading import OwnDirective, decisions_over, directives_at
from cellwork.decisions.queries.waiting import WaitingAt, drafts_of, waiting_at
from cellwork.kernel.clock import day_of
from cellwork.kernel.together import Owed, Together
from cellwork.offices.authority import TermInForce
from cellwork.offices.queries import MOST_IN_CARE, InCare, care_of
from cellwork.organisation.permissions import TRANSFER
from cellwork.organisation.queries import transfers_with
from cellwork.statutes.rules import Permission, Reach, Statutes

if TYPE_CHECKING:
    from cellwork.decisions.models import Decision
    from cellwork.organisation.models import Transfer


class Asking:
    """Questions for some terms of one person. `together` takes those of further packages; six queries besides it, at most."""

    def __init__(self, person_id: UUID, statutes: Statutes, at: datetime, terms: Sequence[TermInForce]) -> None:
        self.person_id, self.statutes, self.at = person_id, statutes, at
        self.today = day_of(at, statutes.time_zone)
        self.together = Together()
        self._decisions = decisions_over(*(term.path for term in terms)) if terms else {}
        carrying = self._bodies(terms, ACCEPT_DECISION, CARRY_OUT)
        self._directives = directives_at(carrying, self._decisions) if self._decisions else []
        self._transfers = transfers_with(*self._bodies(terms, TRANSFER))
        self._drafts = drafts_of(*self._bodies(terms, ADOPT_DECISION))
        self._care: list[Owed[InCare]] = []

    def may(self, term: TermInForce, permission: Permission, reach: Reach) -> bool:
        """Does the office reach so far with this permission?"""
        return reach in self.statutes.reaches_of(term.office, permission.code)

    def _bodies(self, terms: Sequence[TermInForce], *permissions: Permission) -> set[UUID]:
        return {term.body_id for term in terms for each in permissions if self.may(term, each, Reach.OWN)}

    def directives(self, term: TermInForce) -> list[OwnDirective]:
        """Open ones of the body, of decisions that stand over it."""
        here = [line for line in self._directives if line.directive.body_id == term.body_id]
        return [line for line in here if term.path.startswith(line.decision.body.path)]

    def in_force_over(self, term: TermInForce) -> list[UUID]:
        """Decisions in force of the body and those above it."""
        decisions = self._decisions.values()
        return [each.pk for each in decisions if each.in_force and term.path.startswith(each.body.path)]

    def transfers(self, term: TermInForce) -> list[Transfer]:
        """About which the body owes the next word."""
        return [each for each in self._transfers if each.with_id == term.body_id]

    def drafts(self, term: TermInForce) -> list[Decision]:
        """That the body may adopt."""
        return [each for each in self._drafts if each.body_id == term.body_id]

    def care(self, term: TermInForce) -> Owed[InCare]:
        """Vacant posts that fall to whoever leads the body."""
        self._care.append(self.together.ask(care_of(term.body_id, at=self.at)))
        return self._care[-1]

    @cached_property
    def waiting_in_care(self) -> dict[UUID, WaitingAt]:
        """What waits at the bodies whose vacant post falls to the person."""
        shown = [each for care in self._care for each in care.rows[:MOST_IN_CARE]]
        return waiting_at({each.body_id: each.path for each in shown})
