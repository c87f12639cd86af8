"""Voices around the five persons one can be: said, waiting, late, answered, promised, not answered well enough.

All of them are real acts at past moments, the anonymous ones through the mixing box like any other. What waits at the end
waits because nobody in the story has done it yet: it is there for whoever plays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.config.demo import texts_up
from cellwork.config.demo.people import actor_of, ago, led_cells
from cellwork.config.demo.texts_up import Line
from cellwork.config.demo.world import PLANS, VIA, Size, body_id_of, leading_cell, leading_city, leading_primary
from cellwork.decisions.queries.reading import decisions_over
from cellwork.kernel import mixing
from cellwork.kernel.acting import Actor
from cellwork.kernel.clock import day_of
from cellwork.offices.authority import terms_in_force
from cellwork.organisation.queries import body_by_id, present_members
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.voices import VoiceRules
from cellwork.voices.actions.answering import PointsAt, Reply, answer_voices
from cellwork.voices.actions.climbing import climb_when_due
from cellwork.voices.actions.desk import VoiceKey
from cellwork.voices.actions.joining import join_voices, support
from cellwork.voices.actions.opening import open_the_box
from cellwork.voices.actions.passing import pass_on
from cellwork.voices.actions.returning import judge
from cellwork.voices.actions.saying import BOX, Said, renew_link, say, say_anonymously
from cellwork.voices.actions.showing import show_title, support_unknown
from cellwork.voices.actions.taking_up import acknowledge_voices
from cellwork.voices.queries.posters import good_link_of

if TYPE_CHECKING:
    from cellwork.organisation.models import Membership

NEAR_THRESHOLD = 2
"""So many people are missing until the matter of the alike voices stands on the agenda."""
UNKNOWN_BEHIND = 7
"""So many stand behind it without an account."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """The bodies in which voices are heard, and cells of the city besides the one that can be played."""

    cell: UUID
    primary: UUID
    city: UUID
    province: UUID
    others: list[UUID]


@dataclass(frozen=True)
class Spoken:
    """A voice and its author."""

    author: Actor
    key: VoiceKey


def hear(*, size: Size, at: datetime) -> None:
    """Say, answer and judge. Inside the caller's transaction, after the decisions."""
    around = _around(size, at)
    for cell_id in (around.cell, *around.others[:1]):
        renew_link(actor=actor_of(cell_id, "cell_secretary", at), cell_id=cell_id, at=ago(at, 80, 18))
    said = {line.key: _say(line, around, at) for line in texts_up.VOICES}
    _say_unknown(around, at)
    _the_primary_committee_answers(said, around, at)
    _the_city_answers(said, around, at)
    _the_province_answers(said, around, at)
    _alike(said, around, at)
    climb_when_due(at=at)


def _around(size: Size, at: datetime) -> Around:
    plan = PLANS[size]
    city = body_by_id(body_id_of(leading_city(plan)))
    return Around(
        cell=body_id_of(leading_cell()), primary=body_id_of(leading_primary(plan)), city=city.pk, province=body_id_of(2),
        others=list(islice(led_cells(city, but=body_id_of(leading_cell()), at=at), 24)),
    )  # fmt: skip


def _say(line: Line, around: Around, at: datetime) -> Spoken:
    """Somebody of the cell (0) or of another one of the city (its place in the list) says it."""
    cell_id = around.cell if line.cell == 0 else around.others[line.cell]
    members = _plain_members(cell_id, at)
    member = members[line.member % len(members)]
    author = Actor(member.person_id, VIA)
    voice = say(
        actor=author, manner=line.manner, at=ago(at, line.days, line.hour),
        said=Said(kind=line.kind, subject=line.subject, words=line.words),
    )  # fmt: skip
    return Spoken(author, VoiceKey(voice.body_id, voice.id))


def _plain_members(cell_id: UUID, at: datetime) -> list[Membership]:
    """Members who hold no office, by name: the first one of the cell is the member whom one can be."""
    members = present_members(cell_id).filter(standing="member").order_by("name", "person_id")
    return [member for member in members if not terms_in_force(member.person_id, at=at)]


def _say_unknown(around: Around, at: datetime) -> None:
    """What nobody signs lies in the box until enough lie together, and comes out at one stroke."""
    mixing.keep_ready(BOX)
    opened = ago(at, 6, 4)
    for number, (kind, subject, words) in enumerate(texts_up.UNKNOWN):
        link = good_link_of(around.cell if number % 2 == 0 else around.others[0])
        assert link is not None, "the cell has a poster"
        receipt = sha256(f"the demo {number}".encode()).digest()
        say_anonymously(
            token=link.token, said=Said(kind=kind, subject=subject, words=words), receipt=receipt, at=opened
        )
    open_the_box(at=opened)


def _the_primary_committee_answers(said: dict[str, Spoken], around: Around, at: datetime) -> None:
    secretary = actor_of(around.primary, "secretary", at)
    today = day_of(at, statutes_at(at).time_zone)
    answer_voices(
        actor=secretary, body_id=around.primary, voices=[said["gloves"].key], at=ago(at, 20, 10),
        reply=Reply(kind="done", words=texts_up.ANSWERS["gloves"], published=True),
    )  # fmt: skip
    _judge(said["gloves"], content=True, at=ago(at, 18, 20))
    answer_voices(
        actor=secretary, body_id=around.primary, voices=[said["lamp"].key], at=ago(at, 9, 9),
        reply=Reply(kind="will_do", words=texts_up.ANSWERS["lamp"], by_date=today + timedelta(days=10), published=True),
    )  # fmt: skip
    answer_voices(
        actor=secretary, body_id=around.primary, voices=[said["shift"].key], at=ago(at, 12, 9),
        reply=Reply(kind="cannot", words=texts_up.ANSWERS["shift"]),
    )  # fmt: skip
    # It goes one level up: there it waits, for the city to answer.
    _judge(said["shift"], content=False, words=texts_up.NOT_CONTENT, at=ago(at, 7, 21))
    pass_on(
        actor=secretary, body_id=around.primary, voice=said["minutes"].key, to_id=around.cell, at=ago(at, 2, 9),
        because="The minutes are kept in your cell; you can say best where they lie.",
    )  # fmt: skip


def _the_city_answers(said: dict[str, Spoken], around: Around, at: datetime) -> None:
    chief = actor_of(around.city, "chief_secretary", at)
    for decision in (
        each for each in decisions_over(body_by_id(around.city).path).values() if each.body_id == around.city
    ):
        answer_voices(
            actor=chief, body_id=around.city, voices=[said["meals"].key, said["old_alone"].key], at=ago(at, 8, 11),
            reply=Reply(
                kind="will_do", words=texts_up.ANSWERS["meals"], published=True, title="A warm meal in the evening",
                by_date=day_of(at, statutes_at(at).time_zone) + timedelta(days=20),
                points_at=PointsAt(kind="clause", id=decision.pk, clause=2, title=f"{decision.title}, clause 2"),
            ),
        )  # fmt: skip
    answer_voices(
        actor=chief, body_id=around.city, voices=[said["library"].key], at=ago(at, 15, 11),
        reply=Reply(kind="done", words=texts_up.ANSWERS["library"], published=True),
    )  # fmt: skip
    acknowledge_voices(
        actor=chief, body_id=around.city, voices=[said["boiler"].key, said["course"].key], at=ago(at, 3, 9)
    )


def _the_province_answers(said: dict[str, Spoken], around: Around, at: datetime) -> None:
    chief = actor_of(around.province, "chief_secretary", at)
    answer_voices(
        actor=chief, body_id=around.province, voices=[said["bridge"].key], at=ago(at, 16, 15),
        reply=Reply(kind="needs_decision", words=texts_up.ANSWERS["bridge"], title="The old bridge"),
    )  # fmt: skip
    acknowledge_voices(actor=chief, body_id=around.province, voices=[said["bus"].key], at=ago(at, 4, 9))


def _alike(said: dict[str, Spoken], around: Around, at: datetime) -> None:
    """The city puts beside each other what says the same; nearly enough people of its branch stand behind it."""
    keys = [spoken.key for name, spoken in sorted(said.items()) if name.startswith("water")]
    group = join_voices(
        actor=actor_of(around.city, "chief_secretary", at), body_id=around.city, voices=keys,
        title="Hot water in the upper quarter", at=ago(at, 9, 12),
    )  # fmt: skip
    terms = statutes_at(at).part(VoiceRules).terms
    missing = terms.support - NEAR_THRESHOLD - len(keys) - min(UNKNOWN_BEHIND, terms.support_unknown)
    behind = [
        person_id
        for cell_id in around.others[16:24]
        for person_id in present_members(cell_id).order_by("name", "person_id").values_list("person_id", flat=True)[:4]
    ]
    for number, person_id in enumerate(behind[:missing]):
        support(actor=Actor(person_id, VIA), likeness_id=group.id, at=ago(at, 8 - number % 7, 20))
    _behind_it_without_an_account(group.id, keys[0], around, at)


def _behind_it_without_an_account(likeness_id: UUID, key: VoiceKey, around: Around, at: datetime) -> None:
    """The title is on the posters of the city, and some who scanned one stand behind it too."""
    chief = actor_of(around.city, "chief_secretary", at)
    show_title(actor=chief, body_id=around.city, voice=key, shown=True, at=ago(at, 8, 9))
    link = good_link_of(around.cell)
    assert link is not None, "the cell has a poster"
    mixing.keep_ready(BOX)
    for number in range(UNKNOWN_BEHIND):
        support_unknown(token=link.token, likeness_id=likeness_id, seed=f"demo-{number:0>24}")
    open_the_box(at=ago(at, 2, 4))


def _judge(spoken: Spoken, *, content: bool, words: str = "", at: datetime) -> None:
    judge(
        actor=spoken.author,
        cell_id=spoken.key.cell_id,
        voice_id=spoken.key.voice_id,
        content=content,
        words=words,
        at=at,
    )
