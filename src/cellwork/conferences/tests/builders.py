"""Conferences for tests: the cast of decisions, with statutes that know three kinds of conferences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from cellwork.conferences.actions.advancing import advance_conference
from cellwork.conferences.actions.calling import Calling, HeldBefore, call_conference, enter_past_conference
from cellwork.conferences.models import Conference, PlanItem
from cellwork.conferences.phases import PHASES, Phase
from cellwork.decisions.tests.builders import Cast, a_cast, an_adopted_decision
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, STATUTES, a_person, acting_as, statutes_in_force
from cellwork.people.models import Person

TODAY = SPRING.date()
OPENS, CLOSES = date(2026, 8, 3), date(2026, 8, 5)
SINCE = SPRING - timedelta(days=399)

CONFERENCES = """
[offices.organiser]
title = "Organiser"
plural = "Organisers"
at = { centre = 2, province = 1 }

[conferences.congress]
title = "Congress"
plural = "Congresses"
of = "centre"
every_months = 24
months = ["may"]

[conferences.secretaries]
title = "Conference of Secretaries"
plural = "Conferences of Secretaries"
of = "centre"
every_months = 24
months = ["august", "september"]
in_step_with = "congress"

[conferences.provincial]
title = "Provincial Conference"
plural = "Provincial Conferences"
of = "province"
every_months = 12
announce_months_before = 2

[[conference_plan]]
conference = "secretaries"
key = "hall"
title = "A hall is found"
office = "organiser"
days_before = 120
says = "Without steps."

[[conference_plan]]
conference = ["secretaries", "provincial"]
key = "papers"
title = "Papers are out"
office = "organiser"
days_before = 30

[[conference_plan]]
conference = "secretaries"
key = "proceedings"
title = "Proceedings are printed"
office = "chair"
days_before = -30

[[powers]]
office = "chair"
may = ["conferences.call", "conferences.plan", "conferences.postpone", "conferences.cancel", "conferences.allot",
       "conferences.choose", "conferences.invite", "conferences.accredit", "conferences.open", "conferences.close",
       "conferences.publish"]
where = "own"

[[powers]]
office = ["chair", "organiser"]
may = ["conferences.see", "conferences.carry_out"]
where = "own"

[[powers]]
office = "chair"
may = "conferences.see"
where = "below"
"""


@dataclass
class Hall:
    """The cast and whoever prepares at the centre."""

    cast: Cast
    organiser: Person

    @property
    def centre(self) -> Body:
        """Whose conferences most of these are."""
        return self.cast.centre

    @property
    def chair(self) -> Person:
        """Who calls them."""
        return self.cast.chair


def a_hall(*, more: str = "") -> Hall:
    """An organisation that holds conferences. `more`: what else stands in its statutes."""
    cast = a_cast()
    statutes_in_force(STATUTES + CONFERENCES + more, since=SINCE)
    return Hall(cast, in_office("organiser", cast.centre))


def a_calling(decision_id: UUID | None = None, **said: object) -> Calling:
    """The conference of secretaries in the first days of August, at another time than the statutes say."""
    usual = {
        "kind": "secretaries", "opens_on": OPENS, "closes_on": CLOSES, "place": "Harbour City", "decision_id": decision_id,
        "because": "The centre wished to hear the cells before the summer is over.",
    }  # fmt: skip
    return Calling(**(usual | said))  # type: ignore[arg-type]


def a_conference(
    hall: Hall, *, by: Person | None = None, body: Body | None = None, at: datetime = SPRING, **said: object
) -> Conference:
    """Called by a decision of the centre, unless `said` names another."""
    decision = an_adopted_decision(hall.cast)
    return call_conference(
        actor=acting_as(by or hall.chair), body_id=(body or hall.centre).pk, calling=a_calling(decision.pk, **said), at=at
    )  # fmt: skip


def held_before(
    hall: Hall, opens_on: date, *, kind: str = "secretaries", number: int = 1, body: Body | None = None,
    by: Person | None = None,
) -> Conference:  # fmt: skip
    """One that is over, on record."""
    held = HeldBefore(kind=kind, opens_on=opens_on, closes_on=opens_on, place="Vineyard City", number=number)
    return enter_past_conference(
        actor=acting_as(by or hall.chair), body_id=(body or hall.centre).pk, held=held, at=SPRING
    )


def advanced(conference: Conference, to: Phase, *, by: Person, at: datetime | None = None) -> Conference:
    """Phase by phase up to this one, on the day of the opening where nothing else is said."""
    moment = at or datetime.combine(conference.opens_on, SPRING.timetz())
    for phase in PHASES[PHASES.index(Phase(conference.phase)) + 1 : PHASES.index(to) + 1]:
        conference = advance_conference(actor=acting_as(by), conference_id=conference.pk, to=phase, at=moment)
    return conference


def line_of(conference: Conference, key: str = "hall") -> PlanItem:
    """A line of its plan as it is now."""
    return PlanItem.objects.get(conference_id=conference.pk, key=key)


def an_expired_chair(body: Body) -> Person:
    """Somebody who led this body until the chair of the tests took over."""
    return in_office(
        "chair", body, person=a_person(), since=SPRING - timedelta(days=60), until=SPRING - timedelta(days=30)
    )
