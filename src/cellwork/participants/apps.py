"""The package as Django knows it; opens its rooms, says what phases need and who sees a conference by having a place."""

from __future__ import annotations

from django.apps import AppConfig


class Participants(AppConfig):
    name = "cellwork.participants"
    label = "participants"

    def ready(self) -> None:
        from cellwork.conferences.phases import Phase, guard
        from cellwork.conferences.queries import also_sees
        from cellwork.conferences.rooms import open_room
        from cellwork.draws.actions.voiding import built_upon
        from cellwork.participants import chores, facts, permissions  # noqa: F401 -- when all models are there
        from cellwork.participants.queries.missing import missing_invitations, missing_places
        from cellwork.participants.queries.nominations import sees_nominations
        from cellwork.participants.queries.places import placed_by_lot
        from cellwork.participants.queries.seeing import has_own_page, sees_room

        guard(Phase.CHOSEN, missing_places)
        guard(Phase.INVITED, missing_invitations)
        built_upon(placed_by_lot)
        also_sees(has_own_page)
        open_room(order=5, key="own_place", title="My place", url_name="own_place", sees=has_own_page)
        open_room(order=40, key="nominations", title="Nominations", url_name="nominations", sees=sees_nominations)
        open_room(order=50, key="participants", title="Participants", url_name="participants", sees=sees_room)
