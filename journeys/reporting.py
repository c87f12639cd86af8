"""The rules of reports for the organisation of the journeys, and the reports of last month: `python -m journeys.reporting`."""

from __future__ import annotations

import os
from datetime import timedelta


def main() -> None:
    """A newer text of the statutes, as if it had been in force for six weeks; then the calendar asks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    os.environ["CELLWORK_AS_OWNER"] = "1"
    import django

    django.setup()
    from cellwork.kernel import clock
    from cellwork.organisation.tests.builders import statutes_in_force
    from cellwork.reports.actions.asking import ask_what_is_due
    from cellwork.reports.tests.builders import REPORTS
    from cellwork.statutes.models import Version

    at = clock.now()
    versions = Version.objects.order_by("-in_force_since")
    if REPORTS in versions[0].text:
        return
    before = at - timedelta(days=45)
    then = versions.filter(in_force_since__lt=before)[0].text
    statutes_in_force(then + REPORTS, since=before)
    statutes_in_force(versions[0].text.replace(REPORTS, "") + REPORTS, since=at)
    ask_what_is_due(at=clock.now())


if __name__ == "__main__":
    main()
