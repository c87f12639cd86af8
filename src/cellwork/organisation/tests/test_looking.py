"""Whoever looks at a person's data from above says why, is recorded, and is seen by the person."""

from datetime import timedelta

import pytest

from cellwork.decisions.tests.builders import a_cast
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotVisible, Unfit
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.actions.looking import look_at_person
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as
from cellwork.people.models import Look
from cellwork.people.queries import looks_at

pytestmark = pytest.mark.django_db

NOW = SPRING + timedelta(days=1)


def look(viewer, person, reason="To invite them to speak."):
    return look_at_person(actor=acting_as(viewer), person_id=person.pk, reason=reason, at=NOW)


@pytest.mark.parametrize("who", ["city_chair", "province_chair", "chair"])
def test_a_body_above_looks_for_a_reason_and_the_person_sees_it(who):
    cast = a_cast()
    viewer = getattr(cast, who)
    assert look(viewer, cast.secretary) == cast.secretary
    [seen] = looks_at(cast.secretary.pk)
    assert (seen.viewer_id, seen.viewer_name, seen.office) == (viewer.pk, viewer.name, "Chair")
    assert (seen.reason, seen.at) == ("To invite them to speak.", NOW)


def test_a_look_is_in_the_journal_without_its_words():
    cast = a_cast()
    look(cast.chair, cast.secretary)
    entry = Entry.objects.get(fact="PersonLookedAt")
    assert (entry.body_id, entry.actor_id, entry.office) == (cast.cell.pk, cast.chair.pk, "chair")
    assert entry.content == {"person_id": str(cast.secretary.pk), "look_id": str(Look.objects.get().id)}


@pytest.mark.parametrize("who", ["secretary", "sibling_secretary", "stranger", "former_chair"])
def test_nobody_else_learns_that_there_is_such_a_person(who):
    cast = a_cast()
    former = in_office("chair", cast.city, since=SPRING - timedelta(days=90), until=SPRING - timedelta(days=31))
    viewer = former if who == "former_chair" else getattr(cast, who)
    with pytest.raises(NotVisible):
        look(viewer, cast.secretary)
    assert not Look.objects.exists()


def test_nobody_looks_without_a_reason():
    cast = a_cast()
    for reason in ("", "  ", "x" * 501):
        with pytest.raises(Unfit):
            look(cast.chair, cast.secretary, reason)
    assert not Look.objects.exists()


def test_who_belongs_to_no_cell_is_looked_at_by_nobody():
    cast = a_cast()
    with pytest.raises(NotVisible):
        look(cast.chair, a_person())
