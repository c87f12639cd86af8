"""What the worker does for decisions: fold, and tell open pages."""

from __future__ import annotations

from cellwork.decisions.folding import fold
from cellwork.kernel.worker import chore
from cellwork.live.announcing import announce


@chore(every=0.3)
def fold_and_tell() -> bool:
    """Fold what is complete and tell whoever has these decisions open; the tick that keeps NOTIFY out of acts."""
    moved = fold()
    if moved:
        announce(f"decision:{decision_id}" for decision_id in moved)
    return bool(moved)
