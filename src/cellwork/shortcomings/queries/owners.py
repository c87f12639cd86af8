"""Which office at which body has to do something about a shortcoming, by the statutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.kernel.refusals import Refused
from cellwork.organisation.paths import above
from cellwork.organisation.queries import body_at
from cellwork.shortcomings.permissions import CORRECT
from cellwork.statutes.rules import Reach, Statutes

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


class NobodyAnswers(Refused):
    """No office at the body or above it: the statutes give none to these kinds of bodies."""


@dataclass(frozen=True)
class Turn:
    """An office at a body, `up` levels above the body that the shortcoming is of."""

    body_id: UUID
    path: str
    office: str
    up: int


def office_for(statutes: Statutes, kind: str) -> str:
    """The office that answers for bodies of a kind: the leading one, else one that may correct, else any; "" for none."""
    offices = statutes.offices_at(kind)
    correcting = [each for each in offices if Reach.OWN in statutes.reaches_of(each.code, CORRECT.code)]
    found = [*statutes.leading_offices_at(kind), *correcting, *offices]
    return found[0].code if found else ""


def offices_by_kind(statutes: Statutes) -> dict[str, str]:
    """The same for every kind of body that has an office at all."""
    found = {kind: office_for(statutes, kind) for kind in statutes.kinds}
    return {kind: office for kind, office in found.items() if office}


def turn_of(body: Body, *, up: int, statutes: Statutes) -> Turn:
    """Whose turn it is `up` levels above a body: the next one higher where there is no office; at the top, the top's."""
    paths = [*above(body.path), body.path]
    wanted = max(0, len(paths) - 1 - up)
    for depth in range(wanted, -1, -1):
        found = body if depth == len(paths) - 1 else body_at(paths[depth])
        office = office_for(statutes, found.kind) if found else ""
        if found and office:
            return Turn(found.pk, found.path, office, len(paths) - 1 - depth)
    raise NobodyAnswers(
        f"By the statutes nobody holds an office at {body.name} or above it.", "Add an office to the statutes."
    )
