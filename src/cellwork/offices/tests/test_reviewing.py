"""Leading posts over a time: vacant, changed hands, how long they are held. Posts, not persons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cellwork.decisions.tests.builders import a_cast
from cellwork.kernel.guarding import unguarded
from cellwork.offices.models import Term
from cellwork.offices.queries import months_of_terms, posts_reviewed, tenure_reviewed, vacant_in_branch
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.queries import BranchOverTime
from cellwork.organisation.tests.builders import SPRING

pytestmark = pytest.mark.django_db


def branch_of(body) -> BranchOverTime:
    return BranchOverTime(path=body.path, since=date(2025, 9, 1), at=SPRING, time_zone="UTC")


def test_a_post_that_changed_hands_says_so_and_its_gap_is_counted_in_days():
    cast = a_cast()
    with unguarded("a test world"):
        Term.objects.filter(body=cast.cell).delete()
    in_office("secretary", cast.cell, since=SPRING - timedelta(days=150), until=SPRING - timedelta(days=50))
    in_office("secretary", cast.cell, since=SPRING - timedelta(days=20))
    (post,) = posts_reviewed(branch_of(cast.cell))
    assert (post.posts, post.vacant, post.changed, post.begun, post.ended) == (1, 0, 1, 2, 1)
    assert (post.days, post.vacant_days, post.half_year) == (150, 30, 1)
    months = months_of_terms(branch_of(cast.cell))
    assert sum(each.begun for each in months) == 2 and sum(each.ended for each in months) == 1


def test_vacant_posts_are_listed_along_the_tree_and_no_time_is_told_of_fewer_than_five():
    cast = a_cast()
    found = vacant_in_branch(cast.far_province.path, after="", limit=9, at=SPRING)
    assert [each.body_name for each in found] == ["Southern Province", "Vineyard City"]
    assert vacant_in_branch(cast.far_province.path, after=found[0].path, limit=9, at=SPRING) == found[1:]
    assert all(each.held_median is None for each in tenure_reviewed(branch_of(cast.city)))
