"""Meetings: when a body met, how many were there, and what it resolved, in words.

A *meeting* is of one body on one day:

    convened ─► held          either ─► called off (with the reason; it stays on record)
        └──────── entered afterwards, in one step

The statutes say how often bodies of a kind meet and how many of their members must be there (the *quorum*). From that
and the last meeting follows when the next one is due, for one body or, set-based, for every body of a branch.

Always true: a body has one meeting a day; a meeting is corrected, never deleted, and what it said before stays readable;
who was there is a number, never a list, and nothing says who spoke or how anybody voted.
"""
