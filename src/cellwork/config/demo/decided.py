"""The texts of the demo's decisions. Dates count from the day of the demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from cellwork.decisions.actions.drafting import ClauseText


@dataclass(frozen=True, kw_only=True)
class Text:
    """A decision before it is adopted."""

    title: str
    preamble: str
    clauses: Sequence[ClauseText]


CITY_LEVEL = ["city_committee", "county_committee", "complex_committee"]
BUILDERS = ["industry", "construction", "transport"]


def of_the_centre(today: date) -> Text:
    """Six clauses, under way for five weeks: one date has passed."""
    return Text(
        title="On reading rooms, workshops and care for the old",
        preamble=(
            "Winter is near. Many of our oldest people live alone, many of our young have no quiet place to read, and many "
            "workplaces are darker and louder than they need be. None of this needs money first; it needs neighbours, an "
            "evening, and somebody who sees to it."
        ),
        clauses=[
            ClauseText(
                kind="statement",
                text="Work, learning and care belong together. Nobody who has worked a lifetime shall be left alone, and "
                "nobody who wants to learn shall want for a place to read.",
            ),
            ClauseText(
                text="Every cell visits each of the old people in its surroundings who live alone, asks what they need, and "
                "writes down who will see to it.",
                due_on=today - timedelta(days=4),
            ),
            ClauseText(
                text="Every cell sets up a reading corner where people work or live, open after the shift, with at least "
                "forty books and papers that its people have asked for.",
                due_on=today + timedelta(days=17), measure="number", target=Decimal(40), unit="books and papers",
            ),
            ClauseText(
                text="In workshops and mines, every cell puts light, dust and noise in order at its workplaces, beginning "
                "with the worst, together with those who work there.",
                audience="sectors", codes=["industry", "mining"],
                due_on=today + timedelta(days=38), measure="number", target=Decimal(5), unit="workplaces",
            ),
            ClauseText(
                text="Every city, county and complex sees to it that one reading room is heated and open on at least five "
                "evenings a week, and gives an account of who keeps it and what is still missing.",
                audience="kinds", codes=CITY_LEVEL, due_on=today + timedelta(days=24), measure="words",
            ),
            ClauseText(
                text="Every cell talks at a meeting about the skills that its oldest members have, agrees who learns which of "
                "them, and gives an account of what was agreed.",
                due_on=today + timedelta(days=31), measure="words",
            ),
        ],
    )  # fmt: skip


def of_the_province(today: date) -> Text:
    """Three clauses; the date of the cells has just passed."""
    return Text(
        title="On paths and roofs before the winter",
        preamble="Last winter eleven people were hurt on icy paths and under leaking roofs. That can be prevented with "
        "shovels, sand and a ladder.",
        clauses=[
            ClauseText(
                kind="statement", audience="sectors", codes=BUILDERS,
                text="Whoever builds, drives or runs machines has the tools that others lack. They lend them, and a hand.",
            ),
            ClauseText(
                text="Every cell at a works, a site or a depot walks the paths around its workplace, mends what can be mended "
                "in a day, and reports the rest to its city or county.",
                audience="sectors", codes=BUILDERS, due_on=today - timedelta(days=2),
            ),
            ClauseText(
                text="Every city, county and complex keeps a list of roofs and paths that must be mended by others, and gives "
                "an account of each one that is still open.",
                audience="kinds", codes=CITY_LEVEL, due_on=today + timedelta(days=12), measure="words",
            ),
        ],
    )  # fmt: skip


def of_the_city(today: date) -> Text:
    """Three clauses, nine days old: the time to answer still runs."""
    return Text(
        title="On warm meals and the market hall",
        preamble="The kitchen in the market hall can cook for four hundred people in the evening, and stands cold.",
        clauses=[
            ClauseText(
                kind="statement",
                text="A warm meal in the evening is nobody's favour to anybody; it is what neighbours do in winter.",
            ),
            ClauseText(
                text="Every cell takes over evenings in the kitchen, on days that it chooses itself.",
                due_on=today + timedelta(days=20), measure="number", target=Decimal(2), unit="evenings",
            ),
            ClauseText(
                text="Every primary committee names one person who keeps the list of evenings and helps where a cell is short "
                "of hands.",
                audience="kinds", codes=["primary_committee"], due_on=today + timedelta(days=6),
            ),
        ],
    )  # fmt: skip


def draft_of_the_centre(today: date) -> Text:
    """Not adopted yet."""
    return Text(
        title="On evening schools and the passing on of skills",
        preamble="A first draft, for discussion among the secretaries.",
        clauses=[
            ClauseText(kind="statement", text="Whoever teaches what they know gives more than a day's work."),
            ClauseText(
                text="Every cell at a place of education opens two of its rooms to evening classes.",
                audience="sectors", codes=["education", "science"], due_on=today + timedelta(days=90),
            ),
            ClauseText(
                text="Every city, county and complex names the skills that are running out, and who could teach them.",
                audience="kinds", codes=CITY_LEVEL, due_on=today + timedelta(days=75), measure="words",
            ),
        ],
    )  # fmt: skip
