"""Seats of the conference: categories as the statutes say, the list fixed, opened once, fixed again; seats allotted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cellwork.conferences.actions.advancing import advance_conference
from cellwork.conferences.phases import Phase
from cellwork.config.demo.people import actor_of, ago
from cellwork.config.demo.world import Size, body_id_of
from cellwork.seats.actions.allotting import allot_seats
from cellwork.seats.actions.fixing import fix_list, unfix_list
from cellwork.seats.actions.preparing import Change, change_category, set_up_categories
from cellwork.seats.queries.allotting import Choice

DELEGATES: dict[Size, int] = {"small": 180, "reference": 9600}
WHY_AGAIN = "Two cities had not told yet who follows their secretaries; their cells would have been left out."
LOT = "4, 2 and 6, thrown at the centre before three witnesses"
WORDS = "The sum is on the page of the seats; whoever finds a mistake, say so."


def allot_the_seats(*, conference_id: UUID, size: Size, at: datetime) -> None:
    """Inside the caller's transaction, after the conference is called."""
    centre = body_id_of(1)
    leader, organiser = actor_of(centre, "general_secretary", at), actor_of(centre, "organiser", at)
    set_up_categories(actor=organiser, conference_id=conference_id, at=ago(at, 20, 9))
    change_category(
        actor=organiser, conference_id=conference_id, key="delegates",
        change=Change(chosen_by="lot", seats=DELEGATES[size]), at=ago(at, 19, 11),
    )  # fmt: skip
    fix_list(actor=leader, conference_id=conference_id, at=ago(at, 16, 10))
    unfix_list(actor=leader, conference_id=conference_id, because=WHY_AGAIN, at=ago(at, 15, 9))
    fix_list(actor=leader, conference_id=conference_id, at=ago(at, 12, 10))
    allot_seats(
        actor=leader, conference_id=conference_id, key="delegates",
        choice=Choice(method="sainte_lague", basis="cells", dimension="both", minimum=1), lot=LOT, at=ago(at, 11, 15),
    )  # fmt: skip
    advance_conference(actor=leader, conference_id=conference_id, to=Phase.ALLOTTED, words=WORDS, at=ago(at, 11, 16))
