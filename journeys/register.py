"""The rules of shortcomings for the organisation of the journeys: `python -m journeys.register`. Adds to what is in force."""

from __future__ import annotations

import os

RULES = """
[[powers]]
office = ["chair", "secretary"]
may = ["shortcomings.raise", "shortcomings.correct", "shortcomings.see", "shortcomings.read"]
where = ["own"]

[[powers]]
office = "chair"
may = ["shortcomings.help", "shortcomings.gather"]
where = ["own"]

[[powers]]
office = "chair"
may = ["shortcomings.point_out", "shortcomings.check", "shortcomings.read"]
where = ["directly below"]

[[powers]]
office = "chair"
may = ["shortcomings.see"]
where = ["below"]

[shortcomings]
pattern_bodies = 2

[causes.no_room]
title = "No room to meet in"
lies_at = "city"
"""


def main() -> None:
    """A newer text of the statutes: the old one and these rules."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    os.environ["CELLWORK_AS_OWNER"] = "1"
    import django

    django.setup()
    from cellwork.kernel import clock
    from cellwork.organisation.tests.builders import statutes_in_force
    from cellwork.statutes.models import Version

    text = Version.objects.order_by("-in_force_since").values_list("text", flat=True)[0]
    if RULES not in text:
        statutes_in_force(text + RULES, since=clock.now())


if __name__ == "__main__":
    main()
