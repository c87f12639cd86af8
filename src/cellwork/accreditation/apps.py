"""The package as Django knows it; opens its room, says whom it let in, and what stands in the way of opening."""

from __future__ import annotations

from django.apps import AppConfig


class Accreditation(AppConfig):
    name = "cellwork.accreditation"
    label = "accreditation"

    def ready(self) -> None:
        from cellwork.accreditation import facts, permissions  # noqa: F401 -- when all models are there
        from cellwork.accreditation.queries.door import admitted, sees_door
        from cellwork.accreditation.queries.quorum import lacking_for_accreditation, lacking_for_opening
        from cellwork.conferences.phases import Phase, guard, is_past
        from cellwork.conferences.rooms import open_room
        from cellwork.participants.queries.credentials import admitted_by

        admitted_by(admitted)
        guard(Phase.ACCREDITED, lacking_for_accreditation)
        guard(Phase.OPEN, lacking_for_opening)
        open_room(
            order=60,
            key="door",
            title="Door",
            url_name="door",
            sees=lambda person_id, conference, at: (
                is_past(conference.phase, Phase.INVITED) and sees_door(person_id, conference, at=at)
            ),
        )
