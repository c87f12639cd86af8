"""Pages of draws: preparing, publishing, drawing, checking; and what a member says of themselves."""
