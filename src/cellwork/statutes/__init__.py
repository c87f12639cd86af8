"""The statutes: the organisation's own rules, as one text file (TOML) that its members can read.

They say which kinds of bodies there are and which stands under which, which offices each kind has and how many seats,
which office may do what and how far its power reaches, how many days people have to answer, and the organisation's
own words for "cell", "secretary" and "decision". Everything else is computed from them.

    reading.py      text -> `Statutes`, or every mistake at once, each with its place in the file and a remedy
    rules.py        `Statutes` and its parts: frozen, plain Python, no database
    describing.py   the settings and powers as reference text, so that `docs/statutes.md` cannot lag behind
    samples/        complete statutes of invented organisations, and of two real trees

What always holds of a `Statutes` that was read:

- one kind stands at the top; every other kind stands under at least one kind, never under itself, at any remove;
- a cell is at the bottom: nothing stands under it; kinds of equal standing have one level;
- every kind of cell has a leading office with a seat, and somebody there may accept a decision;
- somebody at the top may adopt a decision, and every kind with bodies under it has somebody who may verify;
- no power names an office, permission or reach that does not exist.

A file that breaks one of these is refused as a whole: there are no statutes that are half in force.
"""
