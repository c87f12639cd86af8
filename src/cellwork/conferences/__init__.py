"""Conferences: calling one, preparing it by a plan, and the phases it goes through.

    announced ─► allotted ─► chosen ─► invited ─► accredited ─► open ─► closed ─► published
        └─► cancelled (with its reason, as long as it is not open)

What is due is computed from the statutes; a conference is called by a decision; each step is an act of its own with its
own permission, and is refused while something that it needs is missing. What the packages above need before a step they
say to `phases`; their pages are the rooms of one conference (`rooms`).
"""
