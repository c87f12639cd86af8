"""Figures: what the house reaches, each beside the raw limit of this computer, measured in the same run.

    python -m bench                 every figure
    python -m bench cascade fold    these
    BENCH_SCALE=0.05 python -m bench    a quick try at a twentieth of the size

A *figure* is a module here with a function `measure() -> Iterator[Row]`; one figure runs in one process of its own, on a
*ground*: a folder under var/bench with an embedded database that nobody else uses and that is stopped at the end. Grounds
that are costly to make are kept and used again. Ours and the limit take turns (A B A B ...), and what is compared is the
median of the turns: other programs on the computer then burden both alike.

    bodies      import of the real tree of 665,276 bodies
    members     import of 6.5 million lines
    cascade     a decision put before 620,573 and 320,000 cells
    fold        eight writers while figures are kept
    overview    the centre looks while they write
    pages       every page of five persons of the reference organisation
    phone       the first page after sign-in, over the wire
    acts        whole acts by the second
    streams     open pages told of a change
    detectors   the nightly run of all detectors over 320,000 cells
"""
