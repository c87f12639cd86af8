"""Pages of participants: the report and the list, one seat, one's own place, nominations, and what prepares all that."""
