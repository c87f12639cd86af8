"""Participants: who has a place at a conference, how they came to it, and what became of it.

    chosen ─► invited ─► accepted
       │         ├──► declined ──┐
       └─────────┴──► withdrawn ─┴─► the next substitute comes in, by the same act

Always true: what became of every seat can be read from its first holder to its last.
"""
