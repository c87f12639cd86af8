"""What the packages above find out about somebody on the list, and a draw may balance."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from cellwork.seats.standing import resting


def mark_nominated(conference_id: UUID, person_id: UUID) -> bool:
    """Somebody on the list is nominated: to be called inside the act that says so. False, and nothing changes, where they are
    not on the list, or something rests on it already: what a draw was made of stays as it was."""
    if resting(conference_id):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "update seats_eligible set features = jsonb_set(features, '{nominated}', '\"yes\"')"
            " where conference_id = %s and person_id = %s",
            [conference_id, person_id],
        )
        return bool(cursor.rowcount)
