"""Voices on the desks of bodies, for tests: a cast whose statutes hear voices, and somebody who says something."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from cellwork.decisions.tests.builders import Cast, a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.ids import new_id
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, STATUTES, acting_as, statutes_in_force
from cellwork.people.models import Person
from cellwork.voices.actions.answering import Reply, answer_voices
from cellwork.voices.actions.desk import VoiceKey
from cellwork.voices.models import Answer, Voice, VoiceStep

TODAY = SPRING.date()

HEARING = (
    STATUTES
    + """
[[powers]]
office = "chair"
may = ["voices.answer", "voices.moderate"]
where = ["own"]

[[powers]]
office = "chair"
may = ["voices.see"]
where = ["own", "below"]

[[powers]]
office = "secretary"
may = ["voices.answer", "voices.see", "voices.poster"]
where = ["own"]

[voices]
acknowledge_days = 3
answer_days = 20
late_days = 10
passes = 2
support = 3

[subjects.housing]
title = "Housing"
answered_by = "city"

[subjects.roads]
title = "Roads"
answered_by = "province"

[moderation.insult]
title = "Somebody is insulted"
text = "Insults are held back."
"""
)


def a_hearing_cast() -> Cast:
    """The cast, under statutes that say who answers: twenty days, ten more until it climbs."""
    cast = a_cast()
    statutes_in_force(HEARING, since=SPRING - timedelta(days=300))
    return cast


def a_voice(
    cast: Cast,
    *,
    words: str = "The stairs are dark since autumn.",
    cell: Body | None = None,
    lies_with: Body | None = None,
    manner: str = "named",
    author: Person | UUID | None = None,
    on: date = TODAY,
    subject: str = "housing",
    answer_by: date | None = None,
) -> VoiceKey:
    """A voice as it came in on a day; named by somebody unknown unless said otherwise."""
    cell, body = cell or cast.cell, lies_with or cast.city
    author_id = author.pk if isinstance(author, Person) else author
    if author_id is None and manner != "anonymous":
        author_id = uuid4()
    with unguarded("a test world"):
        voice = Voice.objects.create(
            body_id=cell.pk, id=new_id(), cell_path=cell.path, with_id=body.pk, with_path=body.path, with_since=on,
            kind="need", subject=subject, words=words, manner=manner, author_id=author_id,
            name="" if manner == "anonymous" else "Somebody", receipt=uuid4().bytes if author_id is None else None,
            received_on=on, state="received", state_on=on, answer_by=answer_by or on + timedelta(days=20), steps=1,
        )  # fmt: skip
        VoiceStep.objects.create(
            body_id=cell.pk, voice_id=voice.id, number=1, on=on, what="said", state="received", to_id=body.pk
        )
    return VoiceKey(cell.pk, voice.id)


def the(key: VoiceKey) -> Voice:
    """The voice as it stands."""
    return Voice.objects.get(body_id=key.cell_id, id=key.voice_id)


def history(key: VoiceKey) -> list[str]:
    """What happened to it, in order."""
    steps = VoiceStep.objects.filter(body_id=key.cell_id, voice_id=key.voice_id).order_by("number")
    assert [each.number for each in steps] == list(range(1, len(steps) + 1)), "no step is missing or doubled"
    assert len(steps) == the(key).steps
    return [each.what for each in steps]


def a_reply(words: str = "The lamps are mended.", **fields: object) -> Reply:
    """It is done."""
    return Reply(**({"kind": "done", "words": words} | fields))  # type: ignore[arg-type]


def answered(
    cast: Cast,
    *keys: VoiceKey,
    by: Person | None = None,
    body: Body | None = None,
    at: datetime = SPRING,
    **fields: object,
) -> list[Answer]:
    """The city's chair has answered."""
    return answer_voices(
        actor=acting_as(by or cast.city_chair), body_id=(body or cast.city).pk, voices=keys, reply=a_reply(**fields), at=at
    )  # fmt: skip


def days(number: int) -> datetime:
    """The morning so many days after the voice came in."""
    return SPRING + timedelta(days=number)
