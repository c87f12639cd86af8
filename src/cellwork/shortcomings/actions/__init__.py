"""Every write to the register.

raising      a body about itself, guidance from above
coming       what comes of reports
correcting   what the owner does: plan, tell that it is corrected, explain
checking     what somebody else does: check, reopen, judge an explanation, give more time
helping      help asked for, given and offered
gathering    many of one cause become a matter where the cause lies
climbing     what follows when days pass
detecting    what the detectors of the statutes find and what is gone
reconciling  what follows when bodies move or are dissolved
steps        one step of one shortcoming, shared by all
"""
