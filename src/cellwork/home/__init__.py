"""Home: one list of what waits on you, for every office you hold, the oldest debts first.

Draws on every package and owns no table: whatever waits is worked out from what is so.
"""
