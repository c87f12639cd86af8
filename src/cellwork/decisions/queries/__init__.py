"""Named reads of decisions.

amending   wordings, their differences, whom an amendment concerns
reading    texts and directives, for whoever may see them
overview   figures of a branch, now and on any past day
evidence   photos and documents, for whoever may see the directive
explaining questions about clauses, alike ones, and explanations
guidance   guidance of the bodies between
helping    calls for help: where they lie, how they came there, where they may go
seeing     who sees what a body does about decisions
waiting    what waits on an office
reviewing  what became of decisions over a long time, clause by clause, and why not
origins    what a decision came from, as packages above say
"""
