"""The steps of an answer, and how finely shares are told."""

STEPS = ("Not at all", "Rather not", "Partly", "Rather yes", "Fully")
"""What can be answered, from 0."""
CAPS = {10: 10, 1: 5}
"""By what shares are rounded to: up to this a share is told as "that or less", and as much from the other end, so that "all
of them" is never told."""
