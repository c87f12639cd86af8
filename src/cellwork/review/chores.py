"""What the worker does for reviews: count the next part of an edition that was asked for."""

from __future__ import annotations

from cellwork.kernel import clock
from cellwork.kernel.worker import chore
from cellwork.review.actions.making import make_next_part


@chore(every=2.0)
def dossiers_are_made() -> bool:
    """One part a round, so that everything else goes on between them."""
    return make_next_part(at=clock.now()) is not None
