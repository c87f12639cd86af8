"""What a participant writes to a question: kept while it is typed, sent once, withdrawn until the opening."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from cellwork.conferences.queries import conference as conference_by_id
from cellwork.conferences.queries import lock_conference
from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.refusals import NotAllowed, NotVisible, Refused, Unfit
from cellwork.people.queries import name_of
from cellwork.review.facts import ContributionSent, ContributionWithdrawn
from cellwork.review.models import Contribution, ContributionDraft, Question
from cellwork.review.queries.preparing import office_words, unit_of
from cellwork.review.queries.seeing import has_place, may_write

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

LONGEST_WORDS = 12_000
"""Letters of one contribution: four printed pages."""


class AlreadySent(Refused):
    """There is one contribution of this person to this question already."""


class TooLate(Refused):
    """The conference is open: what is said now is said there."""


def keep_draft(
    *, actor: Actor, conference_id: UUID, number: int, words: str, by_name: bool, at: datetime
) -> bool:  # fmt: skip
    """Keep what is being typed, whatever it is; False when it was sent meanwhile, or the conference is open.

    Whoever has a place may draft. Nothing becomes true by it, so it is no act.
    """
    person_id = _participant(actor, conference_id)
    _must_be_asked(conference_id, number)
    if _sent(conference_id, number, person_id) is not None or not may_write(conference_by_id(conference_id)):
        return False
    # Too much is kept and refused at sending, but not without limit.
    kept = {"words": words[: 2 * LONGEST_WORDS], "by_name": by_name, "saved_at": at}
    ContributionDraft.objects.update_or_create(
        conference_id=conference_id, person_id=person_id, question=number, defaults=kept
    )
    return True


def send_contribution(
    *, actor: Actor, conference_id: UUID, number: int, words: str, by_name: bool, at: datetime
) -> Contribution:  # fmt: skip
    """Send a contribution to a question, once. It is shown under the name, or as an office of a branch, as the author chose."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        person_id = _as_participant(act, conference)
        _must_be_asked(conference_id, number)
        if _sent(conference_id, number, person_id) is not None:
            raise AlreadySent("You have sent a contribution to this question.", "Withdraw it first, then send another.")
        unit = unit_of(person_id, conference)
        contribution = Contribution.objects.create(
            conference_id=conference_id, question=number, person_id=person_id, words=_fit(words), by_name=by_name,
            shown_as=name_of(person_id) if by_name else office_words(person_id, conference, at=at),
            unit_id=unit.pk if unit else None, sent_at=at,
        )  # fmt: skip
        ContributionDraft.objects.filter(
            conference_id=conference_id, person_id=person_id, question=number
        ).delete()  # fmt: skip
        act.record(
            ContributionSent(
                body_id=conference.body_id, conference_id=conference_id, contribution_id=contribution.id, number=number
            )
        )
    return contribution


def withdraw_contribution(*, actor: Actor, conference_id: UUID, number: int, at: datetime) -> None:
    """Withdraw one's contribution: its words are gone from here, and come back as a draft of one's own."""
    with acting(actor, at=at) as act:
        conference = lock_conference(conference_id)
        person_id = _as_participant(act, conference)
        sent = _sent(conference_id, number, person_id)
        if sent is None:
            raise NotVisible("You have sent no contribution to this question.")
        ContributionDraft.objects.update_or_create(
            conference_id=conference_id, person_id=person_id, question=number,
            defaults={"words": sent.words, "by_name": sent.by_name, "saved_at": at},
        )  # fmt: skip
        sent.words, sent.theme_id, sent.withdrawn_at = "", None, at
        sent.save(update_fields=["words", "theme_id", "withdrawn_at"])
        act.record(
            ContributionWithdrawn(
                body_id=conference.body_id, conference_id=conference_id, contribution_id=sent.id, number=number
            )
        )


def _participant(actor: Actor, conference_id: UUID) -> UUID:
    if actor.person_id is None or not has_place(actor.person_id, conference_id):
        raise NotAllowed("Only those who have a place at this conference write to its questions.")
    return actor.person_id


def _as_participant(act: Act, conference: Conference) -> UUID:
    """Whoever has a place may, until the opening; with the conference locked, so that it does not open meanwhile."""
    person_id = _participant(act.actor, conference.pk)
    if not may_write(conference):
        raise TooLate("The conference is open.", "What you have to say is said there now.")
    act.use(UsedPower("a place at the conference", conference.body_id))
    return person_id


def _must_be_asked(conference_id: UUID, number: int) -> None:
    if not Question.objects.filter(conference_id=conference_id, number=number).exists():
        raise NotVisible("This conference has no such question.")


def _sent(conference_id: UUID, number: int, person_id: UUID) -> Contribution | None:
    return Contribution.objects.filter(
        conference_id=conference_id, question=number, person_id=person_id, withdrawn_at=None
    ).first()


def _fit(words: str) -> str:
    cleaned = words.strip()
    if not cleaned:
        raise Unfit("There are no words yet.", "Write what you have to say; a few sentences are enough.", field="words")
    if len(cleaned) > LONGEST_WORDS:
        raise Unfit(
            f"This is longer than {LONGEST_WORDS} letters.", "Say the most important; the rest is said at the conference.",
            field="words",
        )  # fmt: skip
    return cleaned
