"""Questions of a conference and their papers, put by those who prepare it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from cellwork.conferences.queries import lock_conference
from cellwork.decisions.pictures import looked_into
from cellwork.kernel.acting import Act, Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.review.facts import AgendaQuestionPut, PaperPut, PaperTaken
from cellwork.review.models import Contribution, Paper, Question
from cellwork.review.permissions import PREPARE_CONFERENCE

LONGEST_TITLE, LONGEST_ASKED = 160, 4000
MOST_QUESTIONS, MOST_PAPERS = 40, 30


class AlreadyAnswered(Refused):
    """Somebody has written to this question: its words stay."""


def put_question(*, actor: Actor, conference_id: UUID, title: str, asked: str, at: datetime) -> Question:
    """Put a question before a conference; participants see it at once and may write to it."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, PREPARE_CONFERENCE, body_id=conference.body_id)
        return question_put(act, conference_id, conference.body_id, title, asked)


def question_put(
    act: Act, conference_id: UUID, body_id: UUID, title: str, asked: str, *, theme_id: UUID | None = None
) -> Question:
    """One more question, within an act that has locked the conference."""
    title, asked = _fit(title, asked)
    number = (Question.objects.filter(conference_id=conference_id).aggregate(last=Max("number"))["last"] or 0) + 1
    if number > MOST_QUESTIONS:
        raise Unfit(
            f"A conference has {MOST_QUESTIONS} questions at most.", "Put some of them together.", field="title"
        )
    question = Question.objects.create(
        conference_id=conference_id, number=number, title=title, asked=asked, theme_id=theme_id, put_at=act.at,
        put_by=act.signed(name_of(act.actor.person_id)),
    )  # fmt: skip
    act.record(
        AgendaQuestionPut(
            body_id=body_id, conference_id=conference_id, number=number, title=title, theme_id=theme_id
        )
    )  # fmt: skip
    return question


def reword_question(
    *, actor: Actor, conference_id: UUID, number: int, title: str, asked: str, at: datetime
) -> Question:
    """Put a question in other words, as long as nobody has written to it."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, PREPARE_CONFERENCE, body_id=conference.body_id)
        question = _question(conference_id, number)
        if Contribution.objects.filter(conference_id=conference_id, question=number, withdrawn_at=None).exists():
            raise AlreadyAnswered(
                "Participants have written to this question.", "Put another one; what they answered must stay clear."
            )
        question.title, question.asked = _fit(title, asked)
        question.save(update_fields=["title", "asked"])
        act.record(
            AgendaQuestionPut(
                body_id=conference.body_id, conference_id=conference_id, number=number, title=question.title,
                theme_id=question.theme_id,
            )
        )  # fmt: skip
    return question


def _fit(title: str, asked: str) -> tuple[str, str]:
    title, asked = title.strip(), asked.strip()
    if not title:
        raise Unfit("The question needs a title.", "A few words will do.", field="title")
    if len(title) > LONGEST_TITLE:
        raise Unfit("The title is too long.", f"Say it in {LONGEST_TITLE} letters.", field="title")
    if len(asked) > LONGEST_ASKED:
        raise Unfit("This is too long to be read by everybody.", "Put the rest into a paper.", field="asked")
    return title, asked


def _question(conference_id: UUID, number: int) -> Question:
    found = Question.objects.filter(conference_id=conference_id, number=number).first()
    if found is None:
        raise NotVisible("This conference has no such question.")
    return found


def put_paper(
    *, actor: Actor, conference_id: UUID, number: int, title: str, link: str = "", document: bytes | None = None,
    at: datetime,
) -> Paper:  # fmt: skip
    """Put a paper with a question: a link to a page of this house, or a document (PDF, plain text, or a picture)."""
    kept = looked_into(document) if document is not None else None
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, PREPARE_CONFERENCE, body_id=conference.body_id)
        _question(conference_id, number)
        _must_be_a_paper(title.strip(), link.strip(), has_document=kept is not None)
        if Paper.objects.filter(conference_id=conference_id, question=number).count() >= MOST_PAPERS:
            raise Unfit(f"A question has {MOST_PAPERS} papers at most.", "Take one back first.", field="paper")
        paper = Paper.objects.create(
            conference_id=conference_id, question=number, title=title.strip(), link="" if kept else link.strip(),
            kind=kept.kind if kept else "", size=len(kept.content) if kept else 0, content=kept.content if kept else None,
            put_at=at, put_by=act.signed(name_of(actor.person_id)),
        )  # fmt: skip
        act.record(
            PaperPut(
                body_id=conference.body_id, conference_id=conference_id, number=number, paper_id=paper.id, title=paper.title
            )
        )  # fmt: skip
    return paper


def _must_be_a_paper(title: str, link: str, *, has_document: bool) -> None:
    if not title or len(title) > LONGEST_TITLE:
        raise Unfit("The paper needs a title.", f"Up to {LONGEST_TITLE} letters.", field="paper")
    if has_document == bool(link):
        raise Unfit("Give either a document or a link.", "A link leads to a page of this house.", field="link")
    if link and (not link.startswith("/") or link.startswith("//") or len(link) > LONGEST_TITLE):
        raise Unfit(
            "This link does not lead to a page of this house.", "It begins with a stroke: /decisions/…", field="link"
        )


def take_paper(*, actor: Actor, conference_id: UUID, paper_id: UUID, at: datetime) -> None:
    """Take a paper back; that it was there stays in the journal."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, PREPARE_CONFERENCE, body_id=conference.body_id)
        paper = Paper.objects.defer("content").filter(conference_id=conference_id, id=paper_id).first()
        if paper is None:
            raise NotVisible("There is no such paper.")
        Paper.objects.filter(conference_id=conference_id, id=paper_id).delete()
        act.record(
            PaperTaken(body_id=conference.body_id, conference_id=conference_id, paper_id=paper_id, title=paper.title)
        )
