"""Pages by which a committee reorganises its branch, as the people standing there see them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cellwork.decisions.tests.builders import a_cast
from cellwork.kernel import clock
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.actions.reorganising import move_body, rename_body
from cellwork.organisation.models import Body, Membership
from cellwork.organisation.queries import free_code_under
from cellwork.organisation.tests.builders import SPRING, STATUTES, a_body, acting_as, statutes_in_force
from cellwork.people.actions import create_account
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db


def browser_of(person: Person) -> Client:
    """The person, signed in."""
    client = Client()
    account = create_account(sign_in_name=person.number, person_id=person.pk)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(name: str, body: Body) -> str:
    return reverse(name, args=[body.pk])


# --- found ---


def test_a_committee_founds_a_cell_with_the_code_it_was_offered():
    cast = a_cast()
    browser = browser_of(cast.city_chair)
    form = browser.get(page("found", cast.city)).text
    code = free_code_under(Body.objects.get(pk=cast.city.pk))
    assert f'value="{code}"' in form and "a Cell may stand here" in form
    answer = browser.post(
        page("found", cast.city),
        {"kind": "cell", "name": "Tram Cell", "code": code, "sector": "industry", "production_site": "on"},
    )
    cell = Body.objects.get(code=code)
    assert answer.url == page("body", cell)
    assert (cell.name, cell.parent_id, cell.sector, cell.production_site) == (
        "Tram Cell",
        cast.city.pk,
        "industry",
        True,
    )


def test_a_body_that_cannot_be_founded_comes_back_with_what_was_typed():
    cast = a_cast()
    browser = browser_of(cast.city_chair)
    for typed, sentence in (
        ({"code": cast.cell.code}, "is taken by another body"),
        ({"name": ""}, "This field is required"),
        ({"kind": "province"}, "Select a valid choice"),
    ):
        answer = browser.post(
            page("found", cast.city), {"kind": "cell", "name": "Tram Cell", "code": "T1", "place": "Depot"} | typed
        )
        assert answer.status_code == 422 and sentence in answer.text and 'value="Depot"' in answer.text
    assert not Body.objects.filter(place="Depot").exists()


@pytest.mark.parametrize(
    ("who", "status"), [("province_chair", 200), ("chair", 200), ("secretary", 403), ("stranger", 404)]
)
def test_only_those_who_may_are_offered_to_found(who, status):
    cast = a_cast()
    assert browser_of(getattr(cast, who)).get(page("found", cast.city)).status_code == status


def test_nothing_is_founded_under_a_cell():
    cast = a_cast()
    assert browser_of(cast.city_chair).get(page("found", cast.cell)).status_code == 409


def test_a_free_code_follows_the_manner_of_the_codes_there():
    cast = a_cast()
    assert free_code_under(a_body(kind="city", under=cast.province, code="0101")) == "0101-1"
    city = a_body(kind="city", under=cast.province, code="0102")
    a_body(kind="cell", under=city, code="010208")
    assert free_code_under(city) == "010209"
    a_body(kind="cell", under=city, code="0102/9")
    a_body(kind="cell", under=city, code="X")
    assert free_code_under(city) == "0102/10"
    a_body(kind="cell", under=cast.city, code="0102/10")
    assert free_code_under(city) == "0102/11"


# --- rename, move, dissolve ---


@pytest.mark.parametrize("name", ["reorganise", "rename_body", "move_body", "dissolve_body"])
@pytest.mark.parametrize(("who", "status"), [("secretary", 403), ("sibling_secretary", 404), ("stranger", 404)])
def test_nobody_else_reorganises(name, who, status):
    cast = a_cast()
    browser = browser_of(getattr(cast, who))
    assert browser.get(page(name, cast.cell)).status_code == status
    typed = {"name": "New", "to": str(cast.far_city.pk), "because": "so"}
    assert browser.post(page(name, cast.cell), typed).status_code == status
    cell = Body.objects.get(pk=cast.cell.pk)
    assert (cell.name, cell.parent_id, cell.lives) == ("Mill Cell", cast.city.pk, True)


def test_a_cell_gets_another_name_after_a_look_at_what_follows():
    cast = a_cast()
    browser = browser_of(cast.city_chair)
    check = browser.get(page("rename_body", cast.cell), {"name": "Red Cell"})
    assert "is called <b>Red Cell</b> from this moment on" in check.text
    assert Body.objects.get(pk=cast.cell.pk).name == "Mill Cell"
    assert browser.post(page("rename_body", cast.cell), {"name": "Red Cell"}).status_code == 302
    assert Body.objects.get(pk=cast.cell.pk).name == "Red Cell"
    assert "Mill Cell" in browser.get(page("body_history", cast.cell)).text


def test_a_blank_name_is_asked_for_again():
    cast = a_cast()
    browser = browser_of(cast.city_chair)
    for answer in (
        browser.get(page("rename_body", cast.cell), {"name": " "}),
        browser.post(page("rename_body", cast.cell), {"name": ""}),
    ):
        assert answer.status_code == 422 and "Write the new name." in answer.text


def test_before_a_branch_moves_it_is_said_what_moves():
    cast = a_cast()
    browser = browser_of(cast.chair)
    check = browser.get(page("move_body", cast.city), {"to": "southern"})
    assert "under <b>Southern Province</b>" in check.text and "2\u00a0Cells" in check.text
    assert "no longer under Northern Province" in check.text
    assert Body.objects.get(pk=cast.city.pk).parent_id == cast.province.pk
    browser.post(page("move_body", cast.city), {"to": str(cast.far_province.pk)})
    assert Body.objects.get(pk=cast.cell.pk).path.startswith(cast.far_province.path)


def test_of_several_bodies_one_is_chosen_and_a_code_names_one():
    cast = a_cast()
    third = a_body(kind="province", under=cast.centre, name="Southern Isles", code="S-3")
    browser = browser_of(cast.chair)
    which = browser.get(page("move_body", cast.city), {"to": "southern"})
    assert "Which one?" in which.text and "to=S-3" in which.text
    assert f"under <b>{third.name}</b>" in browser.get(page("move_body", cast.city), {"to": "S-3"}).text


@pytest.mark.parametrize("words", ["Northern Province", "Central Committee", "Harbour City", "nowhere", ""])
def test_a_place_where_it_cannot_stand_is_not_offered(words):
    cast = a_cast()
    answer = browser_of(cast.chair).get(page("move_body", cast.city), {"to": words})
    assert answer.status_code == 422 and (f'value="{words}"' in answer.text or not words)


def test_a_place_outside_the_own_branch_is_not_offered():
    cast = a_cast()
    browser, address = browser_of(cast.province_chair), page("move_body", cast.cell)
    assert browser.get(address, {"to": "Vineyard"}).status_code == 422
    assert browser.post(address, {"to": str(cast.far_city.pk)}).status_code == 403
    assert browser.post(address, {"to": "anything"}).status_code == 404


OBSERVER = """
[offices.observer]
title = "Observer"
plural = "Observers"
at = { centre = 1 }

[[powers]]
office = "observer"
may = ["organisation.see"]
where = ["below"]
"""


def test_a_place_that_one_only_sees_is_not_offered():
    cast = a_cast()
    statutes_in_force(STATUTES + OBSERVER, since=SPRING)
    in_office("observer", cast.centre, person=cast.province_chair)
    browser = browser_of(cast.province_chair)
    assert browser.get(page("body", cast.far_city)).status_code == 200
    assert browser.get(page("move_body", cast.cell), {"to": "Vineyard"}).status_code == 422
    assert browser.get(page("dissolve_body", cast.cell), {"to": "Terrace"}).status_code == 422


def test_before_a_cell_is_dissolved_it_is_said_where_its_people_go_and_why():
    cast = a_cast()
    browser = browser_of(cast.city_chair)
    address = page("dissolve_body", cast.cell)
    assert browser.get(address).status_code == 422
    check = browser.get(address, {"to": "Quay Cell"})
    assert "1\u00a0person goes to <b>Quay Cell</b>" in check.text
    without = browser.post(address, {"to": str(cast.sibling.pk), "because": ""})
    assert without.status_code == 422 and Body.objects.get(pk=cast.cell.pk).lives
    browser.post(address, {"to": str(cast.sibling.pk), "because": "The mill is closed."})
    assert not Body.objects.get(pk=cast.cell.pk).lives
    assert Membership.objects.filter(body=cast.sibling, person_id=cast.secretary.pk, until=None).exists()
    assert browser.get(page("reorganise", cast.cell)).status_code == 409


def test_a_body_with_bodies_below_is_not_offered_to_be_dissolved():
    cast = a_cast()
    browser = browser_of(cast.chair)
    assert "Move or dissolve them first" in browser.get(page("reorganise", cast.city)).text
    assert browser.post(page("dissolve_body", cast.city), {"because": "so"}).status_code == 409


def test_a_body_that_nobody_belongs_to_is_dissolved_with_a_reason_alone():
    cast = a_cast()
    empty = a_body(kind="cell", under=cast.city)
    browser = browser_of(cast.city_chair)
    assert "ceases to exist" in browser.get(page("dissolve_body", empty)).text
    browser.post(page("dissolve_body", empty), {"because": "Nobody came."})
    assert not Body.objects.get(pk=empty.pk).lives


@pytest.mark.parametrize("found", [2, 4])
def test_choosing_takes_the_same_queries_however_many_are_found(found, django_assert_num_queries):
    cast = a_cast()
    for number in range(found):
        a_body(kind="province", under=cast.centre, name=f"Isle {number}")
    browser = browser_of(cast.chair)
    with django_assert_num_queries(10):
        browser.get(page("move_body", cast.city), {"to": "Isle"})


# --- history ---


def renamed(cast, names: int) -> None:
    for number in range(names):
        rename_body(
            actor=acting_as(cast.chair), body_id=cast.city.pk, name=f"City {number}", at=SPRING + timedelta(days=number)
        )


def test_names_and_places_of_the_past_are_told_with_their_days():
    cast = a_cast()
    move_body(actor=acting_as(cast.chair), body_id=cast.city.pk, to_parent=cast.far_province.pk, at=SPRING)
    renamed(cast, 1)
    told = browser_of(cast.chair).get(page("body_history", cast.city)).text
    assert (
        "City 0" in told and "Harbour City" in told and "Northern Province" in told and "2\u00a0Mar\u00a02026" in told
    )


def test_who_stood_below_on_a_day_is_told_by_the_names_of_that_day():
    cast = a_cast()
    rename_body(actor=acting_as(cast.chair), body_id=cast.cell.pk, name="Red Cell", at=SPRING)
    move_body(actor=acting_as(cast.chair), body_id=cast.sibling.pk, to_parent=cast.far_city.pk, at=SPRING)
    move_body(
        actor=acting_as(cast.chair), body_id=cast.city.pk, to_parent=cast.far_province.pk, at=SPRING + timedelta(days=9)
    )
    browser = browser_of(cast.city_chair)
    before = browser.get(page("body_history", cast.city), {"day": "2026-03-01"}).text
    after = browser.get(page("body_history", cast.city), {"day": "2026-03-02"}).text
    assert "Mill Cell" in before and "Quay Cell" in before and "Red Cell" not in before
    assert "Red Cell" in after and "Quay Cell" not in after
    # It went to a stranger's branch: its name then is told, the way to it now is not.
    assert page("body", cast.sibling) not in before and page("body", cast.cell) in before


def test_days_that_are_none_or_before_the_record_are_answered_in_words():
    cast = a_cast()
    browser = browser_of(cast.city_chair)
    assert browser.get(page("body_history", cast.city), {"day": "2026-02-30"}).status_code == 422
    assert "Nothing is recorded" in browser.get(page("body_history", cast.city), {"day": "1900-01-01"}).text


def test_strangers_do_not_read_a_history():
    cast = a_cast()
    assert browser_of(cast.stranger).get(page("body_history", cast.cell)).status_code == 404
    assert browser_of(cast.secretary).get(page("body_history", cast.city)).status_code == 200


@pytest.mark.parametrize("names", [1, 3])
def test_a_history_takes_the_same_queries_however_long_it_is(names, django_assert_num_queries):
    cast = a_cast()
    renamed(cast, names)
    browser = browser_of(cast.chair)
    with django_assert_num_queries(11):
        browser.get(page("body_history", cast.city), {"day": clock.now().date().isoformat()})
