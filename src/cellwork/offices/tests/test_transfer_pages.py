"""The pages of a transfer and of taking somebody up."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cellwork.decisions.tests.builders import Cast, a_cast
from cellwork.home.tests.test_query_counts import browser_of
from cellwork.kernel import clock
from cellwork.organisation.actions.transferring import ask_for_transfer
from cellwork.organisation.models import Membership, Transfer
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.people.models import Person

pytestmark = pytest.mark.django_db


def a_member(cast: Cast) -> Person:
    return a_person("Ada Field", cell=cast.cell)


def test_a_member_goes_the_whole_way_by_pages():
    cast = a_cast()
    ada = a_member(cast)
    member, secretary, other = (browser_of(each) for each in (ada, cast.secretary, cast.stranger))
    assert reverse("ask_transfer", args=[ada.pk]) in member.get(reverse("person", args=[ada.pk])).text
    page = member.post(
        reverse("ask_transfer", args=[ada.pk]), {"to": cast.far_cell.code, "reason": ""}, follow=True
    ).text
    assert "is asked to agree by" in page
    assert "I stay" in page
    transfer = Transfer.objects.get()
    key = [transfer.body_id, transfer.id]
    assert "Asked for; your cell is to agree" in member.get(reverse("home")).text
    assert "Transfer of Ada Field" in secretary.get(reverse("home")).text
    assert "Does Mill Cell agree?" in secretary.get(reverse("transfer", args=key)).text
    assert secretary.post(reverse("agree_transfer", args=key), {"words": "Welcome her."}).status_code == 302
    assert "Transfer of Ada Field" in other.get(reverse("home")).text
    assert "Welcome her." in other.get(reverse("transfer", args=key)).text
    assert other.post(reverse("receive_member", args=key)).status_code == 302
    assert Membership.objects.get(person_id=ada.pk, until__isnull=True).body_id == cast.far_cell.pk
    assert "You belong to Terrace Cell since" in member.get(reverse("transfer", args=key)).text


def test_who_holds_office_is_told_beforehand_that_it_ends():
    cast = a_cast()
    page = browser_of(cast.secretary).get(reverse("ask_transfer", args=[cast.secretary.pk])).text
    assert "You hold office here: Secretary. It ends on the day of the transfer." in page


def test_a_code_that_no_cell_bears_is_said_beside_the_field_and_what_was_typed_stays():
    cast = a_cast()
    ada = a_member(cast)
    answer = browser_of(ada).post(reverse("ask_transfer", args=[ada.pk]), {"to": "XYZ", "reason": "I moved."})
    assert answer.status_code == 422
    assert "No cell bears this code." in answer.text
    assert "I moved." in answer.text


def test_a_refusal_without_reasons_comes_back_and_one_with_them_is_read_by_the_member():
    cast = a_cast()
    ada = a_member(cast)
    transfer = ask_for_transfer(actor=acting_as(ada), person_id=ada.pk, to_code=cast.far_cell.code, at=clock.now())
    key = [transfer.body_id, transfer.id]
    secretary = browser_of(cast.secretary)
    assert secretary.post(reverse("refuse_transfer", args=key), {"because": ""}).status_code == 422
    secretary.post(reverse("refuse_transfer", args=key), {"because": "Wait for the meeting."})
    assert "Wait for the meeting." in browser_of(ada).get(reverse("transfer", args=key)).text


def test_strangers_find_no_such_pages():
    cast = a_cast()
    ada = a_member(cast)
    transfer = ask_for_transfer(actor=acting_as(ada), person_id=ada.pk, to_code=cast.far_cell.code, at=clock.now())
    for who in (cast.stranger, cast.sibling_secretary, a_person(cell=cast.cell)):
        browser = browser_of(who)
        assert browser.get(reverse("ask_transfer", args=[ada.pk])).status_code == 404
        assert browser.get(reverse("transfer", args=[transfer.body_id, transfer.id])).status_code == 404


def test_somebody_new_is_taken_up_by_a_page():
    cast = a_cast()
    secretary = browser_of(cast.secretary)
    assert reverse("take_up", args=[cast.cell.pk]) in secretary.get(reverse("body", args=[cast.cell.pk])).text
    new = {"number": "N-9", "given_name": "Ben", "family_name": "Hill", "standing": "candidate"}
    page = secretary.post(reverse("take_up", args=[cast.cell.pk]), new, follow=True).text
    assert "Ben belongs to Mill Cell from today." in page
    again = secretary.post(reverse("take_up", args=[cast.cell.pk]), new)
    assert again.status_code == 422
    assert "Somebody bears this number already." in again.text


def test_who_may_not_take_up_people_is_told_so():
    cast = a_cast()
    assert browser_of(a_member(cast)).get(reverse("take_up", args=[cast.cell.pk])).status_code == 403
    assert browser_of(cast.stranger).get(reverse("take_up", args=[cast.cell.pk])).status_code == 404


@pytest.mark.parametrize("transfers", [1, 3])
def test_the_pages_ask_as_many_questions_for_one_transfer_as_for_three(transfers, django_assert_num_queries):
    cast = a_cast()
    for _ in range(transfers):
        ada = a_member(cast)
        ask_for_transfer(actor=acting_as(ada), person_id=ada.pk, to_code=cast.far_cell.code, at=clock.now())
    secretary = browser_of(cast.secretary)
    last = Transfer.objects.order_by("-id").first()
    with django_assert_num_queries(14):
        secretary.get(reverse("home"))
    with django_assert_num_queries(11):
        secretary.get(reverse("transfer", args=[last.body_id, last.id]))
