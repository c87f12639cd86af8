"""A small world for tests, in the organisation's own words. Plain functions, safe defaults."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from cellwork.kernel.acting import Actor
from cellwork.kernel.guarding import unguarded
from cellwork.organisation.models import Body, Membership
from cellwork.organisation.paths import segment
from cellwork.people.models import Person
from cellwork.people.numbers import person_id_of
from cellwork.statutes.models import Version

SPRING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_codes = count(1)

STATUTES = """
[organisation]
name = "The Association"
time_zone = "UTC"
language = "en"

[sectors]
industry = "Industry"
farming = "Farming"

[kinds.centre]
title = "Central Committee"
plural = "Central Committees"

[kinds.province]
title = "Provincial Committee"
plural = "Provincial Committees"
under = ["centre"]

[kinds.city]
title = "City Committee"
plural = "City Committees"
under = ["province"]

[kinds.cell]
title = "Cell"
plural = "Cells"
under = ["city"]
cell = true

[offices.chair]
title = "Chair"
plural = "Chairs"
at = { centre = 1, province = 1, city = 1 }
leads = true

[offices.secretary]
title = "Secretary"
plural = "Secretaries"
at = { cell = 1 }
leads = true

[[powers]]
office = "chair"
may = ["decisions.draft", "decisions.adopt", "decisions.withdraw", "decisions.guide", "decisions.help", "decisions.answer", "decisions.accept", "decisions.carry_out",
       "decisions.see", "organisation.see", "offices.fill", "people.see_members", "people.transfer"]
where = ["own"]

[[powers]]
office = "chair"
may = ["decisions.verify", "offices.fill", "people.see_members"]
where = ["directly below"]

[[powers]]
office = "chair"
may = ["decisions.see", "organisation.see", "organisation.reorganise", "people.look"]
where = ["below"]

[[powers]]
office = "secretary"
may = ["decisions.accept", "decisions.carry_out", "decisions.see", "organisation.see", "people.see_members", "people.transfer",
       "people.take_up"]
where = ["own"]

[[meetings]]
of = ["cell"]
every_days = 31
quorum_percent = 50

[[meetings]]
of = ["centre"]
every_days = 92
quorum_percent = 67

[[powers]]
office = ["chair", "secretary"]
may = ["meetings.convene", "meetings.see"]
where = ["own"]

[[powers]]
office = "chair"
may = "meetings.see"
where = "below"
"""


def statutes_in_force(text: str = STATUTES, *, since: datetime = SPRING - timedelta(days=400)) -> None:
    """The rules of the test organisation."""
    with unguarded("a test world"):
        Version.objects.create(text=text, fingerprint="0" * 64, in_force_since=since)


def a_body(
    *, kind: str, under: Body | None = None, name: str = "", sector: str = "", code: str = "", since: datetime = SPRING
) -> Body:
    """A body of a kind under another; a cell when the kind is called cell."""
    number = next(_codes)
    with unguarded("a test world"):
        path = _path_under(under)
        return Body.objects.create(
            code=code or f"B{number}",
            name=name or f"{kind.capitalize()} {number}",
            kind=kind,
            is_cell=kind == "cell",
            parent=under,
            path=path,
            sector=sector,
            since=since - timedelta(days=100),
        )


def a_person(name: str = "", *, cell: Body | None = None) -> Person:
    """Somebody, a member of a cell when one is given."""
    number = next(_codes)
    given, _, family = (name or f"Person {number}").partition(" ")
    with unguarded("a test world"):
        person = Person.objects.create(
            id=person_id_of(f"P{number}"),
            number=f"P{number}",
            given_name=given,
            family_name=family,
            cell_id=cell.pk if cell else None,
        )
        if cell:
            Membership.objects.create(body=cell, person_id=person.pk, since=SPRING.date(), name=person.name)
    return person


def acting_as(person: Person | UUID) -> Actor:
    """The person, acting in a test."""
    return Actor(person_id=person if isinstance(person, UUID) else person.pk, via="test")


def _path_under(parent: Body | None) -> str:
    if parent is None:
        return segment(Body.objects.filter(parent__isnull=True).count())
    fresh = Body.objects.get(pk=parent.pk)
    Body.objects.filter(pk=parent.pk).update(segments_given=fresh.segments_given + 1)
    return fresh.path + segment(fresh.segments_given)
