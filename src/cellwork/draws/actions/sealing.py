"""Officials seal a word before the list is public, and open it when the draw is made."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from cellwork.draws.actions.locking import locked_draw, must_be_prepared, must_be_published
from cellwork.draws.facts import WordOpened, WordSealed
from cellwork.draws.lot import seeds
from cellwork.draws.models import Commitment, Draw
from cellwork.kernel.acting import Act, Actor, UsedPower, acting
from cellwork.kernel.refusals import NotVisible, Refused, Unfit

_DIGEST = re.compile(r"[0-9a-f]{64}")
LONGEST_WORD = 200


class SealedAlready(Refused):
    """A sealed word is not exchanged."""


class NotTheSealedWord(Unfit):
    """The word is another one than was sealed."""


def seal_word(*, actor: Actor, conference_id: UUID, draw_id: UUID, digest: str, at: datetime) -> Commitment:
    """An official gives the fingerprint of a word that they alone know (`lot.seeds.commitment`). Once; nobody else can."""
    found = digest.strip().lower()
    if not _DIGEST.fullmatch(found):
        raise Unfit(
            "A fingerprint has 64 signs, digits and the letters a to f.",
            "Make it of your word as the page says.",
            field="digest",
        )
    with acting(actor, at=at) as act:
        draw = locked_draw(conference_id, draw_id)
        own = _own_commitment(act, draw, actor)
        must_be_prepared(draw)
        if own.digest:
            raise SealedAlready("Your word is sealed already.", "It is opened when the draw is made.")
        own.digest, own.committed_at = found, at
        own.save()
        act.record(
            WordSealed(
                body_id=draw.body_id, conference_id=conference_id, draw_id=draw_id, category=draw.category, digest=found
            )
        )
    return own


def open_word(*, actor: Actor, conference_id: UUID, draw_id: UUID, word: str, at: datetime) -> Commitment:
    """The official says the word, when the list is public and before the dice are thrown. NotTheSealedWord for another."""
    with acting(actor, at=at) as act:
        draw = locked_draw(conference_id, draw_id)
        own = _own_commitment(act, draw, actor)
        must_be_published(draw)
        said = word.strip()
        if len(said) > LONGEST_WORD or seeds.commitment(who=own.who, secret=said) != own.digest:
            raise NotTheSealedWord(
                "This is not the word that was sealed.",
                "Capital letters and every space count. Try again.",
                field="word",
            )
        own.word, own.revealed_at = said, at
        own.save()
        act.record(
            WordOpened(body_id=draw.body_id, conference_id=conference_id, draw_id=draw_id, category=draw.category)
        )
    return own


def _own_commitment(act: Act, draw: Draw, actor: Actor) -> Commitment:
    """Whoever was named, and nobody else: their power is that they were named."""
    of_draw = Commitment.objects.select_for_update().filter(conference_id=draw.conference_id, draw_id=draw.id)
    found = of_draw.filter(person_id=actor.person_id).first() if actor.person_id else None
    if found is None:
        raise NotVisible("No word of yours is asked for.")
    act.use(UsedPower("named to seal a word", draw.body_id))
    return found
