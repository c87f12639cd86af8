"""Who sees what a body does about decisions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.permissions import SEE_EXECUTION, VERIFY
from cellwork.decisions.states import State
from cellwork.kernel.powers import may
from cellwork.organisation.queries import cell_of

if TYPE_CHECKING:
    from cellwork.organisation.models import Body


def sees_directives_of(person_id: UUID, body: Body, *, at: datetime) -> bool:
    """The body's own people, and those who by an office may see the branch it stands in."""
    if may(person_id, SEE_EXECUTION, path=body.path, at=at):
        return True
    cell = cell_of(person_id)
    return cell is not None and cell.pk == body.pk


def sees_directive(person_id: UUID, body: Body, state: str, *, at: datetime) -> bool:
    """The same, and whoever verifies in place of a vacant post: what is reported, and nothing before or after it."""
    judges = state == State.REPORTED
    return sees_directives_of(person_id, body, at=at) or (judges and may(person_id, VERIFY, path=body.path, at=at))
