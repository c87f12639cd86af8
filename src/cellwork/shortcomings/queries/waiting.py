"""What of the register waits on an office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.kernel.clock import day_of
from cellwork.organisation.queries import names_of
from cellwork.shortcomings.models import Help, Shortcoming
from cellwork.shortcomings.states import TO_CHECK, WORKING
from cellwork.statutes.queries import statutes_at

MOST_SHOWN = 50


@dataclass(frozen=True)
class Waiting:
    """A shortcoming that waits, with the name of the body it is of."""

    one: Shortcoming
    body_name: str


@dataclass(frozen=True)
class HelpWaiting:
    """A call for help that lies with a body."""

    call: Help
    body_name: str


def to_correct(body_id: UUID) -> list[Waiting]:
    """What a body has to correct, the nearest day first. What waits for a matter above waits there. Two queries."""
    return _waiting(body_id, [state.value for state in WORKING])


def to_check(body_id: UUID) -> list[Waiting]:
    """What a body has to check or judge, the nearest day first. Two queries."""
    return _waiting(body_id, [state.value for state in TO_CHECK])


def _waiting(body_id: UUID, states: list[str]) -> list[Waiting]:
    # Its instances wait with a matter: one line for all of them.
    found = Shortcoming.objects.filter(turn_id=body_id, state__in=states).exclude(state="gathered")
    rows = list(found.order_by("turn_by", "id")[:MOST_SHOWN])
    names = names_of({one.body_id for one in rows})
    return [Waiting(one, names.get(one.body_id, "")) for one in rows]


def calls_for_help(body_id: UUID) -> list[HelpWaiting]:
    """Calls for help that lie with a body, the oldest day first. Two queries."""
    rows = list(Help.objects.filter(with_id=body_id, given_at__isnull=True).order_by("answer_by", "id")[:MOST_SHOWN])
    names = names_of({call.body_id for call in rows})
    return [HelpWaiting(call, names.get(call.body_id, "")) for call in rows]


def late_below(path: str, *, at: datetime) -> int:
    """How many shortcomings below have climbed to the body on this path. One query."""
    today = day_of(at, statutes_at(at).time_zone)
    return Shortcoming.objects.filter(climbed_path=path, climbed__gt=0, turn_by__lt=today).count()
