"""A conference whose participants are invited, with two desks: `python -m journeys.door`. Prints what the journey needs as JSON."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta

from journeys.world import PASSWORD


def build() -> dict[str, object]:
    """In a house of its own, since a body has one conference of a kind at a time."""
    from cellwork.accreditation.tests.builders import a_door
    from cellwork.conferences.models import Conference
    from cellwork.kernel import clock
    from cellwork.kernel.guarding import unguarded
    from cellwork.participants.models import Place
    from cellwork.people.actions import create_account

    door = a_door()
    today = clock.now().date()
    with unguarded("the days of the tests are over, those of a journey are to come"):
        Conference.objects.filter(pk=door.id).update(opens_on=today, closes_on=today + timedelta(days=2))
    create_account(sign_in_name="organiser", person_id=door.world.organiser.pk, password=PASSWORD)
    create_account(sign_in_name="chair", person_id=door.world.hall.chair.pk, password=PASSWORD)
    create_account(sign_in_name="delegate", person_id=door.delegate.pk, password=PASSWORD)
    return {
        "conference": str(door.id),
        "north": str(door.north.id),
        "south": str(door.south.id),
        "people": {place.name: _line(place) for place in Place.objects.filter(conference_id=door.id)},
    }


def _line(place: object) -> dict[str, object]:
    from cellwork.conferences.models import Conference
    from cellwork.participants.models import Place
    from cellwork.participants.papers import line_of
    from cellwork.participants.queries.keys import installation_key

    assert isinstance(place, Place)
    conference = Conference.objects.get(pk=place.conference_id)
    return {"number": place.number, "line": line_of(place, conference, installation_key())}


def main() -> None:
    """Install and build."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    os.environ["CELLWORK_AS_OWNER"] = "1"
    import django

    django.setup()
    from cellwork.config.installing import install

    install()
    sys.stdout.write(json.dumps(build()))


if __name__ == "__main__":
    main()
