"""What the conference is asked, what its participants wrote so far, and the dossier that lies before them.

Questions, contributions and themes are real acts. The dossier is counted once everything else is committed and folded, as the
worker would count it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from cellwork.conferences.queries import conferences_of
from cellwork.config.demo.people import actor_of, ago
from cellwork.config.demo.world import VIA, body_id_of
from cellwork.kernel.acting import Actor
from cellwork.organisation.queries import cell_of
from cellwork.participants.queries import places
from cellwork.participants.states import HOLDING, CameBy
from cellwork.people.queries import person_by_id
from cellwork.review.actions.agenda import put_paper, put_question
from cellwork.review.actions.contributing import keep_draft, send_contribution
from cellwork.review.actions.gathering import give_theme, put_theme_on_the_agenda
from cellwork.review.actions.making import ask_dossier, make_next_part, show_dossier

QUESTIONS = (
    (
        "What does a cell do between two meetings?",
        (
            "Tell of one thing that your cell does of its own accord between its meetings.\n\n"
            "* How did it begin, and who keeps it going?\n* What came to nothing, and why?"
        ),
    ),
    (
        "What did new secretaries need in their first weeks?",
        "Think of the first month in office: what did you have to find out by yourself that somebody could have told you?",
    ),
    (
        "Why is what was decided not done?",
        "The dossier says what was not done and why, as far as it is known. What does it not know?",
    ),
)
PAPER = ("What became of the questions of the last conference", "Seven of nine are decisions by now. Two are open.\n")
VISITS = (
    (
        "We visit every member of the cell once between two meetings, two of us each time. It began with the old ones; now "
        "nobody wants to be left out. What helps is a list on the wall of the workshop with days and no names."
    ),
    (
        "Visits between the meetings: every member once, always two of us. We began with the old people. A list on the wall of "
        "the workshop helps; it has days and no names."
    ),
    "Between two meetings we visit the members at home, two of us at a time. A list with the days hangs in the workshop.",
)
READING = (
    "A corner with a shelf and a lamp. On Thursdays somebody reads aloud for half an hour, and whoever wants stays.",
    "We have a reading corner: a shelf, a lamp, a bench. On Thursdays somebody reads aloud, and some stay afterwards.",
    "The reading corner came to nothing: nobody had the key. Next time the key hangs at the gate.",
)
FIRST_WEEKS = (
    "Nobody told me which reports are due when. An evening with the one who was secretary before would have been enough.",
    "I did not know whom to ask. A mentor from another cell, for the first three months, that would be it.",
    "The handover was a cupboard full of paper. I would have liked to be told the three things that matter.",
    "I had the evening with my predecessor, and it was worth more than the course.",
)
NOT_DONE = (
    "It is not done because there is no timber before spring, and nobody above answered for five weeks.",
    "We do it, but we do not report it: the form asks for things that we settled by talking.",
)
THEMES = (
    (1, "Visits, two at a time", VISITS),
    (1, "Reading corners", READING),
    (2, "An evening with whoever led before", FIRST_WEEKS[:1]),
)
ON_THE_AGENDA = {THEMES[-1][1]: "Shall every secretary who leaves spend an evening with the next?"}
DRAFT = "Our cell keeps a bench in front of the workshop where one can talk after the shift. I think that"


def prepare_the_conference(*, conference_id: UUID, at: datetime) -> None:
    """Questions with a paper; contributions of those who have a place, gathered in part; one theme is on the agenda.

    Inside the caller's transaction, after places are given.
    """
    organiser = actor_of(body_id_of(1), "organiser", at)
    for title, asked in QUESTIONS:
        put_question(actor=organiser, conference_id=conference_id, title=title, asked=asked, at=ago(at, 20, 10))
    put_paper(
        actor=organiser,
        conference_id=conference_id,
        number=1,
        title=PAPER[0],
        document=PAPER[1].encode(),
        at=ago(at, 20, 11),
    )
    writers = _writers(conference_id)
    sent: dict[str, UUID] = {}
    for number, words in ((1, VISITS + READING), (2, FIRST_WEEKS), (3, NOT_DONE)):
        for nth, text in enumerate(words):
            if writers:
                sent[text] = _write(
                    conference_id,
                    number,
                    text,
                    writers.pop(),
                    by_name=nth % 2 == 0,
                    at=ago(at, 1 + nth % 2, 17 + nth % 4),
                )
    if writers:
        keep_draft(
            actor=writers[-1], conference_id=conference_id, number=1, words=DRAFT, by_name=True, at=ago(at, 1, 21)
        )
    _gather(conference_id, organiser, sent, at)


def _writers(conference_id: UUID) -> list[Actor]:
    """Delegates of the house: officials, some of whom can be played, write for themselves."""
    delegates = places(conference_id).filter(state__in=HOLDING).exclude(came_by=CameBy.EX_OFFICIO)
    having = delegates.order_by("number").values_list("person_id", flat=True)[:60]
    known = [
        person_id for person_id in having if person_by_id(person_id) is not None and cell_of(person_id) is not None
    ]
    return [Actor(person_id, VIA) for person_id in known[:25]]


def _write(conference_id: UUID, number: int, words: str, actor: Actor, *, by_name: bool, at: datetime) -> UUID:
    return send_contribution(
        actor=actor, conference_id=conference_id, number=number, words=words, by_name=by_name, at=at
    ).id


def _gather(conference_id: UUID, organiser: Actor, sent: Mapping[str, UUID], at: datetime) -> None:
    for number, title, words in THEMES:
        ids = [sent[text] for text in words if text in sent]
        if not ids:
            continue
        theme = give_theme(
            actor=organiser,
            conference_id=conference_id,
            number=number,
            contributions=ids,
            title=title,
            at=at - timedelta(minutes=40),
        )
        if theme is not None and title in ON_THE_AGENDA:
            put_theme_on_the_agenda(
                actor=organiser, conference_id=conference_id, theme_id=theme.id, title=ON_THE_AGENDA[title], asked="",
                at=at - timedelta(minutes=30),
            )  # fmt: skip


def make_the_review(*, at: datetime) -> None:
    """An edition for the conference, put before its participants. After everything is committed and folded."""
    centre = body_id_of(1)
    conference = next((each for each in conferences_of(centre) if each.is_under_way), None)
    if conference is None:
        return
    chair = actor_of(centre, "general_secretary", at)
    dossier = ask_dossier(
        actor=chair,
        body_id=centre,
        since=conference.reviews_from,
        conference_id=conference.pk,
        at=at - timedelta(hours=2),
    )
    while make_next_part(at=at) is not None:
        pass
    show_dossier(actor=chair, body_id=centre, number=dossier.number, at=at)
