"""Who made a report that they could judge as well, and who judges it instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cellwork.decisions.models import ReportFromAbove
from cellwork.decisions.permissions import VERIFY
from cellwork.kernel.powers import may
from cellwork.organisation.queries import body_by_id


@dataclass(frozen=True)
class MadeAbove:
    """A report made by somebody of the body above: by whom, and of which body."""

    person_id: UUID
    from_name: str
    from_path: str


def made_above(decision_id: UUID, body_id: UUID) -> MadeAbove | None:
    """None for reports that a body's own officer made. One query, two where it was made above."""
    made = ReportFromAbove.objects.filter(decision_id=decision_id, body_id=body_id).first()
    if made is None:
        return None
    above = body_by_id(made.from_id)
    return MadeAbove(made.person_id, above.name, above.path)


def may_judge(person_id: UUID, path: str, made: MadeAbove | None, *, at: datetime) -> bool:
    """May the person verify the report of the body on this path? For showing or hiding; the action asks again."""
    if made is not None and made.person_id == person_id:
        return False
    return may(person_id, VERIFY, path=path, at=at) or (
        made is not None and may(person_id, VERIFY, path=made.from_path, at=at)
    )
