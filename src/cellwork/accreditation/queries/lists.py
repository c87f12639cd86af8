"""The list that desks carry: who has a mandate, and what stands in it. With it a device lets people in without a network."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cellwork.accreditation.models import Presence
from cellwork.participants.mandates import short_id
from cellwork.participants.queries.places import mandates_list, places, public_keys
from cellwork.seats.queries import categories

if TYPE_CHECKING:
    from cellwork.conferences.models import Conference
    from cellwork.participants.queries.places import MandateLine


def list_for_desks(conference: Conference, *, since: datetime | None, at: datetime) -> dict[str, Any]:
    """All mandates, or those whose state changed since; with who is present now. As JSON values.

    `people`: rows of number, token, name, category, origin, whether it counts. Tokens and keys in hexadecimal. Some 100 bytes
    a person: a megabyte for ten thousand. Cost: two passes over the places.
    """
    changed = None if since is None else _changed(conference.pk, since)
    titles = {each.key: each.title for each in categories(conference.pk)}
    lines = mandates_list(conference.pk)
    return {
        "conference": short_id(conference.pk).hex(),
        "title": conference.title,
        "made_at": at.isoformat(),
        "whole": since is None,
        "keys": [key.hex() for key in public_keys(conference.pk)],
        "people": [_row(line, titles) for line in lines if changed is None or line.number in changed],
        "present": _present(conference.pk),
    }


def _row(line: MandateLine, titles: dict[str, str]) -> list[Any]:
    title = titles.get(line.category, line.category)
    return [line.number, line.token.hex(), line.name, title, line.origin, line.admissible]


def _changed(conference_id: UUID, since: datetime) -> set[int]:
    return set(places(conference_id).filter(state_since__gte=since).values_list("number", flat=True))


def _present(conference_id: UUID) -> list[int]:
    inside = Presence.objects.filter(conference_id=conference_id, until__isnull=True).values("person_id")
    return list(places(conference_id).filter(person_id__in=inside).values_list("number", flat=True))
