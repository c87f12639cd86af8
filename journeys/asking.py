"""Short questions in the organisation of the journeys: `python -m journeys.asking [others | end]`.

Without a word: the rules, and people enough in three cells of Harbour City. `others`: everybody who has no phone in the journey
answers what is open. `end`: the days pass, and the worker comes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import count

RULES = """
[[powers]]
office = "chair"
may = ["consultations.ask_pulse", "consultations.read_words"]
where = ["own"]
"""
ANSWERING = {"Mill Cell": 15, "Quay Cell": 3, "Pier Cell": 6}
"""How many others answer in each cell."""


def build() -> None:
    """Repeatable."""
    from cellwork.kernel import clock
    from cellwork.organisation.models import Body
    from cellwork.organisation.tests import builders
    from cellwork.organisation.tests.builders import a_body, a_person, statutes_in_force
    from cellwork.statutes.models import Version

    text = Version.objects.order_by("-in_force_since").values_list("text", flat=True)[0]
    if RULES in text:
        return
    statutes_in_force(text + RULES, since=clock.now())
    builders._codes = count(5000)  # those before belong to the world that stands already
    a_body(kind="cell", under=Body.objects.get(name="Harbour City"), name="Pier Cell", sector="farming")
    for name, many in ANSWERING.items():
        for _ in range(many):
            a_person(cell=Body.objects.get(name=name))


def others() -> None:
    """Two of three in each cell know what their cell works on; some add words."""
    from cellwork.consultations.actions.answering import answer_pulse
    from cellwork.consultations.models import Pulse
    from cellwork.kernel import clock
    from cellwork.organisation.models import Body
    from cellwork.people.models import Person

    pulse, at = Pulse.objects.get(end=None), clock.now()
    for name, many in ANSWERING.items():
        people = Person.objects.filter(cell_id=Body.objects.get(name=name).pk, number__startswith="P5").order_by(
            "number"
        )[:many]
        for number, person in enumerate(people):
            step, words = (3 if number % 3 else 1), ("The room is cold." if number % 4 == 0 else "")
            assert answer_pulse(person_id=person.pk, pulse_id=pulse.pk, steps=[step], words=words, at=at)


def end() -> None:
    """Of the pulse that is open."""
    from cellwork.consultations.actions.closing import end_due
    from cellwork.consultations.models import Pulse
    from cellwork.kernel import clock

    closes_on = Pulse.objects.get(end=None).closes_on
    assert end_due(at=clock.now() + (closes_on - clock.now().date()) + timedelta(days=1)) == 1


def main() -> None:
    """One of the three."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    os.environ["CELLWORK_AS_OWNER"] = "1"
    import django

    django.setup()
    parts: dict[str, Callable[[], None]] = {"build": build, "others": others, "end": end}
    parts[(sys.argv[1:] or ["build"])[0]]()


if __name__ == "__main__":
    main()
