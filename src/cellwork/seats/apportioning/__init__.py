"""Apportionment: whole seats in proportion to whole numbers, exactly, with the sum that leads there.

`methods.apportion` gives the seats of one body of seats by a named method; `matrices.apportion_both` gives them by two
dimensions at once. Whole numbers and fractions only, nothing outside the standard library, nothing about Cellwork: what
is decided here can be recomputed by hand. A tie is never silent: it is told, and settled only by a recorded lot or a
stated order (`ties`).
"""
