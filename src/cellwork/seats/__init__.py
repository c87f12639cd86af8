"""Seats: who comes by right, how many others may come, and from where.

A category says by a rule who belongs to it; a person fits the first one, by their order. Once it is fixed, the list of
those who fit is frozen. Seats of delegates are allotted to provinces and sectors by a named method, whose arithmetic
(`apportioning`, exact numbers only) is part of what is written down.
"""
