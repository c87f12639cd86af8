"""What every page of draws needs: the conference, the draw, what whoever looks may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from cellwork.conferences.views.framing import frame, seen
from cellwork.draws.models import Draw
from cellwork.draws.pictures import along, bars, curve, line, reach
from cellwork.draws.queries.reading import Powers, by_feature, draw_of, powers_of, words_for
from cellwork.draws.states import DOING_WORDS, STATE_WORDS
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.seats.queries import categories
from cellwork.statutes.queries import statutes_at
from cellwork.web.access import PageRequest, person_of

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference

ROOM = "draws"


def draw_seen(request: PageRequest, conference_id: UUID, draw_id: UUID) -> tuple[Conference, Draw, Powers]:
    """For whoever sees the conference: every draw that is public; for those who prepare them, also those that are not yet."""
    found = seen(request, conference_id)
    powers = powers_of(person_of(request), found, at=request.at)
    return found, draw_of(conference_id, draw_id, public_only=not powers.any), powers


def must_prepare(powers: Powers) -> None:
    """NotVisible for whoever has no part in preparing draws."""
    if not powers.any:
        raise NotVisible("There is no such page.")


def around(request: PageRequest, conference: Conference) -> dict[str, Any]:
    """The frame of the conference, and its categories by key."""
    return frame(request, conference, here=ROOM) | {
        "categories": {each.key: each for each in categories(conference.pk)},
        "state_words": STATE_WORDS,
        "doing_words": DOING_WORDS,
        "words": statutes_at(request.at).words,
    }


def chances_of(request: PageRequest, draw: Draw) -> dict[str, Any]:
    """The pictures of the chances of a draw, and words for what it counts."""
    words = words_for(statutes_at(request.at), draw)
    chances = draw.told.get("chances")
    most = chances["greatest"] if chances else 0
    return {
        "draw": draw,
        "said": words,
        "chances": chances,
        "features": by_feature(draw, words),
        "bars": bars(chances["spread"]) if chances else [],
        "curve": curve(chances["curve"]) if chances else [],
        "line": line,
        "reach": lambda least, greatest: reach(least, greatest, most),
        "along": lambda chance: along(chance, most),
    }


def mistaken(unfit: Unfit | None) -> dict[str, str]:
    """What does not fit, for a form."""
    return {"sentence": unfit.sentence, "remedy": unfit.remedy, "field": unfit.field} if unfit else {}
