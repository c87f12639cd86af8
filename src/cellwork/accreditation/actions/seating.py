"""At the desk: somebody who has a seat does not come, and whoever is next by right stands here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from cellwork.accreditation.actions.scanning import Scanned, take_scans
from cellwork.accreditation.queries.door import is_present
from cellwork.accreditation.states import Checked, What
from cellwork.kernel.acting import Actor
from cellwork.kernel.refusals import Refused, Unfit
from cellwork.participants.actions.replying import Followed, withdraw_place
from cellwork.participants.queries.places import places

BECAUSE = "Did not come; their substitute was seated at the desk."


class IsPresent(Refused):
    """They were let in themselves."""


def seat_substitute(
    *, actor: Actor, conference_id: UUID, desk_id: UUID, number: int, because: str = "", at: datetime
) -> Followed:
    """The seat of mandate `number` goes to the next one by right, who is let in at this desk.

    Two acts, the first of which stands by itself: the seat is theirs even if the second could not be written down.
    """
    gone = places(conference_id).filter(number=number).first()
    if gone is None:
        raise Unfit(f"No mandate has the number {number}.", "Look for the name.", field="number")
    if is_present(conference_id, gone.person_id):
        raise IsPresent(f"{gone.name} is in the hall.", "Note first that they went out, if they did.")
    followed = withdraw_place(
        actor=actor,
        conference_id=conference_id,
        person_id=gone.person_id,
        because=because or BECAUSE,
        at=at,
        seated=True,
    )
    if followed.next is not None:
        scan = Scanned(id=uuid4(), what=What.IN, number=followed.next.number, checked=Checked.DOCUMENT, at=at)
        take_scans(actor=actor, conference_id=conference_id, desk_id=desk_id, scans=[scan], at=at)
    return followed
