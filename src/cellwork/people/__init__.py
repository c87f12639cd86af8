"""People: who they are, how they sign in, and who looked at whom.

A *person* is known by a number that the organisation gave; the person's id is derived from it, so that the number is unique
without a list of numbers. An *account* is a person's key to the house; most persons have none. Whoever looks at a person's
data from above leaves a *look* with a reason, and the person sees it.
"""
