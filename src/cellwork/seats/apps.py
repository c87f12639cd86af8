"""The package as Django knows it; says what is needed before a conference is called allotted."""

from __future__ import annotations

from django.apps import AppConfig


class Seats(AppConfig):
    name = "cellwork.seats"
    label = "seats"

    def ready(self) -> None:
        from cellwork.conferences.phases import Phase, guard
        from cellwork.seats import facts, permissions  # noqa: F401 -- when all models are there
        from cellwork.seats.queries.missing import missing_seats

        guard(Phase.ALLOTTED, missing_seats)
