"""What is still missing before a conference says that its participants are chosen, or invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cellwork.draws.queries import is_drawn
from cellwork.kernel.sql import answers
from cellwork.participants.models import Nomination, Place
from cellwork.participants.queries.overfull import Left
from cellwork.participants.states import CameBy, State
from cellwork.seats.queries import categories

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.seats.models import Category

_NONE_YET = {
    CameBy.EX_OFFICIO: "Nobody of {plural} has been taken in.",
    CameBy.LOT: "Nobody of {plural} has been taken in from the draw.",
    CameBy.NOMINATION: "Nobody of {plural} has been approved.",
    CameBy.ELECTION: "No election of {plural} has been recorded.",
}


def missing_places(conference: Conference) -> list[str]:
    """Before `chosen`: everybody by right and by lot is taken in, no nomination waits, no category is empty."""
    found = [sentence for each in categories(conference.pk) if (sentence := _of(conference, each))]
    waiting = Nomination.objects.filter(conference_id=conference.pk, state__in=Nomination.OPEN).count()
    if waiting:
        found.append(f"{waiting} nominations wait for consent or approval.")
    return found


def missing_invitations(conference: Conference) -> list[str]:
    """Before `invited`: everybody chosen has an invitation."""
    waiting = Place.objects.filter(conference_id=conference.pk, state=State.CHOSEN).count()
    if waiting:
        return [f"{waiting} people are chosen and not invited yet."]
    return [] if Place.objects.filter(conference_id=conference.pk).exists() else ["Nobody has a place."]


def left_to_take_in(conference: Conference, category: Category) -> int:
    """How many on the frozen list of a category by right have no place, and never had one. One query."""
    return answers("participants", "left", {"conference_id": conference.pk, "category": category.key}, Left)[0].people


def _of(conference: Conference, category: Category) -> str:
    if category.chosen_by == CameBy.INVITATION:
        return ""
    if category.chosen_by == CameBy.LOT and not is_drawn(conference.pk, category.key):
        return f"The lot has not been drawn for {category.plural}."
    if not Place.objects.filter(conference_id=conference.pk, category=category.key).exists():
        return _NONE_YET[CameBy(category.chosen_by)].format(plural=category.plural)
    left = left_to_take_in(conference, category) if category.chosen_by == CameBy.EX_OFFICIO else 0
    return f"{left} of {category.plural} have not been taken in." if left else ""
