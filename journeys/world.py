"""The small organisation the journeys happen in: `python -m journeys.world`. Prints the sign-in names as JSON."""

from __future__ import annotations

import json
import os
import sys

PASSWORD = "reading rooms for all"


def build() -> dict[str, str]:
    """The cast of the decisions' tests, under statutes that hear voices, with accounts. Returns part -> sign-in name."""
    from cellwork.people.actions import create_account
    from cellwork.voices.tests.desks import a_hearing_cast

    cast = a_hearing_cast()
    parts = ("chair", "province_chair", "city_chair", "secretary", "sibling_secretary", "stranger")
    names = {}
    for part in parts:
        person = getattr(cast, part)
        create_account(sign_in_name=part, person_id=person.pk, password=PASSWORD)
        names[part] = part
    return names


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
