"""What may be done with meetings."""

from cellwork.statutes.rules import permission

CONVENE = permission("meetings.convene", "convene meetings and enter what they resolved")
SEE_MEETINGS = permission("meetings.see", "see when bodies meet and what they resolved")
