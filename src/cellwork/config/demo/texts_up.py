"""What comes up from below in the demo: words of reports, voices and shortcomings. By hand, like those of `texts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cellwork.reports.layout import Given

WENT_WELL = [
    "The visits: people open the door now before we knock.",
    "Everybody came to the meeting, the late shift too.",
    "Two newcomers have each found a task that suits them.",
    "The reading corner is used every evening.",
    "We mended the path behind the sheds in one afternoon.",
    "The young ones keep the list themselves.",
    "The meeting was short, and everything on it was decided.",
    "The study evening with the school: nineteen people came.",
    "We helped the neighbouring cell with its harvest and got help back.",
    "The wall paper is read; people bring their own lines.",
    "Our oldest member told of the first years, and nobody looked at the clock.",
    "The night shift has a lamp at last.",
]
FELL_SHORT = [
    "Nothing much.",
    "Three of us were away on the site, so the study evening was put off.",
    "We began the visits too late in the month.",
    "The papers for study came a week after the evening.",
    "There was no room; we met in the corridor.",
    "Two promises of last month are still open, because the boards did not come.",
    "The list of tasks lay with one person, who was ill.",
    "None.",
    "Half of us work on Sundays, so the second meeting did not come about.",
    "We planned more than we could do.",
    "The newcomers were told too little beforehand.",
]
NEEDS = [
    "A room with heating on two evenings.",
    "Papers a week earlier.",
    "Somebody who shows us how minutes are kept.",
    "Paint and boards.",
    "A word with the works about the changing of shifts.",
    "Two chairs more, and a lamp.",
]
"""Two thirds of all need nothing."""
REMARKS = [
    "Presence and members do not fit together; please look once more.",
    "You write that a meeting was held, but not what came of it. A sentence is enough.",
    "Please say what is still open from last month.",
    "The number of visits seems to be that of the whole quarter. Please correct it.",
]

OF_THE_CELL: Sequence[Mapping[str, Given]] = (
    {
        "visits": "4", "study": ["9", "14"], "mood": "mixed",
        "went_well": "We found a second evening on which the late shift can come.",
        "fell_short": "None.",
        "needs": "A word with the works about the room beside the canteen.",
    },
    {
        "visits": "7", "study": ["11", "14"], "mood": "mixed",
        "went_well": "The list of the old people between the gate and the canal is complete.",
        "fell_short": "The study papers came a week late, so we read only half of them.",
    },
    {
        "visits": "61", "study": ["12", "14"], "mood": "in good heart",
        "went_well": "Six of the eleven visits are made, and the shelf stands.",
        "fell_short": "The corner for reading has no lamp, and in the afternoon it is dark there.",
        "needs": "An electrician for one hour.",
    },
)  # fmt: skip
"""The reports of the cell one can be, the oldest first."""
RETURNED_TO_THE_CELL = "61 visits: is that six? Please correct the number; everything else is clear."
OF_THE_PRIMARY_COMMITTEE: Mapping[str, Given] = {
    "cells_helped": "3", "secretaries_met": ["6", "8"],
    "went_well": "Every cell has visited somebody. Two secretaries who are new in office went along with those of other cells.",
    "fell_short": "None.",
}  # fmt: skip
