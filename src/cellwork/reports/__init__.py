"""Reports: what bodies owe by the calendar of the statutes, what they add up to, and how much a body may be asked.

An *asking* is one report asked for one period: by the statutes of all bodies of certain kinds, on the last day of the
period; or by a body, beyond the statutes, of its own branch (an *extra question*). Its questions are fixed when it is
asked. What one body answers to one asking is a *report*:

    open ─► sent ─► accepted            open, returned ─► closed (dissolved, or the question was dropped)
              │ ▲
              ▼ │ sent again, corrected
            returned

What the system knows is filled in; what a body said in another report of the period is filled in; the rest is asked.
Each change of a report writes one *delta*; the worker folds deltas into a *sum* for each body above; folded and not yet
folded together are exact at every moment, also when a report comes late or is corrected years later.

Always true: a body has one report per asking; only reports that were sent and not returned are counted; not reported is a
number of its own and never zero; a share is added up as so many of so many; a report counts where its body stood when it
was asked; words are read by the body itself and the one directly above, further up only where the question says so; how
long filling in takes is known per template and of nobody; what is asked beyond the statutes fits under the ceiling.
"""
