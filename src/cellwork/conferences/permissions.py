"""What may be done with conferences: calling, the plan, and one permission for each phase."""

from __future__ import annotations

from collections.abc import Mapping

from cellwork.conferences.phases import Phase
from cellwork.statutes.rules import Permission, permission

CALL = permission("conferences.call", "call a conference, and enter those held before")
SEE = permission("conferences.see", "see conferences and the plan of each")
PLAN = permission("conferences.plan", "add to the plan of a conference, move its dates, and tell what others did")
CARRY_OUT_PLAN = permission("conferences.carry_out", "tell what of one's own lines in the plan of a conference is done")
POSTPONE = permission("conferences.postpone", "change the dates of a conference")
CANCEL = permission("conferences.cancel", "cancel a conference")

ALLOT = permission("conferences.allot", "say that the seats of a conference are allotted")
CHOOSE = permission("conferences.choose", "say that the participants of a conference are chosen")
INVITE = permission("conferences.invite", "say that the participants of a conference are invited")
ACCREDIT = permission("conferences.accredit", "say that the participants of a conference are accredited")
OPEN = permission("conferences.open", "open a conference")
CLOSE = permission("conferences.close", "close a conference")
PUBLISH = permission("conferences.publish", "publish the proceedings of a conference")

OF_PHASE: Mapping[Phase, Permission] = {
    Phase.ALLOTTED: ALLOT,
    Phase.CHOSEN: CHOOSE,
    Phase.INVITED: INVITE,
    Phase.ACCREDITED: ACCREDIT,
    Phase.OPEN: OPEN,
    Phase.CLOSED: CLOSE,
    Phase.PUBLISHED: PUBLISH,
}
"""By which power each phase is entered; the first, `announced`, by CALL."""
