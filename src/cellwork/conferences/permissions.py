"""What may be done with conferences: calling, the plan, and one permission for each phase."""

from __future__ import annotations

from collections.abc import Mapping

from cellwork.conferences.phases import Phase
from cellwork.statutes.rules import Permission, permission

CALL_CONFERENCE = permission("conferences.call", "call a conference, and enter those held before")
SEE_CONFERENCES = permission("conferences.see", "see conferences and the plan of each")
CHANGE_PLAN = permission(
    "conferences.plan", "add to the plan of a conference, move its dates, and tell what others did"
)
CARRY_OUT_PLAN = permission("conferences.carry_out", "tell what of one's own lines in the plan of a conference is done")
CHANGE_DATES = permission("conferences.postpone", "change the dates of a conference")
CANCEL_CONFERENCE = permission("conferences.cancel", "cancel a conference")

SAY_ALLOTTED = permission("conferences.allot", "say that the seats of a conference are allotted")
SAY_CHOSEN = permission("conferences.choose", "say that the participants of a conference are chosen")
SAY_INVITED = permission("conferences.invite", "say that the participants of a conference are invited")
SAY_ACCREDITED = permission("conferences.accredit", "say that the participants of a conference are accredited")
OPEN_CONFERENCE = permission("conferences.open", "open a conference")
CLOSE_CONFERENCE = permission("conferences.close", "close a conference")
PUBLISH_PROCEEDINGS = permission("conferences.publish", "publish the proceedings of a conference")

OF_PHASE: Mapping[Phase, Permission] = {
    Phase.ALLOTTED: SAY_ALLOTTED,
    Phase.CHOSEN: SAY_CHOSEN,
    Phase.INVITED: SAY_INVITED,
    Phase.ACCREDITED: SAY_ACCREDITED,
    Phase.OPEN: OPEN_CONFERENCE,
    Phase.CLOSED: CLOSE_CONFERENCE,
    Phase.PUBLISHED: PUBLISH_PROCEEDINGS,
}
"""By which power each phase is entered; the first, `announced`, by CALL_CONFERENCE."""
