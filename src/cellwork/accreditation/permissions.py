"""What may be done at the door of a conference."""

from cellwork.statutes.rules import permission

ADMIT = permission("accreditation.admit", "let participants in at the door of a conference, and note who goes out")
KEEP_DOOR = permission(
    "accreditation.keep", "open and close desks of a conference, and settle what they contradict each other about"
)
SEE_DOOR = permission("accreditation.see", "see who is present at a conference")
