"""How much may be asked of a body in a month, and how long things take until that was measured.

Read by the section of the reports, which are the first to ask for anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from cellwork.statutes.grammar import Form, Setting, Table
from cellwork.statutes.section import Given
from cellwork.statutes.shapes import Values


class Answer(StrEnum):
    """The form of an answer."""

    NUMBER = "number"
    SHARE = "share"
    CHOICE = "choice"
    WORDS = "words"
    EVIDENCE = "evidence"


@dataclass(frozen=True, kw_only=True)
class Efforts:
    """How long things take, until that was measured; seconds and minutes."""

    number_seconds: int = 20
    share_seconds: int = 30
    choice_seconds: int = 10
    words_seconds: int = 90
    evidence_seconds: int = 60
    known_seconds: int = 3
    accept_minutes: int = 15
    task_minutes: int = 5

    def seconds_for(self, form: Answer, *, known: bool = False) -> int:
        """To answer one question; a figure that is filled in already is only looked at."""
        return self.known_seconds if known else int(getattr(self, f"{form}_seconds"))


def written_minutes(minutes: Fraction) -> str:
    """`20`, `7.5`: minutes as the arithmetic shows them, rounded up to a tenth so that no sum looks smaller than it is."""
    tenths = ceil(minutes * 10)
    return f"{tenths / 10:g}"


_EFFORT_MEANINGS: Mapping[str, str] = {
    "number_seconds": "Seconds to give a number.",
    "share_seconds": "Seconds to give so many of so many.",
    "choice_seconds": "Seconds to choose.",
    "words_seconds": "Seconds to write a few sentences.",
    "evidence_seconds": "Seconds to add a photo or document.",
    "known_seconds": "Seconds to look at a figure that is filled in already.",
    "accept_minutes": "Minutes to read and accept a decision with a plan.",
    "task_minutes": "Minutes a month to tell how far a task of a decision is.",
}

SHOWN, REFUSE = "shown", "refuse"
"""What becomes of a decision that asks for more than the ceiling."""

BURDEN = Table(
    name="burden",
    meaning="How long things take a body, until it was measured; and whether the ceiling holds for decisions, too.",
    settings=(
        *(
            Setting(
                name=name,
                form=Form.WHOLE_NUMBER,
                meaning=meaning,
                default=getattr(Efforts(), name),
                least=1,
                most=3600,
            )
            for name, meaning in _EFFORT_MEANINGS.items()
        ),
        Setting(
            name="decisions",
            form=Form.TEXT,
            meaning='What becomes of a decision that would ask for more than the ceiling: "shown" to whoever adopts it, or'
            ' "refuse": it cannot be adopted until it asks for less.',
            default=SHOWN,
            example='"refuse"',
        ),
    ),
)

CEILINGS = Table(
    name="burden_ceilings",
    meaning="How many minutes a month all that is asked of a body may take. One [[burden_ceilings]] for every rule. "
    "Reports that need more are a mistake, and a question that would need more is refused.",
    is_repeated=True,
    one_is="a rule",
    settings=(
        Setting(
            name="of",
            form=Form.CODE_OR_CODES,
            meaning="The kinds of bodies it is for.",
            required=True,
            example='["cell"]',
        ),
        Setting(
            name="minutes",
            form=Form.WHOLE_NUMBER,
            meaning="The most minutes a month.",
            required=True,
            least=1,
            most=20000,
            example="120",
        ),
    ),
)


def efforts_of(values: Values) -> Efforts:
    """The efforts with those that the file names."""
    said = {name: values.number(name) for name in _EFFORT_MEANINGS}
    return Efforts(**{name: number for name, number in said.items() if number is not None})


def ceilings_of(given: Given) -> dict[str, int]:
    """Minutes a month by code of kind; a kind without one may be asked for anything."""
    ceilings: dict[str, int] = {}
    for values in given.repeated(CEILINGS):
        for kind in given.kinds_named(values, "of"):
            if kind in ceilings:
                what = f'There are two ceilings for "{kind}".'
                given.findings.add(values.at("of"), what, "Strike one of the two.")
            ceilings[kind] = values.number("minutes") or ceilings.get(kind, 20000)
    return ceilings
