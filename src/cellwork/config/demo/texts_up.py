"""What comes up from below in the demo: words of reports, voices and shortcomings. By hand, like those of `texts`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cellwork.reports.layout import Given
from cellwork.shortcomings.actions.raising import Told
from cellwork.voices.states import Manner

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
        "fell_short": "Nothing.",
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
RETURNED_TO_THE_COMMITTEE = "Three cells were helped: with what? A sentence is enough."
OF_THE_PRIMARY_COMMITTEE: Mapping[str, Given] = {
    "cells_helped": "3", "secretaries_met": ["6", "8"],
    "went_well": "Every cell has visited somebody. Three were helped with their lists; two new secretaries went along.",
    "fell_short": "None.",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """A voice: by the n-th member without office of the cell one can be in (`cell` 0) or of the n-th other one of its city."""

    key: str
    kind: str
    subject: str
    words: str
    days: int
    hour: int = 19
    manner: Manner = Manner.NAMED
    cell: int = 0
    member: int = 2


VOICES: Sequence[Line] = (
    # At the primary committee.
    Line(key="gloves", kind="need", subject="work", days=31, member=1,
         words="The gloves at the grinding bench are worn through. Two of us have cut themselves this month."),
    Line(key="lamp", kind="need", subject="work", days=14, member=0,
         words="Above the last three benches it is so dark after four that one guesses rather than measures."),
    Line(key="shift", kind="proposal", subject="cell_life", days=19, member=2,
         words="Meet at half past five on Thursdays: then those with children can come, and the late shift too."),
    Line(key="minutes", kind="question", subject="cell_life", days=5, member=3,
         words="Where can one read what the last meeting resolved, if one was away?"),
    Line(key="extractor", kind="need", subject="work", days=38, manner=Manner.CONFIDENTIAL, member=4,
         words="The dust extractor at the finishing bench is switched off at night to save power. Please have a look."),
    Line(key="praise", kind="praise", subject="other", days=4, cell=2,
         words="Thank you for the evening with the old fitters. I have learned more than in a month at the bench."),
    # At the city committee.
    Line(key="meals", kind="proposal", subject="supply", days=24, cell=3,
         words="The kitchen in the market hall stands cold in the evening. Many of us would take a turn at cooking."),
    Line(key="old_alone", kind="need", subject="health", days=21, cell=4, manner=Manner.CONFIDENTIAL,
         words="My neighbour is eighty-one and eats bread and tea for days. She would never ask for anything."),
    Line(key="library", kind="question", subject="schooling", days=26, cell=5,
         words="May our reading corner borrow from the library for longer than two weeks?"),
    Line(key="boiler", kind="need", subject="housing", days=35, cell=6,
         words="The boiler of house 14 has been out since the beginning of the month. Nine families heat with what they find."),
    Line(key="course", kind="proposal", subject="schooling", days=12, cell=7,
         words="A course in reading drawings, one evening a week. I would give it; there is a room at the works."),
    Line(key="shop", kind="thought", subject="supply", days=3, cell=8,
         words="The shop at the station closes an hour before the late shift ends. One hour would change our evenings."),
    Line(key="water_1", kind="need", subject="housing", days=16, cell=9,
         words="There is no hot water in the upper quarter between six and nine in the evening."),
    Line(key="water_2", kind="need", subject="housing", days=15, cell=10,
         words="In the evening hot water comes only after nine in the upper quarter; the children are asleep by then."),
    Line(key="water_3", kind="need", subject="housing", days=13, cell=11,
         words="Please see to the hot water in the upper quarter. In the evening there is none for three hours."),
    Line(key="water_4", kind="question", subject="housing", days=10, cell=12,
         words="Why is there no hot water in the upper quarter in the evening, and until when?"),
    # At the province.
    Line(key="bridge", kind="need", subject="roads", days=27, cell=13,
         words="Lorries no longer cross the old bridge. We carry the parts over by hand; before the thaw it must be mended."),
    Line(key="bus", kind="proposal", subject="roads", days=11, cell=14,
         words="Let the first bus leave ten minutes earlier; then it reaches the early shift in all three works."),
    Line(key="road", kind="need", subject="roads", days=33, cell=15,
         words="The road to the upper farms is washed out at the second bend. The milk lorry turns back there."),
    # At the centre.
    Line(key="books", kind="question", subject="line", days=9, member=0,
         words="Do the forty books have to be our own, or does it count when they rotate between neighbouring cells?"),
    Line(key="evening", kind="proposal", subject="line", days=6, cell=16,
         words="In the text on skills, name apprentices too: they could write down what the old ones show them."),
    Line(key="leave", kind="thought", subject="line", days=34, cell=17, manner=Manner.CONFIDENTIAL,
         words="Every decision adds something. Could the next one also say what we may leave?"),
)  # fmt: skip
UNKNOWN: Sequence[tuple[str, str, str]] = (
    ("need", "work", "We are told to sign for safety training that did not take place."),
    (
        "thought",
        "cell_life",
        "At meetings always the same three speak. I would say something if one were asked in turn.",
    ),
    ("need", "housing", "The roof over the stairs of the hostel leaks, and nobody dares to report it."),
    ("question", "health", "Whom does one turn to when one can no longer sleep because of the shifts?"),
    ("proposal", "supply", "Open the canteen to the old people of the street on Sundays."),
    ("praise", "other", "The new secretary comes round and asks how one is. That does good."),
)
"""Said by nobody who could be named."""
ANSWERS: Mapping[str, str] = {
    "gloves": "New gloves lie in the store since Monday, two pairs for each bench. Whoever needs the larger size, ask there.",
    "lamp": "The lamps are ordered and the electrician is asked for. Until then the two lamps from the old shop stand there.",
    "shift": "The meeting stays at six, as the room is taken before.",
    "meals": "The decision on warm meals is made of this: every cell takes evenings of its own choice in the kitchen.",
    "library": "Yes: reading corners keep books for two months from now on. The library knows of it.",
    "bridge": "Neither city nor province has the means for a bridge. It now lies with the Central Committee, with figures.",
}
NOT_CONTENT = "The room beside the canteen is free at half past five. Nobody asked there."

RAISED: Sequence[tuple[str, str, int]] = (
    ("We have no room that is warm in the evening, and meet in the corridor.", "no_room", 22),
    ("The room we used is a store now; twice we met standing.", "no_room", 19),
    ("Study evenings fall out because the late shift begins at five.", "no_time", 17),
    ("The room at the school is locked from six on.", "no_room", 16),
    ("Two newcomers were given nothing to do for a month.", "not_planned", 13),
    ("Meetings take place in a flat that holds seven of our fifteen.", "no_room", 12),
    ("There is nowhere to hang the plan where everybody sees it.", "no_room", 8),
    ("The list of visits lies with one person, and stopped when that person was away.", "habit", 6),
)
"""What cells of the city raised about themselves: what, why, how many days ago."""
OWN_OF_THE_CELL = Told(what="Visits are told of at the meeting, and written down nowhere.", cause="habit")
PLAN_OF_THE_CELL = "A notebook at the porter's; whoever visits writes one line."
OWN_OF_THE_COMMITTEE = Told(
    what="Two secretaries who are new in office had nobody to ask for three weeks.",
    cause="not_prepared",
    weight="medium",
)
MENDED_BY_THE_COMMITTEE = (
    "Each of them has a secretary of another cell beside them, and both came to the last two meetings."
)
POINTED_OUT = Told(
    what="Answers to voices take longer in your city than the month that was promised.", cause="not_planned",
)  # fmt: skip
HELP_OFFERED = "One of ours sits with you on Tuesdays until the desk is empty."
OWN_OF_ANOTHER_CITY = Told(
    what="The list of roofs and paths was kept in two places, and neither was complete.", cause="habit", weight="medium"
)
MENDED_BY_ANOTHER_CITY = "There is one list now, read out at each meeting of the committee."
OWN_OF_THE_PROVINCE = Told(
    what="Study papers left for the counties a week after those for the cities.", cause="not_planned", weight="medium"
)
MENDED_BY_THE_PROVINCE = "They leave on the same day now; the lorry to the hills goes first."
ASKED_FIRST = ["After work I have strength left for something else.", "In my cell I can say what I think."]
ASKED_NOW = ["I know whom I can turn to when something weighs on me.", "What we decide in the cell is done."]
FELT = [
    "Better than in summer.",
    "The shifts change too often.",
    "I would come to more if it began half an hour later.",
    "We laugh again at meetings.",
    "Tired, but in good company.",
]
