"""Named reads of seats.

lists      who fits which category, what was allotted: what other packages ask
fitting    who would fit now, counted before anything is fixed
allotting  the sum by which seats are allotted, made but not stored
below      where those who fit stand, body by body
"""

from cellwork.seats.queries.lists import (
    Fits,
    UnitSeats,
    allotment,
    allotments,
    allotted,
    categories,
    category,
    category_of,
    counts,
    eligible,
    fitting,
    is_fixed,
    steps,
)

__all__ = [
    "Fits",
    "UnitSeats",
    "allotment",
    "allotments",
    "allotted",
    "categories",
    "category",
    "category_of",
    "counts",
    "eligible",
    "fitting",
    "is_fixed",
    "steps",
]
