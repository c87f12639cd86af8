"""Every write to decisions and directives.

drafting       the text before it is adopted
adopting       adoption with its cascade, withdrawal
carrying_out   what the addressed body does: read, accept, object, ask, progress, done
evidence       photos and documents that the addressed body adds to a clause, and takes back
redrafting     the draft of an amendment
amending       an amendment adopted, and accepted by the bodies it concerns
wording        a wording written down, shared by adoption and amendment
verifying      what those above do: verify, send back, answer objections
explaining     what a clause means: one answer to all who asked the same
meeting        at which of its meetings a body discussed or adopted
guiding        what bodies between do: guidance, answers to calls for help
calling        calls for help, as obstacles are told and removed
passing        calls for help passed on by hand, and by the clock
reconciling    what follows when bodies are founded, moved, dissolved or imported
steps          one step of one directive, shared by all
"""
