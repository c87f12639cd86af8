"""What may be done with the seats of a conference."""

from cellwork.statutes.rules import permission

PREPARE_SEATS = permission("seats.prepare", "say who comes to a conference in which way, and how many")
FIX_SEATS = permission(
    "seats.fix", "freeze the list of those who may come to a conference, and open it again with a reason"
)
ALLOT_SEATS = permission(
    "seats.allot", "allot the seats of a conference to units and sectors, and take that back with a reason"
)
