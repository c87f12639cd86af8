"""Pages of the door of a conference."""
