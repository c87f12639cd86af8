"""Draws: seats given by lot, within quotas that hold exactly, so that anybody can repeat it.

    prepared ─► published ─► drawn
        └──────────┴──► void (with its public reason)

Preparing and drawing are two acts. Before the seed exists, the fingerprint of the list, the quotas, everybody's chance and
where the seed will come from are public. The lot itself (`lot`) is pure arithmetic in whole numbers.
"""
