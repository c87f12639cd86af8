"""The package as Django knows it; opens the rooms of a conference in which it is prepared and reviewed."""

from __future__ import annotations

from django.apps import AppConfig


class Review(AppConfig):
    name = "cellwork.review"
    label = "review"

    def ready(self) -> None:
        from cellwork.conferences.rooms import open_room
        from cellwork.review import chores, facts, permissions  # noqa: F401 -- when all models are there
        from cellwork.review.queries.seeing import prepares, sees_review, takes_part

        open_room(order=60, key="prepare", title="Prepare", url_name="conference_prepare", sees=takes_part)
        open_room(order=61, key="review", title="Review", url_name="conference_review", sees=sees_review)
        open_room(order=62, key="agenda", title="Questions", url_name="conference_agenda", sees=prepares)
