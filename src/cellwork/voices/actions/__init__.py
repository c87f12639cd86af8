"""Every write to voices.

saying       somebody says something: with an account, at a poster, through the mixing box
opening      the mixing box is opened: what lay in it becomes voices, replies, judgements
returning    the author comes back: replies, judges; and is told when what an answer points at moves
steps        one step of one voice, shared by all

routing      which body answers: by subject and place
desk         the voices a body acts on, locked, as they stand today
taking_up    a body says that it has read a voice, or asks what is meant
passing      passing on by hand, with the reason, and never for ever
answering    one answer, to one voice or to several alike ones
joining      alike voices under one title; "I too"
showing      titles on the posters of a branch; "I too" without an account
matters      the agenda of a body: what many stand behind, what a body below needs a decision about
gathering    alike voices of the branch as one matter, each where it lies
settling     what a meeting of the body said of a matter
climbing_matters  matters climb by their dates, as voices do
promising    what was promised is kept, put off or explained
climbing     the duty to answer climbs by the dates alone
moderating   words held back by a published rule, in a log
looking      a named voice read from above, for a reason
citing       decisions name the voices they came from
words        the words in use, for search
reorganising what follows when bodies move, are dissolved or imported
"""
