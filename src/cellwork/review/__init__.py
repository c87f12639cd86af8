"""Review: what became of everything since the last conference, and what participants bring to this one.

The dossier is computed from what every package keeps; every figure opens to what it counts. Contributions are written by
participants on the questions of the agenda, with a draft that survives.
"""
