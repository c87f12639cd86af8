"""What pages of participants need again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from cellwork.conferences.views.framing import frame, seen
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.participants.permissions import ARRANGE, INVITE, RECORD_ELECTION, REPLACE, TAKE_IN
from cellwork.participants.queries.seeing import Sight, sight_of
from cellwork.participants.states import CAME_BY_WORDS, STATE_WORDS
from cellwork.seats.queries import categories
from cellwork.statutes.queries import statutes_at
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.statutes.rules import Permission

_POWERS: dict[str, Permission] = {
    "may_take_in": TAKE_IN,
    "may_invite": INVITE,
    "may_replace": REPLACE,
    "may_arrange": ARRANGE,
    "may_record": RECORD_ELECTION,
}


def seen_with_places(request: PageRequest, conference_id: UUID) -> tuple[Conference, Sight]:
    """The conference, and how far whoever looks sees its places; NotVisible where not at all."""
    conference = seen(request, conference_id)
    sight = sight_of(person_of(request), conference, at=request.at)
    if not sight.anything:
        raise NotVisible("There is no such page.")
    return conference, sight


def powers(request: PageRequest, conference: Conference) -> dict[str, bool]:
    """For showing or hiding buttons; the actions ask again."""
    path = conference.body.path
    return {name: may(person_of(request), power, path=path, at=request.at) for name, power in _POWERS.items()}


def require_power(request: PageRequest, conference: Conference, power: Permission) -> None:
    """NotAllowed for a page that only shows a form."""
    if not may(person_of(request), power, path=conference.body.path, at=request.at):
        raise NotAllowed(f"By the statutes it is another office's to {power.sentence}.", "Ask whoever prepares it.")


def framed(request: PageRequest, conference: Conference, unfit: Unfit | None = None, *, here: str) -> dict[str, Any]:
    """Frame, words of states, categories by key, what was typed and what does not fit about it."""
    return frame(request, conference, here=here) | {
        "state_words": STATE_WORDS,
        "came_by_words": CAME_BY_WORDS,
        "categories": {each.key: each for each in categories(conference.pk)},
        "sectors": sector_titles(request),
        "typed": request.POST,
        "unfit": {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {},
    }


def sector_titles(request: PageRequest) -> dict[str, str]:
    """What sectors are called, by code."""
    return {code: each.title for code, each in statutes_at(request.at).sectors.items()}
