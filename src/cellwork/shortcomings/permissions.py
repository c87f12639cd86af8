"""What may be done with shortcomings."""

from cellwork.statutes.rules import permission

RAISE = permission("shortcomings.raise", "raise a shortcoming of the own body")
POINT_OUT = permission("shortcomings.point_out", "point out a shortcoming to a body below, and offer help")
CORRECT = permission("shortcomings.correct", "correct a shortcoming, ask for help with it, or explain why it is none")
CHECK = permission(
    "shortcomings.check", "check a correction of somebody else, judge an explanation, or reopen", duty=True
)
GIVE_HELP = permission("shortcomings.help", "answer calls for help with shortcomings of bodies below", duty=True)
GATHER = permission("shortcomings.gather", "make one matter of shortcomings of one cause in the branch")
SEE = permission("shortcomings.see", "see shortcomings as counts, causes and states")
READ = permission("shortcomings.read", "read the words of shortcomings")
