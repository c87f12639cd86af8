"""Consultations: what a body wants to know of everybody in its branch, without knowing who said what.

A *pulse* is one to three short statements about how people are, answered on five steps, once by each, with words if the
asker wants them. It goes its way once and never back:

    open ─► closed      (its last day has passed: what may be told is told)
        └─► withdrawn   (the body withdrew it, or is gone: nothing is evaluated, what was answered can never be read)

An answer lies sealed in a mixing box of its pulse (`kernel.mixing`) until the pulse closes. Then the worker opens all of
them at once, counts in memory, writes down what may be told and nothing else, and the key is destroyed. A group is told
of only when it is large enough, and only so that no smaller one follows from what is told (`actions.publishing`).

Always true: the thresholds stand before anybody is asked, are shown to whoever is asked, and are never changed; nobody is
asked by two pulses within a month; nobody sees anything before the end; no answer stands in clear in the database, ever;
who took part is known only until the end, and only so that nobody answers twice.
"""
