"""What was decided, and some weeks of what came of it.

Adoption with its cascade, questions, drafts and everything done by persons who can be played are real acts at past
moments. The course in all other bodies is written set-based (`sql/carried_out.sql`): acts one by one would take hours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from cellwork.config.demo import decided, texts
from cellwork.config.demo.conference import call_the_conference
from cellwork.config.demo.drawn import draw_the_delegates, say_of_themselves
from cellwork.config.demo.felt import ask_how_people_are
from cellwork.config.demo.heard import hear
from cellwork.config.demo.mended import mend
from cellwork.config.demo.participants import fill_places
from cellwork.config.demo.reported import report
from cellwork.config.demo.reviewed import prepare_the_conference
from cellwork.config.demo.seats import allot_the_seats
from cellwork.config.demo.world import (
    LAGGING,
    PLANS,
    VIA,
    Show,
    Size,
    body_id_of,
    draw,
    leading_cell,
    leading_city,
    leading_primary,
    played,
)
from cellwork.decisions.actions.adopting import adopt_decision
from cellwork.decisions.actions.carrying_out import (
    PlanLine,
    accept_decision,
    ask_question,
    read_directive,
    record_progress,
)
from cellwork.decisions.actions.drafting import draft_decision
from cellwork.decisions.actions.explaining import answer_question
from cellwork.decisions.actions.guiding import give_guidance
from cellwork.kernel.acting import Actor
from cellwork.kernel.clock import day_of
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.journal import seal_waiting
from cellwork.meetings.actions import Held, enter_meeting
from cellwork.meetings.queries import members_to_count
from cellwork.offices.queries import in_force, terms_at
from cellwork.organisation.paths import end_of
from cellwork.organisation.queries import body_by_id
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.meetings import MeetingRules

OFFICES = (
    "general_secretary",
    "chief_secretary",
    "secretary",
    "cell_secretary",
    "deputy_secretary",
    "deputy_cell_secretary",
)
MOST_ENTRIES_EVERYWHERE = 10_000
"""Up to this many cells the whole course stands in the journal; beyond, that of the leading city alone."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """How a decision went: which share of bodies has come past each stage, how fast, and how often somebody objects."""

    body: int
    text: decided.Text
    days: int
    salt: int
    read_from: float
    accepted_from: float
    working_from: float
    reported_from: float
    verified_from: float
    objecting: float


@dataclass(frozen=True, kw_only=True)
class Official:
    """Somebody in office, as the story needs them."""

    person_id: UUID
    name: str
    office: str
    term_id: UUID


def tell_story(*, size: Size, at: datetime, show: Show) -> None:
    """Three decisions with their course, a draft, reports, and the seals of the journal. Inside the caller's transaction."""
    today = day_of(at, statutes_at(at).time_zone)
    with unguarded("the words of the story"):
        draw(
            "words",
            {"words": json.dumps(_words()), "offices": list(OFFICES), "since": at - timedelta(days=36), "at": at},
        )
        draw("meetings", _rhythm(size, today, at))
    _meet(size, at)
    courses = _courses(size, today)
    for done, course in enumerate(courses):
        decision_id = _adopt(course, at)
        _carry_out(course, decision_id, size=size, at=at)
        _play(course, decision_id, size=size, at=at)
        show((0.9, 0.94, 0.98)[done])
    centre = body_id_of(1)
    _draft(
        centre,
        decided.draft_of_the_centre(today),
        Actor(_official(centre, "central_secretary", at).person_id, VIA),
        _on(at, 3, 16),
    )
    hear(size=size, at=at)
    report(size=size, at=at)
    ask_how_people_are(size=size, at=at)
    mend(size=size, at=at)
    conference_id = call_the_conference(at=at)
    allot_the_seats(conference_id=conference_id, size=size, at=at)
    say_of_themselves(at=at)
    draw_the_delegates(conference_id=conference_id, size=size, at=at)
    fill_places(conference_id=conference_id, size=size, at=at)
    prepare_the_conference(conference_id=conference_id, at=at)
    while seal_waiting(at=at):
        pass
    show(1.0)


def _rhythm(size: Size, today: date, at: datetime) -> dict[str, Any]:
    statutes = statutes_at(at)
    rules = [
        {"kind": kind, "every_days": rule.every_days, "percent": rule.quorum_percent}
        for kind, rule in statutes.part(MeetingRules).by_kind.items()
    ]
    return {
        "rules": json.dumps(rules), "today": today, "at": at, "zone": statutes.time_zone, "lagging": LAGGING + 1,
        "avoid": played(PLANS[size]), "resolved": texts.RESOLVED,
    }  # fmt: skip


def _meet(size: Size, at: datetime) -> None:
    """The meetings of the bodies whose people can be played, but for the cell's: it names one as it accepts."""
    plan = PLANS[size]
    leading = (
        (1, "general_secretary", 34), (2, "chief_secretary", 22), (leading_city(plan), "chief_secretary", 30),
        (leading_primary(plan), "secretary", 26),
    )  # fmt: skip
    for number, office, ago in leading:
        body = body_by_id(body_id_of(number))
        members = members_to_count(body, at=at)
        held = Held(
            day=day_of(_on(at, ago, 17), statutes_at(at).time_zone), present=max(members - 1, 1), members=members,
            resolved=texts.RESOLVED[number % len(texts.RESOLVED)],
        )  # fmt: skip
        enter_meeting(
            actor=Actor(_official(body.pk, office, at).person_id, VIA), body_id=body.pk, held=held, at=_on(at, ago, 18)
        )


def _courses(size: Size, today: date) -> list[Course]:
    objecting = 0.004 if size == "small" else 0.0008
    return [
        Course(body=1, text=decided.of_the_centre(today), days=33, salt=1000, read_from=0.05, accepted_from=0.2,
               working_from=0.4, reported_from=0.7, verified_from=0.8, objecting=objecting),
        Course(body=2, text=decided.of_the_province(today), days=19, salt=2000, read_from=0.06, accepted_from=0.22,
               working_from=0.42, reported_from=0.62, verified_from=0.78, objecting=objecting),
        Course(body=leading_city(PLANS[size]), text=decided.of_the_city(today), days=9, salt=3000, read_from=0.2,
               accepted_from=0.5, working_from=0.76, reported_from=0.93, verified_from=0.97, objecting=objecting),
    ]  # fmt: skip


def _adopt(course: Course, at: datetime) -> UUID:
    body_id = body_id_of(course.body)
    office = "central_secretary" if course.body == 1 else "chief_secretary"
    actor = Actor(_official(body_id, office, at).person_id, VIA)
    decision_id = _draft(body_id, course.text, actor, _on(at, course.days + 6, 15))
    adopt_decision(actor=actor, decision_id=decision_id, at=_on(at, course.days, 10))
    return decision_id


def _draft(body_id: UUID, text: decided.Text, actor: Actor, moment: datetime) -> UUID:
    return draft_decision(
        actor=actor, body_id=body_id, title=text.title, preamble=text.preamble, clauses=text.clauses, at=moment
    ).pk


def _carry_out(course: Course, decision_id: UUID, *, size: Size, at: datetime) -> None:
    params = _parameters(course, decision_id, at) | _journalled(size)
    with unguarded("weeks of history are written at one stroke"), connection.cursor() as cursor:
        cursor.execute("analyze decisions_directive, decisions_clause")
        for part in ("course", "carried_out", "entries"):
            draw(part, params | {"avoid": _played_by_acts(size)})
        cursor.execute("analyze decisions_directive, decisions_progress, decisions_step, decisions_planitem")


def _parameters(course: Course, decision_id: UUID, at: datetime) -> dict[str, Any]:
    statutes = statutes_at(at)
    body_id = body_id_of(course.body)
    decider = _official(body_id, "general_secretary" if course.body == 1 else "chief_secretary", at)
    return {
        "decision_id": decision_id,
        "day0": day_of(at, statutes.time_zone) - timedelta(days=course.days),
        "zone": statutes.time_zone,
        "days": course.days,
        "pace": course.days / 33,
        "salt": course.salt,
        "lagging": 1 + LAGGING,
        "read_from": course.read_from,
        "accepted_from": course.accepted_from,
        "working_from": course.working_from,
        "reported_from": course.reported_from,
        "verified_from": course.verified_from,
        "objecting": course.objecting,
        "objection_days": statutes.deadlines.objection_days,
        "plans": list(texts.PLANS),
        "reports": list(texts.REPORTS),
        "remarks": list(texts.REMARKS),
        "who": list(texts.WHO),
        "objections": list(texts.OBJECTIONS),
        "answers": list(texts.ANSWERS),
        "obstacles": list(texts.OBSTACLES),
        "help": list(texts.HELP),
        "help_days": statutes.deadlines.question_days,
        "decider_id": decider.person_id,
        "decider_name": decider.name,
        "decider_office": decider.office,
        "decider_term": decider.term_id,
        "decider_body": body_id,
        "via": VIA,
    }


def _journalled(size: Size) -> dict[str, str]:
    plan = PLANS[size]
    path = body_by_id(body_id_of(1 if plan.cells <= MOST_ENTRIES_EVERYWHERE else leading_city(plan))).path
    return {"from_path": path, "to_path": end_of(path)}


def _played_by_acts(size: Size) -> list[UUID]:
    return [body_id_of(leading_city(PLANS[size])), body_id_of(leading_cell())]


def _play(course: Course, decision_id: UUID, *, size: Size, at: datetime) -> None:
    """What the bodies of the persons who can be played did, act by act."""
    cell, city = body_id_of(leading_cell()), body_id_of(leading_city(PLANS[size]))
    secretary = Actor(_official(cell, "cell_secretary", at).person_id, VIA)
    chief = Actor(_official(city, "chief_secretary", at).person_id, VIA)
    if course.body == 1:
        _the_cell_begins(decision_id, cell, secretary, at)
        _the_city_begins(decision_id, city, chief, at)
        _guidance(decision_id, city, chief, at)
        _questions(decision_id, at)
    elif course.body == 2:  # noqa: PLR2004 -- the first province
        read_directive(actor=secretary, decision_id=decision_id, body_id=cell, at=_on(at, 16, 19))
        read_directive(actor=chief, decision_id=decision_id, body_id=city, at=_on(at, 18, 11))


def _the_cell_begins(decision_id: UUID, cell: UUID, secretary: Actor, at: datetime) -> None:
    today = day_of(at, statutes_at(at).time_zone)
    read_directive(actor=secretary, decision_id=decision_id, body_id=cell, at=_on(at, 31, 18))
    accept_decision(
        actor=secretary, decision_id=decision_id, body_id=cell, at=_on(at, 27, 20),
        meeting=Held(day=today - timedelta(days=27), present=9, members=max(members_to_count(body_by_id(cell), at=at), 9),
                     resolved="Three make the visits, the apprentices build the shelf."),
        plan="We talked it over on Thursday: three make the visits, the apprentices build the shelf, I keep the list.",
        lines=[
            PlanLine(clause=2, what="Visit the eleven old people between the gate and the canal", who="three volunteers",
                     by_when=today - timedelta(days=7)),
            PlanLine(clause=3, what="Shelf beside the canteen, then collect books at the gate", who="the apprentices",
                     by_when=today + timedelta(days=10)),
            PlanLine(clause=4, what="Go through all benches with the fitters, the darkest first", who="the deputy",
                     by_when=today + timedelta(days=30)),
        ],
    )  # fmt: skip
    record_progress(
        actor=secretary, decision_id=decision_id, body_id=cell, clause=2, at=_on(at, 19, 17),
        words="Six of eleven visited. Two need firewood.",
    )  # fmt: skip
    record_progress(
        actor=secretary, decision_id=decision_id, body_id=cell, clause=2, done=True, at=_on(at, 8, 19),
        words="All eleven visited. Firewood is brought to two, the doctor comes to one, and we go on every second Sunday.",
    )  # fmt: skip
    record_progress(
        actor=secretary, decision_id=decision_id, body_id=cell, clause=3, number=Decimal(23), at=_on(at, 5, 18),
        words="The shelf stands beside the canteen; technical books we have, stories are missing.",
        obstacle="There is no lamp in that corner, and the electrician comes only every second month.",
    )  # fmt: skip


def _the_city_begins(decision_id: UUID, city: UUID, chief: Actor, at: datetime) -> None:
    read_directive(actor=chief, decision_id=decision_id, body_id=city, at=_on(at, 32, 9))
    accept_decision(
        actor=chief, decision_id=decision_id, body_id=city, at=_on(at, 29, 14),
        plan="The reading room of the old school is the warmest; the glassworks heats it. We look for nine keepers.",
        lines=[PlanLine(clause=5, what="Agree on heating with the works", who="the secretary for organisation")],
    )  # fmt: skip
    record_progress(
        actor=chief, decision_id=decision_id, body_id=city, clause=5, at=_on(at, 12, 16),
        words="The room is open three evenings a week since Monday; heating for five is promised by the end of the month.",
    )  # fmt: skip


def _guidance(decision_id: UUID, city: UUID, chief: Actor, at: datetime) -> None:
    """Two bodies between add words for their branches, and one of them an earlier date."""
    province = body_id_of(2)
    give_guidance(
        actor=Actor(_official(province, "chief_secretary", at).person_id, VIA), decision_id=decision_id, body_id=province,
        text="In our hills the roads close early. Begin with the people in the upper villages, and leave the books for later.",
        by_date=None, at=_on(at, 31, 15),
    )  # fmt: skip
    give_guidance(
        actor=chief, decision_id=decision_id, body_id=city, at=_on(at, 29, 15),
        text="The library has set two hundred books aside for reading corners. Ask there first, on Wednesdays.",
        by_date=day_of(at, statutes_at(at).time_zone) + timedelta(days=20),
    )  # fmt: skip


def _questions(decision_id: UUID, at: datetime) -> None:
    """Questions from cells all over the country, most of them answered by the one who leads the centre."""
    answering = Actor(_official(body_id_of(1), "general_secretary", at).person_id, VIA)
    for (clause, day, text, answer), (body_id, person_id) in zip(texts.QUESTIONS, _askers(), strict=False):
        asked = ask_question(
            actor=Actor(person_id, VIA),
            decision_id=decision_id,
            body_id=body_id,
            clause=clause,
            text=text,
            at=_on(at, 33 - day, 18),
        )
        if answer:
            answer_question(
                actor=answering,
                body_id=body_id,
                question_id=asked.id,
                answer=answer,
                publish=True,
                at=_on(at, 31 - day, 11),
            )


def _askers() -> Iterator[tuple[UUID, UUID]]:
    """Secretaries of cells that read the text within two days of its adoption."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select body_id, person_id from demo_course where level = 4 and stage >= 3 and not objected and t1 < 1.8"
            " order by pg_temp.chance(n, 900) limit %s",
            [len(texts.QUESTIONS)],
        )
        yield from cursor.fetchall()


def _official(body_id: UUID, office: str, at: datetime) -> Official:
    """Who holds the first seat of an office; the demo's own bodies always have one."""
    term = terms_at(body_id).filter(in_force(at), office=office).order_by("seat")[0]
    return Official(person_id=term.person_id, name=term.person_name, office=term.office, term_id=term.pk)


def _on(at: datetime, days_ago: int, hour: int) -> datetime:
    """A full hour, some days ago, in the organisation's own time."""
    zone = statutes_at(at).time_zone
    return datetime.combine(day_of(at, zone) - timedelta(days=days_ago), time(hour), ZoneInfo(zone))


def _words() -> list[list[object]]:
    """Every sentence about a clause, with its place and how many there are beside it; other clauses take the general ones."""
    lines: list[list[object]] = []
    for clause in range(1, 7):
        topics = texts.BY_CLAUSE.get(clause, texts.GENERAL)
        for topic, sentences in topics.items():
            lines += [[clause, topic, k, words, len(sentences)] for k, words in enumerate(sentences, start=1)]
    return lines
