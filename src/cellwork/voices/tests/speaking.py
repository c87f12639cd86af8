"""People who say something, for tests."""

from __future__ import annotations

from datetime import datetime

from cellwork.decisions.tests.builders import Cast
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.people.models import Person
from cellwork.voices.actions.opening import open_the_box
from cellwork.voices.actions.saying import Said, renew_link, say, say_anonymously, say_at_poster
from cellwork.voices.codes import code_for, new_seed, receipt_of
from cellwork.voices.models import Voice
from cellwork.voices.states import Manner

WORDS = "The stairs are dark since autumn."


def words_said(words: str = WORDS, *, kind: str = "need", subject: str = "housing") -> Said:
    """A need about housing."""
    return Said(kind=kind, subject=subject, words=words)


def a_member(cast: Cast, *, cell: Body | None = None) -> Person:
    """Somebody in the cell, without any office."""
    return a_person("Mira Member", cell=cell or cast.cell)


def a_link(cast: Cast, *, cell: Body | None = None, by: Person | None = None) -> str:
    """The token of a cell's poster."""
    secretary = by or (cast.sibling_secretary if cell == cast.sibling else cast.secretary)
    return renew_link(actor=acting_as(secretary), cell_id=(cell or cast.cell).pk, at=SPRING).token


def named(
    cast: Cast, author: Person, words: str = WORDS, *, manner: Manner = Manner.NAMED, at: datetime = SPRING
) -> Voice:
    """A member says something with their account."""
    return say(actor=acting_as(author), said=words_said(words), manner=manner, at=at)


def a_code(*written: str) -> str:
    """A fresh code."""
    return code_for(new_seed(), *written)


def the_receipt(code: str) -> bytes:
    """What is kept of it."""
    found = receipt_of(code)
    assert found is not None
    return found


def anonymously(token: str, words: str = WORDS, *, subject: str = "housing", at: datetime = SPRING) -> str:
    """Somebody says something at the poster; the code they get."""
    code = a_code(words)
    say_anonymously(token=token, said=words_said(words, subject=subject), receipt=the_receipt(code), at=at)
    return code


def at_poster(token: str, words: str = WORDS, *, name: str = "Nela Neighbour", manner: Manner = Manner.NAMED) -> str:
    """Somebody without an account gives a name; the code they get."""
    code = a_code(words)
    say_at_poster(
        token=token, said=words_said(words), manner=manner, name=name, receipt=the_receipt(code), at=SPRING
    )  # fmt: skip
    return code


def others_speak(token: str, *, many: int = 4, at: datetime = SPRING) -> None:
    """So many others say something anonymously, so that a batch comes together."""
    for number in range(many):
        anonymously(token, f"Another matter, number {number}.", at=at)


def heard_anonymously(token: str, words: str = WORDS, *, at: datetime = SPRING) -> str:
    """Said anonymously and come out of the box with others; the code."""
    code = anonymously(token, words, at=at)
    others_speak(token, at=at)
    open_the_box(at=at)
    return code
