"""The overview of a branch counts exactly what stands in the register, in every state and on every day."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from cellwork.kernel.clock import day_of
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import acting_as
from cellwork.shortcomings.actions.checking import close_checked
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.queries.register import counted_in
from cellwork.shortcomings.states import OPEN, TO_CHECK
from cellwork.shortcomings.tests.builders import (
    a_cast,
    corrected,
    explained,
    later,
    planned,
    pointed_out,
    raised,
    three_of_one_cause,
)
from cellwork.statutes.queries import statutes_at
from cellwork.statutes.sections.shortcomings import ShortcomingRules

pytestmark = pytest.mark.django_db


def recounted(path, at):
    """The same, one by one."""
    statutes = statutes_at(at)
    terms, today = statutes.part(ShortcomingRules).terms, day_of(at, statutes.time_zone)
    begins = today - timedelta(days=terms.pattern_days)
    counts = Counter()
    kinds = dict(Body.objects.values_list("pk", "kind"))
    for one in Shortcoming.objects.filter(path__startswith=path):
        key = (one.cause, kinds[one.body_id], one.source)
        late = (today - one.turn_by).days if one.turn_by else 0
        counts[*key, "open"] += one.state in OPEN
        counts[*key, "to_check"] += one.state in TO_CHECK
        counts[*key, "late"] += late > 0
        counts[*key, "very_late"] += late > terms.climb_days and len(one.turn_path) > 8
        counts[*key, "closed"] += one.state == "closed" and day_of(one.state_since, statutes.time_zone) >= begins
        counts[*key, "raised"] += day_of(one.raised_at, statutes.time_zone) >= begins
    return +counts


def counted(path, at):
    rows = counted_in(path, at=at)
    assert len({(row.cause, row.kind, row.source) for row in rows}) == len(rows)
    names = ("open", "to_check", "late", "very_late", "closed", "raised")
    return +Counter({(row.cause, row.kind, row.source, name): getattr(row, name) for row in rows for name in names})


def test_the_overview_is_what_a_recount_finds_on_every_day_and_for_every_body():
    cast = a_cast()
    three_of_one_cause(cast)
    raised(cast, at_body=cast.city, by=cast.city_chair, at=later(3, hours=9))
    raised(cast, at_body=cast.province, by=cast.province_chair, weight="grave", at=later(3))
    pointed_out(cast, at=later(4))
    planned(cast, raised(cast, cause="habit", at=later(5)), at=later(6))
    explained(cast, raised(cast, cause="no_papers", at=later(5)), at=later(7))
    corrected(cast, raised(cast, weight="grave", at=later(5)), at=later(8))
    done = corrected(cast, raised(cast, weight="small", at=later(6)), at=later(9))
    close_checked(actor=acting_as(cast.city_chair), body_id=done.body_id, shortcoming_id=done.id, at=later(10))
    days = statutes_at(later(10)).part(ShortcomingRules).terms.pattern_days
    for body in (cast.centre, cast.province, cast.city, cast.cell, cast.far_province):
        for day in (10, 20, 40, 75, 100, *range(days, days + 13)):
            for hours in (0, 8, 16):
                assert counted(body.path, later(day, hours)) == recounted(body.path, later(day, hours)), (
                    body.name,
                    day,
                )
