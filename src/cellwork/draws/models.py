"""Tables of draws."""
