"""A register for tests: an organisation with deputies, causes and detectors, and shortcomings in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cellwork.offices.tests.builders import chair_of, in_office, secretary_of
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, STATUTES, a_body, acting_as, statutes_in_force
from cellwork.people.models import Person
from cellwork.shortcomings.actions.correcting import explain, plan_correction, report_corrected
from cellwork.shortcomings.actions.gathering import gather
from cellwork.shortcomings.actions.raising import Told, point_out, raise_shortcoming
from cellwork.shortcomings.models import Shortcoming

RULES = (
    STATUTES
    + """
[offices.deputy]
title = "Deputy"
plural = "Deputies"
at = { centre = 1, province = 1, city = 1, cell = 1 }

[[powers]]
office = ["chair", "deputy", "secretary"]
may = ["shortcomings.raise", "shortcomings.correct", "shortcomings.check", "shortcomings.see", "shortcomings.read"]
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
small_days = 60
medium_days = 30
grave_days = 10
check_days = 14
help_days = 7
climb_days = 7
pattern_bodies = 3

[causes.no_room]
title = "No room to meet in"
lies_at = "city"

[causes.no_papers]
title = "Papers did not arrive"
lies_at = ["province", "city"]

[causes.habit]
title = "Left as it was"

[detectors.late_answer]
kind = "late_acceptance"
title = "A decision was not answered"
bodies = ["cell", "city", "province"]
days = 7
cause = "habit"

[detectors.vacancy]
kind = "vacancy"
title = "Nobody leads"
bodies = ["cell", "city"]
days = 30
weight = "grave"

[detectors.promises]
kind = "promises"
title = "Planned days pass"
bodies = "cell"
days = 7
least = 2

[detectors.standstill]
kind = "no_progress"
title = "Accepted, and nothing told since"
bodies = "cell"
days = 30

[detectors.neighbours]
kind = "neighbours"
title = "The same again and again"
bodies = "city"
days = 60
least = 3
"""
)

SILENCE = """
[detectors.silence]
kind = "silence"
title = "No sign of work"
bodies = "cell"
days = 30
weight = "medium"
"""

NO_MEETING = """
[detectors.no_meeting]
kind = "no_meeting"
title = "No meeting was held"
bodies = "cell"
days = 45
"""


@dataclass
class Cast:
    """Own cell, the body above it, a sibling, and a stranger in another province; the centre over all."""

    centre: Body
    province: Body
    city: Body
    cell: Body
    sibling: Body
    third: Body
    far_province: Body
    far_city: Body
    far_cell: Body
    chair: Person
    centre_deputy: Person
    province_chair: Person
    city_chair: Person
    city_deputy: Person
    secretary: Person
    deputy: Person
    sibling_secretary: Person
    third_secretary: Person
    far_city_chair: Person
    stranger: Person


def a_cast(*more_rules: str) -> Cast:
    """The smallest organisation in which every relation occurs; `more_rules`: further tables of the statutes."""
    statutes_in_force(RULES + "".join(more_rules))
    centre = a_body(kind="centre", name="Central Committee")
    province = a_body(kind="province", under=centre, name="Northern Province")
    city = a_body(kind="city", under=province, name="Harbour City")
    cells = [a_body(kind="cell", under=city, name=name) for name in ("Mill Cell", "Quay Cell", "Rope Cell")]
    far_province = a_body(kind="province", under=centre, name="Southern Province")
    far_city = a_body(kind="city", under=far_province, name="Vineyard City")
    far_cell = a_body(kind="cell", under=far_city, name="Terrace Cell")
    return Cast(
        centre, province, city, *cells, far_province, far_city, far_cell,
        chair_of(centre), in_office("deputy", centre), chair_of(province), chair_of(city), in_office("deputy", city),
        secretary_of(cells[0]), in_office("deputy", cells[0]), secretary_of(cells[1]), secretary_of(cells[2]),
        chair_of(far_city), secretary_of(far_cell),
    )  # fmt: skip


def later(days: int = 0, hours: int = 0) -> datetime:
    """So many days after the spring morning on which everything begins."""
    return SPRING + timedelta(days=days, hours=hours)


def raised(
    cast: Cast, what: str = "The reading room is cold.", *, at_body: Body | None = None, by: Person | None = None,
    at: datetime = SPRING, **told: object,
) -> Shortcoming:  # fmt: skip
    """The cell raised one about itself."""
    return raise_shortcoming(
        actor=acting_as(by or cast.secretary), body_id=(at_body or cast.cell).pk,
        told=Told(what=what, **({"cause": "no_room", "weight": "medium"} | told)), at=at,  # type: ignore[arg-type]
    )  # fmt: skip


def pointed_out(cast: Cast, *, help_offered: str = "", at: datetime = SPRING) -> Shortcoming:
    """The city saw something at the cell."""
    return point_out(
        actor=acting_as(cast.city_chair), body_id=cast.cell.pk, help_offered=help_offered, at=at,
        told=Told(what="The board at the door is empty.", cause="habit"),
    )  # fmt: skip


def planned(cast: Cast, one: Shortcoming, *, by: Person | None = None, at: datetime | None = None, days: int = 10):
    """What is done about it."""
    at = at or later(1)
    return plan_correction(
        actor=acting_as(by or cast.secretary), body_id=one.body_id, shortcoming_id=one.id, what="A stove from the yard.",
        by_when=(at + timedelta(days=days)).date(), at=at,
    )  # fmt: skip


def corrected(cast: Cast, one: Shortcoming, *, by: Person | None = None, at: datetime | None = None) -> Shortcoming:
    """Told to be corrected."""
    return report_corrected(
        actor=acting_as(by or cast.secretary), body_id=one.body_id, shortcoming_id=one.id, outcome="The stove burns.",
        at=at or later(5),
    )  # fmt: skip


def explained(cast: Cast, one: Shortcoming, *, by: Person | None = None, at: datetime | None = None) -> Shortcoming:
    """Not so, because."""
    return explain(
        actor=acting_as(by or cast.secretary), body_id=one.body_id, shortcoming_id=one.id,
        because="We meet next door, where it is warm.", at=at or later(2),
    )  # fmt: skip


def three_of_one_cause(cast: Cast, *, at: datetime = SPRING) -> list[Shortcoming]:
    """The same in each of the city's cells."""
    return [
        raised(cast, at=at),
        raised(cast, at_body=cast.sibling, by=cast.sibling_secretary, at=at),
        raised(cast, at_body=cast.third, by=cast.third_secretary, at=at),
    ]


def gathered(
    cast: Cast, *, at: datetime | None = None, by: Person | None = None, body: Body | None = None
) -> Shortcoming:
    """The city made one matter of them."""
    return gather(
        actor=acting_as(by or cast.city_chair), body_id=(body or cast.city).pk, cause="no_room", what="Rooms are missing.",
        at=at or later(1),
    )  # fmt: skip


def fresh(one: Shortcoming) -> Shortcoming:
    """As it stands in the register now."""
    return Shortcoming.objects.get(body_id=one.body_id, id=one.id)
