"""What may be done with participants of conferences. Replying, consenting and saying what one needs is the person's own."""

from cellwork.statutes.rules import permission

TAKE_IN = permission(
    "participants.take_in", "take participants of a conference in: by office, by lot, by hand or from a file"
)
NOMINATE = permission("participants.nominate", "nominate somebody for a conference, with a reason")
APPROVE = permission("participants.approve", "approve or refuse nominations for a conference", duty=True)
RECORD_ELECTION = permission("participants.record_election", "record who was elected to a conference")
INVITE = permission("participants.invite", "invite those who have a place at a conference, and remind them")
REPLACE = permission("participants.replace", "record that somebody does not come, and let the next one in")
SEE_PLACES = permission("participants.see", "see who has a place at a conference, and what became of every seat")
ARRANGE = permission("participants.arrange", "read what participants need: travel, lodging, food, access")
