"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Voices(AppConfig):
    name = "cellwork.voices"
    label = "voices"

    def ready(self) -> None:
        from cellwork.decisions.queries.origins import origins_from
        from cellwork.meetings import points
        from cellwork.voices import chores, facts, permissions, reactions  # noqa: F401 -- when all models are there
        from cellwork.voices.actions import showing  # noqa: F401 -- what comes out of the box is counted there
        from cellwork.voices.actions.settling import settle_points
        from cellwork.voices.queries.agenda import KIND, points_for, settled_at
        from cellwork.voices.queries.reading import came_from_voices

        origins_from(came_from_voices)
        points.register(KIND, points.Source(waiting=points_for, recorded=settled_at, record=settle_points))
