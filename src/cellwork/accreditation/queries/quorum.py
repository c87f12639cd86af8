"""Are enough present for the conference to be opened and to resolve anything? With the arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cellwork.accreditation.models import Flag
from cellwork.accreditation.queries.door import CategoryCount, counts
from cellwork.kernel.clock import now
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.accreditation import QuorumRules

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@dataclass(frozen=True)
class Quorum:
    """`percent` of `mandates` must be present: `needed`, rounded up. Of the categories named; all of them if none is."""

    percent: int
    categories: tuple[str, ...]
    mandates: int
    present: int

    @property
    def needed(self) -> int:
        """The least whole number that is not below the share."""
        return -(-self.mandates * self.percent // 100)

    @property
    def reached(self) -> bool:
        """Never with nobody there."""
        return self.present > 0 and self.present >= self.needed


def quorum_of(conference: Conference, counted: Sequence[CategoryCount], *, at: datetime) -> Quorum | None:
    """By what the statutes say of this kind of conference; None when they say nothing."""
    rule = statutes_at(at).part(QuorumRules).by_conference.get(conference.kind)
    if rule is None:
        return None
    rows = [row for row in counted if not rule.categories or row.key in rule.categories]
    named = tuple(row.plural for row in rows) if rule.categories else ()
    return Quorum(rule.percent, named, sum(row.mandates for row in rows), sum(row.present for row in rows))


def lacking_for_accreditation(conference: Conference) -> list[str]:
    """What stands in the way of saying that accreditation is done: nobody came, or something has to be looked at."""
    lacking = [] if any(row.admitted for row in counts(conference.pk)) else ["Nobody has been let in yet."]
    waiting = Flag.objects.filter(conference_id=conference.pk, settled_at__isnull=True).count()
    if waiting:
        lacking.append(f"{waiting} {'matter' if waiting == 1 else 'matters'} at the door must be settled first.")
    return lacking


def lacking_for_opening(conference: Conference) -> list[str]:
    """What stands in the way of opening: the quorum, with its arithmetic."""
    quorum = quorum_of(conference, counts(conference.pk), at=now())
    if quorum is None or quorum.reached:
        return []
    arithmetic = f"{quorum.needed:,} are needed ({quorum.percent} in a hundred)"
    return [f"{quorum.present:,} of {quorum.mandates:,} are in the hall; {arithmetic}."]
