"""Cellwork: the working system of large membership organisations that live in small groups.

One circle runs through this package. A body above decides; the decision reaches every cell below at once; each cell
accepts it with a plan of its own, carries it out clause by clause and reports; the body directly above verifies; and
every body in between sees its whole branch, down to the single cell, exactly, at every moment. The other half leads up:
what people say is answered, what falls short is mended, what bodies report adds up.

    decides ──► reaches ──► is accepted ──► is carried out ──► is reported ──► is verified
       ▲                                                                          │
       └───────────────── every body sees its branch, now and on any past day ◄───┘

The packages are the members' own words. Each may use only those below it:

    config          settings, addresses, the front that takes requests
    home            what waits on you: draws on every package
    review          what became of everything since the last conference, and what participants bring
    accreditation   the door of a conference, with or without a network
    participants    who has a place, how they came to it, what became of it
    draws           seats given by lot within quotas, so that anybody can repeat it
    seats           who comes by right, how many others, and from where
    conferences     calling one, preparing it by a plan, its phases
    consultations   short questions about how people are, answered sealed, told of many only
    shortcomings    what is not as it should be: found, corrected, checked; one cause in many cells becomes one matter
    voices          what people at the base say, the duty to answer that climbs, the anonymous way
    reports         asked once by the calendar, added up exactly; how many minutes a body is asked
    decisions       the text, the cascade, acceptance, progress, verification, the overview
    meetings        when bodies meet, with how many, and what they resolved
    offices         posts and terms; authority: who may do what, by which office, at which body
    organisation    bodies, their hierarchy and its changes, membership of cells
    statutes        the organisation's own rules as one text file
    people          persons, accounts, sign-in, who looked at whom
    web api cli live    how we speak: pages, JSON, commands, streams
    kernel          one act = one person, one moment, one transaction; journal, reactions, clock, database

Three things always hold, and the kernel refuses to commit otherwise: whoever changes something held a power by an
office in force at that moment; the change is in the journal; what follows from it is already written down as owed.
"""
