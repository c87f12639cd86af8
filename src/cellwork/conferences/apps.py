"""The package as Django knows it; opens the first rooms of a conference."""

from __future__ import annotations

from django.apps import AppConfig


class Conferences(AppConfig):
    name = "cellwork.conferences"
    label = "conferences"

    def ready(self) -> None:
        from cellwork.conferences import chores, facts, permissions, reactions  # noqa: F401 -- when all models are there
        from cellwork.conferences.queries.seeing import sees_plan
        from cellwork.conferences.rooms import open_room

        open_room(order=0, key="conference", title="Conference", url_name="conference", sees=lambda *_: True)
        open_room(order=10, key="plan", title="Plan", url_name="conference_plan", sees=sees_plan)
        open_room(order=900, key="next", title="Next step", url_name="conference_next", sees=sees_plan)
