"""Themes: contributions that say the same, put together by hand; and a theme that becomes a question of the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cellwork.conferences.queries import lock_conference
from cellwork.kernel.acting import Actor, acting
from cellwork.kernel.powers import require
from cellwork.kernel.refusals import NotVisible, Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.review.actions.agenda import LONGEST_TITLE, question_put
from cellwork.review.facts import ThemeGiven
from cellwork.review.models import Contribution, Question, Theme
from cellwork.review.permissions import PREPARE_CONFERENCE

MOST_AT_ONCE = 500


class AlreadyOnTheAgenda(Refused):
    """The theme is a question of the agenda."""


def give_theme(
    *, actor: Actor, conference_id: UUID, number: int, contributions: Sequence[UUID], title: str, at: datetime
) -> Theme | None:
    """Put contributions to a question under the theme of this title, which begins with them if there is none yet.

    An empty title takes them out of their theme. Withdrawn ones are passed over.
    """
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, PREPARE_CONFERENCE, body_id=conference.body_id)
        _must_be_fit(contributions, title.strip())
        if not Question.objects.filter(conference_id=conference_id, number=number).exists():
            raise NotVisible("This conference has no such question.")
        theme = _theme(conference_id, number, title.strip(), act.signed(name_of(actor.person_id)), at)
        given = Contribution.objects.filter(
            conference_id=conference_id, question=number, id__in=list(contributions), withdrawn_at=None
        ).update(theme_id=theme.id if theme else None)
        if not given:
            raise NotVisible("These contributions are not there any more.")
        act.record(
            ThemeGiven(
                body_id=conference.body_id, conference_id=conference_id, theme_id=theme.id if theme else None,
                title=theme.title if theme else "", contributions=given,
            )
        )  # fmt: skip
    return theme


def _must_be_fit(contributions: Sequence[UUID], title: str) -> None:
    if not contributions:
        raise Unfit("Nothing is chosen.", "Choose one contribution at least.", field="contributions")
    if len(contributions) > MOST_AT_ONCE:
        raise Unfit(f"More than {MOST_AT_ONCE} at once.", "Take a part of them first.", field="contributions")
    if len(title) > LONGEST_TITLE:
        raise Unfit("The title is too long.", f"Say it in {LONGEST_TITLE} letters.", field="title")


def _theme(conference_id: UUID, number: int, title: str, by: str, at: datetime) -> Theme | None:
    if not title:
        return None
    theme, _ = Theme.objects.get_or_create(
        conference_id=conference_id, question=number, title=title, defaults={"made_at": at, "made_by": by}
    )
    return theme


def put_theme_on_the_agenda(
    *, actor: Actor, conference_id: UUID, theme_id: UUID, title: str, asked: str, at: datetime
) -> Question:
    """A theme becomes a question of the conference; its authors find that where they wrote, and at home until the opening."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        require(act, PREPARE_CONFERENCE, body_id=conference.body_id)
        theme = Theme.objects.select_for_update().filter(conference_id=conference_id, id=theme_id).first()
        if theme is None:
            raise NotVisible("There is no such theme.")
        if theme.became is not None:
            raise AlreadyOnTheAgenda(
                f"“{theme.title}” is question {theme.became} already.", "Nothing more is to be done."
            )
        question = question_put(act, conference_id, conference.body_id, title or theme.title, asked, theme_id=theme.id)
        theme.became, theme.became_at = question.number, at
        theme.save(update_fields=["became", "became_at"])
    return question
