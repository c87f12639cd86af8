"""People: who they are, how they sign in, and who looked at whom.

A *person* is known by a number that the organisation gave; the person's id is derived from it (`numbers`), so that the
number is unique without a list of numbers. An *account* is a person's key to the house; most persons have none. Whoever
looks at a person's data from above leaves a *look* with a reason, and the person sees it.

Signing in: name and password, or a *one-time link*; then, for accounts that have one, a *second factor*. Nobody is half
signed in: before the code is given there is no session of that account. An office can require a second factor
(`second_factor.required_by`); until it is there, no page opens but the one that adds it. Whether an account exists is
told by no word and by no delay: links are wished for (`WantedLink`) and the worker finds out whose they are.
"""
