"""Pages of seats: the room of a conference, one category, its allotment, and the way down from a number."""
