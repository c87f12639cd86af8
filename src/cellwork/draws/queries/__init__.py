"""Named reads of draws. `drawn` and `next_substitute` are what other packages ask."""

from cellwork.draws.queries.results import (
    Drawn,
    Substitute,
    draw_in_force,
    drawn,
    drawn_seats,
    is_drawn,
    next_substitute,
)

__all__ = ["Drawn", "Substitute", "draw_in_force", "drawn", "drawn_seats", "is_drawn", "next_substitute"]
