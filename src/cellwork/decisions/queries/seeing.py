"""Who sees what a body does about decisions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.decisions.permissions import SEE_EXECUTION
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
