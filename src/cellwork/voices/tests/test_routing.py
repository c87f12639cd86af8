"""Who answers: subject and place."""

from __future__ import annotations

import pytest

from cellwork.decisions.tests.builders import Cast, a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.organisation.models import Body
from cellwork.organisation.tests.builders import SPRING, STATUTES, a_body, statutes_in_force
from cellwork.voices.actions.routing import answering_bodies, answering_body

pytestmark = pytest.mark.django_db

HEARING = (
    STATUTES
    + """
[subjects.housing]
title = "Housing"
answered_by = "city"

[subjects.roads]
title = "Roads"
answered_by = "province"

[subjects.line]
title = "Decisions"
answered_by = "centre"

[subjects.own]
title = "Our own"
answered_by = "cell"

[[voice_routes]]
subject = "housing"
sector = "farming"
answered_by = "province"
"""
)


def a_hearing_cast() -> Cast:
    cast = a_cast()
    statutes_in_force(HEARING, since=SPRING)
    return cast


def answers(cell: Body, subject: str) -> str:
    single = answering_body(cell=cell, subject=subject, at=SPRING)
    (many,) = answering_bodies(cells=[cell.pk], subjects=[subject], at=SPRING)
    assert (many.body_id, many.path) == (single.pk, single.path), "one and many must not differ"
    return single.name


def test_the_nearest_body_of_the_competent_kind_answers():
    cast = a_hearing_cast()
    assert answers(cast.cell, "housing") == "Harbour City"
    assert answers(cast.cell, "roads") == "Northern Province"
    assert answers(cast.cell, "line") == "Central Committee"
    assert answers(cast.cell, "own") == "Mill Cell"


def test_a_sector_may_have_a_route_of_its_own():
    cast = a_hearing_cast()
    assert answers(cast.sibling, "housing") == "Northern Province"


def test_a_subject_nobody_knows_is_answered_directly_above():
    cast = a_hearing_cast()
    assert answers(cast.cell, "weather") == "Harbour City"
    assert answers(cast.city, "weather") == "Northern Province"


def test_without_a_body_of_that_standing_the_next_higher_one_answers():
    cast = a_hearing_cast()
    odd = a_body(kind="cell", under=cast.province, name="Lonely Cell", sector="industry")
    assert answers(odd, "housing") == "Northern Province"


def test_a_dissolved_body_answers_nothing():
    cast = a_hearing_cast()
    with unguarded("a test world"):
        Body.objects.filter(pk=cast.cell.pk).update(dissolved_on=SPRING.date())
    assert answers(Body.objects.get(pk=cast.cell.pk), "own") == "Harbour City"


def test_at_the_top_the_top_answers():
    cast = a_hearing_cast()
    assert answers(cast.centre, "housing") == "Central Committee"
    assert answers(cast.centre, "weather") == "Central Committee"


def test_many_are_answered_in_their_order():
    cast = a_hearing_cast()
    cells = [cast.far_cell, cast.cell, cast.sibling, cast.cell]
    subjects = ["line", "own", "housing", "roads"]
    found = answering_bodies(cells=[cell.pk for cell in cells], subjects=subjects, at=SPRING)
    assert [each.number for each in found] == [0, 1, 2, 3]
    assert [each.body_id for each in found] == [cast.centre.pk, cast.cell.pk, cast.province.pk, cast.province.pk]
