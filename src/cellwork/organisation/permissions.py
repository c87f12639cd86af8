"""What may be done with bodies and their members."""

from cellwork.statutes.rules import permission

REORGANISE = permission("organisation.reorganise", "found, rename, move and dissolve bodies")
SEE_BODIES = permission("organisation.see", "see the bodies of the branch")
SEE_MEMBERS = permission("people.see_members", "see the names of members")
LOOK_AT_PERSON = permission("people.look", "look at one person's data, with a reason that the person sees")
TRANSFER = permission("people.transfer", "agree to transfers out of a cell and receive those who come", duty=True)
TAKE_UP = permission("people.take_up", "take up new people in a cell")
