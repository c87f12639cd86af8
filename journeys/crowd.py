"""Many known people, signed in, for the attack on their anonymity: `python -m journeys.crowd`. Prints who they are as JSON.

`python -m journeys.crowd end` comes some days later and ends the pulse, as the worker does.
`python -m journeys.crowd unmixed` opens the box as a house would that keeps the order in which things came.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

    from cellwork.organisation.models import Body
    from cellwork.people.models import Person

CELLS, IN_EACH, TOGETHER = 12, 8, 64
"""Cells, people in each, and how many voices lie together before the box is opened."""
RULES = """
[[powers]]
office = "chair"
may = ["consultations.ask_pulse", "consultations.read_words"]
where = ["own"]
"""


@dataclass(frozen=True)
class Crowd:
    """By person, the cookie of their session; the links of the cells' posters; the pulse that is asked of them all."""

    sessions: dict[str, str]
    links: list[str]
    pulse: str


def build() -> Crowd:
    """The cast of the voices' tests with more cells and many more members, all of whom are signed in."""
    from cellwork.decisions.tests.builders import a_cast
    from cellwork.organisation.tests.builders import SPRING, a_body, a_person, statutes_in_force
    from cellwork.voices.tests.desks import HEARING

    cast = a_cast()
    mixed = HEARING.replace("[voices]\n", f"[voices]\nmixed_at_least = {TOGETHER}\n")
    statutes_in_force(mixed + RULES, since=SPRING - timedelta(days=300))
    cells = [a_body(kind="cell", under=cast.city, sector="industry") for _ in range(CELLS)]
    people = [a_person(cell=cell) for cell in cells for _ in range(IN_EACH)]
    sessions = {str(person.pk): _session_of(person) for person in people}
    return Crowd(sessions, [_link_of(cell) for cell in cells], _pulse(cast.centre, cast.chair))


def _session_of(person: Person) -> str:
    from cellwork.decisions.tests.test_views import browser_of

    client: Client = browser_of(person)
    return str(client.cookies["sessionid"].value)


def _link_of(cell: Body) -> str:
    from cellwork.kernel import clock
    from cellwork.offices.tests.builders import secretary_of
    from cellwork.organisation.tests.builders import acting_as
    from cellwork.voices.actions.saying import renew_link

    return renew_link(actor=acting_as(secretary_of(cell)), cell_id=cell.pk, at=clock.now()).token


def _pulse(centre: Body, chair: Person) -> str:
    from cellwork.consultations.actions.asking import Questions, ask_pulse
    from cellwork.kernel import clock
    from cellwork.organisation.tests.builders import acting_as

    at = clock.now()
    asked = Questions(
        statements=["I know what my cell is working on."], with_words=True, closes_on=at.date() + timedelta(days=5)
    )
    return str(ask_pulse(actor=acting_as(chair), body_id=centre.pk, questions=asked, at=at).pk)


def end() -> None:
    """The days pass."""
    from cellwork.consultations.actions.closing import end_due
    from cellwork.kernel import clock

    assert end_due(at=clock.now() + timedelta(days=7)) == 1


def unmixed() -> None:
    """The box of a careless house: opened though too few lie in it, not shuffled, and stored as it came, under ids by the clock."""
    from functools import partial

    from cellwork.kernel import clock, mixing
    from cellwork.kernel.ids import new_id
    from cellwork.voices.actions import opening, saying

    take = mixing.take_out_when
    mixing._chance.shuffle = lambda _: None  # type: ignore[method-assign]
    mixing.is_full = lambda *_: True  # type: ignore[assignment]
    mixing.take_out_when = lambda box, _: take(box, TOGETHER - 1)
    saying.uuid4 = partial(new_id)
    assert opening.open_the_box(at=clock.now()) == TOGETHER - 1


def main() -> None:
    """Build, or one of the other two."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cellwork.config.settings")
    os.environ["CELLWORK_AS_OWNER"] = "1"
    import django

    django.setup()
    others: dict[str, Callable[[], None]] = {"end": end, "unmixed": unmixed}
    if sys.argv[1:]:
        others[sys.argv[1]]()
    else:
        sys.stdout.write(json.dumps(asdict(build())))


if __name__ == "__main__":
    main()
