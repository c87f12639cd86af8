"""The package as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Draws(AppConfig):
    name = "cellwork.draws"
    label = "draws"

    def ready(self) -> None:
        from cellwork.conferences.phases import Phase, guard, is_past
        from cellwork.conferences.rooms import open_room
        from cellwork.draws import chores, facts, permissions  # noqa: F401 -- registered when all models are there
        from cellwork.draws.queries.results import not_drawn_yet, resting_on_the_list
        from cellwork.seats.standing import rests

        rests(resting_on_the_list)
        guard(Phase.CHOSEN, lambda conference: not_drawn_yet(conference.pk))
        open_room(
            order=30, key="draws", title="Lots", url_name="draws",
            sees=lambda _person_id, conference, _at: is_past(conference.phase, Phase.ALLOTTED),
        )  # fmt: skip
