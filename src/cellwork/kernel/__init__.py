"""The kernel: what makes every change of the organisation one act, and nothing else.

    acting      one block = one person, one moment, one transaction; refuses to commit what was not permitted and recorded
    facts       what can become true; a fact is what the journal holds
    journal     append-only by privilege, chained by hash in sealed batches
    reactions   what follows from a fact: at once (inside the act) or owed to the worker
    refusals    anticipated answers to a person
    tripwire    raises on a write to our tables outside an act
    placement   where each table would live on a cluster
    clock, ids, sql, embedded, backup, worker

Always true: an entry exists for every act that changed something, and every reaction an entry calls for is either done or
still on the list of what is owed.
"""
