"""Decisions: what a body adopted, and what every body it addresses does about it, clause by clause.

A *decision* is a text in numbered clauses. Once adopted its words are fixed by a fingerprint. It is put before every
addressed body at once; what one body does about one decision is a *directive*:

    received ─► read ─► accepted ─► under way ─► reported ─► verified
                  │        ▲            ▲           │
                  └► objected           └─ returned ◄┘          any state ─► closed (withdrawn, dissolved, moved away)

A clause's state is stored only once the body touched it. Every change of state writes one *step*; the worker folds steps
into *tallies* for each body above; folded and not yet folded together are exact at every moment.

The body that adopted a decision may amend it: a new *wording* is in force, the earlier ones stay; every body that it
concerns accepts what changed, and keeps what it did about the clauses that stay.

Always true: a wording once adopted never changes, and each rests on the one before; a body has one directive per decision;
what is reported done is verified by the body directly above, never by itself; nobody but the addressed body accepts or
reports for it.
"""
