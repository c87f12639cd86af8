"""Offices: posts at bodies, who holds them from when to when, and what they may do by that.

A *post* is not stored: the statutes say which offices a kind of body has and how many seats. A *term* is a person in a seat,
`since <= t < until`. Power begins and ends with the term: nobody has to remember to take it away. A seat without a term in
force is vacant, and since when is known. While the seat that leads a body is vacant, its duties fall to whoever leads the
nearest body above (`authority`); nothing is stored for it, and it ends when somebody takes office.

Always true: one person in one seat at one time; whoever uses a power does so by a term in force at that moment, and the
journal names it.
"""
