"""Nominations as an office finds them: those of its body, and those that lie with it for approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models.functions import Length

from cellwork.kernel.powers import spans_of
from cellwork.offices.authority import TermInForce
from cellwork.organisation.paths import WIDTH, end_of
from cellwork.participants.models import Nomination
from cellwork.participants.permissions import APPROVE, NOMINATE
from cellwork.participants.states import CameBy
from cellwork.seats.queries import categories

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference


@dataclass(frozen=True)
class Bench:
    """One body where somebody holds an office: what it nominated, and what bodies directly below wait for."""

    term: TermInForce
    nominates: bool
    judges: bool
    own: Sequence[Nomination]
    to_judge: Sequence[Nomination]


def bench_of(conference_id: UUID, term: TermInForce, *, nominates: bool, judges: bool) -> Bench:
    """Two queries at most. Of one's own body everything; of those directly below what was consented to."""
    every = Nomination.objects.filter(conference_id=conference_id)
    own = list(every.filter(body_id=term.body_id).order_by("-nominated_at")) if nominates else []
    below = every.filter(path__gt=term.path, path__lt=end_of(term.path), state=Nomination.State.CONSENTED)
    below = below.alias(length=Length("path")).filter(length=len(term.path) + WIDTH)
    return Bench(term, nominates, judges, own, list(below.order_by("consented_at", "id")) if judges else [])


def sees_nominations(person_id: UUID, conference: Conference, at: datetime) -> bool:
    """The room, where anybody is chosen in this way: for whoever may nominate or approve by an office in the branch."""
    spans = [*spans_of(person_id, NOMINATE, at=at), *spans_of(person_id, APPROVE, at=at)]
    if not any(span.path.startswith(conference.body.path) for span in spans):
        return False
    return any(each.chosen_by == CameBy.NOMINATION for each in categories(conference.pk))
