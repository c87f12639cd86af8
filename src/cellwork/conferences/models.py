"""Tables of conferences."""
