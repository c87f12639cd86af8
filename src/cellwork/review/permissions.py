"""What may be done with reviews and the preparation of a conference."""

from cellwork.statutes.rules import permission

MAKE_DOSSIER = permission(
    "review.make", "have a dossier made of what became of decisions, voices and shortcomings in the branch"
)
SEE_DOSSIERS = permission("review.see", "read the dossiers of the branch")
PREPARE_CONFERENCE = permission(
    "review.prepare", "put questions and papers before a conference, and gather what its participants write"
)
