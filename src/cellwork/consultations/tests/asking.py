"""People who are asked how they are, for tests: a cast whose statutes allow it, cells with many members, and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cellwork.consultations.actions.answering import answer_pulse
from cellwork.consultations.actions.asking import Questions, ask_pulse
from cellwork.consultations.actions.closing import end_due
from cellwork.consultations.models import Pulse
from cellwork.decisions.tests.builders import Cast, a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.mixing import keep_boxes_ready
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, STATUTES, a_person, acting_as
from cellwork.people.models import Person
from cellwork.statutes.models import Version

TODAY = SPRING.date()
CLOSES = TODAY + timedelta(days=10)
AFTER = SPRING + timedelta(days=11)
CALM = "I know what my cell is working on."

ASKING = (
    STATUTES
    + """
[[powers]]
office = "chair"
may = ["consultations.ask_pulse", "consultations.read_words"]
where = ["own"]
"""
)


def an_asking_cast(text: str = ASKING) -> Cast:
    """The usual cast, under statutes by which chairs ask."""
    cast = a_cast()
    with unguarded("a test world"):
        Version.objects.update(text=text)
    return cast


def members_of(cell: Body, many: int) -> list[Person]:
    """So many members more in a cell."""
    return [a_person(cell=cell) for _ in range(many)]


def a_full_cast(
    *, here: int = 12, beside: int = 14, far: int = 16, text: str = ASKING
) -> tuple[Cast, list[list[Person]]]:
    """Three cells with so many members: the own, the one beside it, the one far away."""
    cast = an_asking_cast(text)
    secretaries = (cast.secretary, cast.sibling_secretary, cast.stranger)
    cells = (cast.cell, cast.sibling, cast.far_cell)
    people = [
        [secretary, *members_of(cell, many - 1)]
        for secretary, cell, many in zip(secretaries, cells, (here, beside, far), strict=True)
    ]
    return cast, people


def questions(*statements: str, with_words: bool = True, closes_on: date = CLOSES) -> Questions:
    """One statement, unless others are given."""
    return Questions(statements=statements or [CALM], with_words=with_words, closes_on=closes_on)


def a_pulse(
    cast: Cast, *, by: Body | None = None, person: Person | None = None, asked: Questions | None = None
) -> Pulse:
    """The centre asks, unless another body is named; the worker has made the key."""
    body = by or cast.centre
    pulse = ask_pulse(actor=acting_as(person or cast.chair), body_id=body.pk, questions=asked or questions(), at=SPRING)
    keep_boxes_ready()
    return pulse


def answered(pulse: Pulse, people: Sequence[Person], *steps: int, words: str = "") -> None:
    """All of them answer alike."""
    for person in people:
        assert answer_pulse(
            person_id=person.pk, pulse_id=pulse.pk, steps=steps or [4] * len(pulse.statements), words=words, at=SPRING
        )  # fmt: skip


def closed() -> None:
    """The days pass, and the worker comes."""
    end_due(at=AFTER)
