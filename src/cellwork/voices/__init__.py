"""Voices: what somebody in or around a cell thinks, needs, proposes or asks, and the answer they find.

A *voice* comes from a cell and lies with the body that can answer it:

    received ─► acknowledged ─► answered ─► settled ("this answers me", or its time has passed)
        │            │   ▲          │
        │            ▼   │          └─ "this does not answer me", once ─► one level up, received again
        └────► needs clarification (the clock stands still, once)

Who knows the author depends on the *manner*: named (the cell and the body that answers), confidential (the body that
answers alone), anonymous (nobody, those who keep the installation included). What is said anonymously waits in the
mixing box (`kernel.mixing`) until several lie together; it bears a random id, a day and no more. Whoever has no account
comes back with a one-time code, of which only the hash is kept.

Always true: a voice lies with exactly one body, by a day; it climbs when that day passes; none is settled without an
answer; none is ever deleted; an anonymous one has no author, no time of day and no place in any order.
"""
