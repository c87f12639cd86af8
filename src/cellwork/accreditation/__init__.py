"""Accreditation: the door of a conference, with or without a network.

A desk lets in whoever shows a mandate that carries our signature; what it wrote down without a network it hands over
later. Presence is kept as intervals. Nothing that a desk wrote is lost, and what two desks contradict each other about is
shown to people and not settled in silence.
"""
