"""Pages of meetings: of one body, and of the bodies below it."""
