"""What can be done with reports.

asking      the calendar asks; a body asks its branch for more, and drops it again
filing      the body drafts and sends
attaching   photos and documents of a report
judging     the body above accepts or returns
closing     what nobody can send any more
room        is there room under the ceiling for one more question?
changing    how a report goes from one state to the next: the only way it does
checking    what was typed, as answers that can be kept
"""
