"""Conferences: calling one, preparing it by a plan, and the phases it goes through.

    announced ─► allotted ─► chosen ─► invited ─► accredited ─► open ─► closed ─► published
        └─► cancelled (with its reason, as long as it is not open)

What is due is computed from the statutes; a conference is called by a decision; each step is an act of its own with its
own permission, and is refused while something that it needs is missing. What the packages above need before a step they
say to `phases`; their pages are the rooms of one conference (`rooms`).

The *plan* is made of the statutes' template: lines, each with an office and a day counted back from the opening. What is
late climbs: to whoever leads the body, then body by body upwards.

Always true: a body has one conference of a kind under way; no phase is left out, and the way back is one alone: an opening
that was said is put off to other dates, with the reason; what was held before it could be called here is on record as
closed; the conference of a body that is dissolved is cancelled with it.
"""
