"""The agenda with its papers, and a participant's own page: what they wrote, and their cell's record since last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.queries import conference
from cellwork.decisions.queries.reviewing import clauses_reviewed, decisions_reviewed, tasks_of
from cellwork.kernel.refusals import NotVisible
from cellwork.meetings.queries import meetings_reviewed
from cellwork.offices.authority import TermInForce, offices_held
from cellwork.organisation.paths import WIDTH
from cellwork.organisation.queries import BranchOverTime, body_at, cell_of
from cellwork.participants.queries import place_of
from cellwork.reports.queries.reviewing import askings_reviewed, reports_reviewed
from cellwork.review.layout import Numbers, total
from cellwork.review.models import Contribution, ContributionDraft, Paper, Question, Theme
from cellwork.review.queries.composing import MEETINGS, REPORTED, SHORTCOMINGS, VOICES, stands_added
from cellwork.review.queries.seeing import may_write
from cellwork.shortcomings.queries.reviewing import shortcomings_reviewed
from cellwork.statutes.queries import statutes_at
from cellwork.voices.queries.reviewing import FEWEST, voices_reviewed

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.organisation.models import Body


@dataclass(frozen=True)
class Asked:
    """A question with its papers, and what one participant wrote to it; `theme`: under which their contribution is gathered."""

    question: Question
    papers: Sequence[Paper] = ()
    sent: Contribution | None = None
    draft: ContributionDraft | None = None
    theme: Theme | None = None


def agenda_of(conference_id: UUID) -> list[Asked]:
    """The questions in order, with their papers. Two queries; documents are not loaded."""
    papers: dict[int, list[Paper]] = {}
    for paper in Paper.objects.filter(conference_id=conference_id).defer("content").order_by("put_at", "id"):
        papers.setdefault(paper.question, []).append(paper)
    questions = Question.objects.filter(conference_id=conference_id).order_by("number")
    return [Asked(each, papers.get(each.number, [])) for each in questions]


def agenda_for(person_id: UUID, conference_id: UUID) -> list[Asked]:
    """The same with what this participant wrote. Five queries."""
    mine = {"conference_id": conference_id, "person_id": person_id}
    sent = {each.question: each for each in Contribution.objects.filter(**mine, withdrawn_at=None)}
    drafts = {each.question: each for each in ContributionDraft.objects.filter(**mine)}
    given = [each.theme_id for each in sent.values() if each.theme_id]
    themes = (
        {each.id: each for each in Theme.objects.filter(conference_id=conference_id, id__in=given)} if given else {}
    )
    return [
        Asked(
            each.question, each.papers, here := sent.get(each.question.number), drafts.get(each.question.number),
            themes.get(here.theme_id) if here and here.theme_id else None,
        )
        for each in agenda_of(conference_id)
    ]  # fmt: skip


def asked_of(person_id: UUID, conference_id: UUID, number: int) -> Asked:
    """One question with what this participant wrote to it; NotVisible when there is none."""
    found = next((each for each in agenda_for(person_id, conference_id) if each.question.number == number), None)
    if found is None:
        raise NotVisible("This conference has no such question.")
    return found


def paper_of(conference_id: UUID, paper_id: UUID) -> Paper:
    """A paper with its content; NotVisible when there is none. Not a permission check: for callers that made one."""
    found = Paper.objects.filter(conference_id=conference_id, id=paper_id, content__isnull=False).first()
    if found is None:
        raise NotVisible("There is no such paper.")
    return found


def unit_of(person_id: UUID, conference: Conference) -> Body | None:
    """The body directly below the conference's, in whose branch the person comes from; None outside of all."""
    place, cell = place_of(conference.pk, person_id), cell_of(person_id)
    path = (place.path if place is not None else "") or (cell.path if cell is not None else "")
    above = conference.body.path
    if not path.startswith(above) or len(path) <= len(above):
        return None
    return body_at(path[: len(above) + WIDTH])


def office_words(person_id: UUID, conference: Conference, *, at: datetime) -> str:
    """What a contribution without a name says of its author: "a cell secretary of Northern Province"."""
    unit = unit_of(person_id, conference)
    where = unit.name if unit is not None else conference.body.name
    held = [term for term in offices_held(person_id, at=at) if term.path.startswith(conference.body.path)]
    lowest = max(held, key=lambda term: len(term.path), default=None)
    return f"{_title_of(lowest, at)} of {where}"


def _title_of(term: TermInForce | None, at: datetime) -> str:
    office = statutes_at(at).offices.get(term.office) if term is not None else None
    if office is None:
        return "a member"
    title = office.title.lower()
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"


@dataclass(frozen=True)
class Record:
    """What a cell did since a day, for its own people: tasks by where they stand, and sums; `voices` None: fewer than five."""

    cell: Body
    since: date
    decisions: int
    tasks: Numbers
    shortcomings: Numbers
    voices: Numbers | None
    reports: Numbers
    meetings: Numbers
    titles: Sequence[tuple[UUID, str, Numbers]] = field(default_factory=tuple)


def record_of(person_id: UUID, since: date, *, at: datetime) -> Record | None:
    """The record of the person's own cell since a day; None for whoever belongs to none. Ten queries by key."""
    cell = cell_of(person_id)
    if cell is None:
        return None
    branch = BranchOverTime(path=cell.path, since=since, at=at, time_zone=statutes_at(at).time_zone)
    decisions = decisions_reviewed(branch)
    stood = clauses_reviewed(branch, tasks_of(decisions))
    askings = [asking for asking in askings_reviewed(branch) if cell.kind in asking.kinds]
    said = total(voices_reviewed(branch), VOICES)
    each = [
        (one.pk, one.title, stands_added([row for row in stood if row.decision_id == one.pk])["total"])
        for one in decisions
    ]
    return Record(
        cell, since, len(decisions), stands_added(stood)["total"], total(shortcomings_reviewed(branch), SHORTCOMINGS),
        said if said["said"] >= FEWEST else None, total(reports_reviewed(branch, askings), REPORTED),
        total(meetings_reviewed(branch), MEETINGS), [one for one in each if one[2]["addressed"]],
    )  # fmt: skip


@dataclass(frozen=True)
class OnTheAgenda:
    """A theme of a participant's contribution that became a question of the agenda."""

    conference_id: UUID
    conference: str
    question: int
    title: str


def told_to(person_id: UUID) -> list[OnTheAgenda]:
    """What came of a person's contributions to conferences that are not open yet: themes on the agenda. One query for most."""
    given = Contribution.objects.filter(person_id=person_id, theme_id__isnull=False, withdrawn_at=None)
    pairs = list(given.values_list("conference_id", "theme_id"))
    if not pairs:
        return []
    found = [conference(one) for one in dict.fromkeys(one for one, _ in pairs)]
    open_still = {each.pk: each.title for each in found if may_write(each)}
    themes = Theme.objects.filter(
        conference_id__in=list(open_still), id__in=[theme_id for _, theme_id in pairs], became__isnull=False
    )
    return [OnTheAgenda(one.conference_id, open_still[one.conference_id], one.became or 0, one.title) for one in themes]
