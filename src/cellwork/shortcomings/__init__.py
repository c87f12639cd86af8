"""Shortcomings: a register that forgets nothing, kept to mend things and never to mark people.

A *shortcoming* is of a body's work: what, where, how much it weighs, its cause, and whose turn it is until when. It is
raised by the body itself, pointed out from above, comes of a voice or a report, or is found by a *detector* that the
statutes declare with its threshold. A *correction* is what is done about it; somebody else checks it.

    open ─► under way ─► corrected ─► closed            gathered: many of one cause became one *matter*
     ▲ │                   │   ▲                                  at the level where the cause lies
     │ ├──► gone ──────────┤   └ checked by somebody else   gone: the cause went away, to be checked
     │ └──► explained ─────┼──► not so                  explained: "not so, because", to be judged
     └──── reopened ◄──────┘                  any of them ─► ended (its body was dissolved)

Always true: whatever is not at its end has an office at a body whose turn it is, and a day; when the day passes it climbs,
level by level. Nothing is deleted, also not by the application's own login; it is corrected, explained, or ends with its
body. Nobody checks what they corrected themselves. A finding is raised once, and says in words and numbers why. The same
cause again at the same body is linked to the time before. What a body raises about itself is counted as good work.
Words are read by the body and the one directly above, and by those whose matter it is; others see causes and counts.
"""
