"""The package as Django knows it; opens the room of seats, and says what is needed before they are called allotted."""

from __future__ import annotations

from django.apps import AppConfig


class Seats(AppConfig):
    name = "cellwork.seats"
    label = "seats"

    def ready(self) -> None:
        from cellwork.conferences.phases import Phase, guard
        from cellwork.conferences.rooms import open_room
        from cellwork.seats import facts, permissions  # noqa: F401 -- when all models are there
        from cellwork.seats.queries.missing import missing_seats
        from cellwork.seats.queries.seeing import sees_seats

        open_room(order=20, key="seats", title="Seats", url_name="seats", sees=sees_seats)
        guard(Phase.ALLOTTED, missing_seats)
