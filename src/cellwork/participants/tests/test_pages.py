"""Pages of participants, as the people standing there see them."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.conferences.phases import Phase
from cellwork.conferences.tests.builders import an_expired_chair
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.organisation.tests.builders import a_person, acting_as
from cellwork.participants import mandates
from cellwork.participants.actions.replying import accept_invitation
from cellwork.participants.models import Needs, Nomination, Place
from cellwork.participants.papers import line_of
from cellwork.participants.queries.keys import installation_key
from cellwork.participants.queries.places import public_keys
from cellwork.participants.tests.builders import (
    LATER,
    a_delegation,
    a_guest,
    a_world,
    allotted,
    in_phase,
    invited,
    listed,
    officials_taken_in,
    place,
)

pytestmark = pytest.mark.django_db


def page_of(name, world, *more):
    return reverse(name, args=[world.id, *more])


def with_a_member(world):
    """The delegate lives in a cell, so that they see the conference as members do."""
    delegate, substitute, other = a_delegation(world)
    invited(world)
    return delegate, substitute, other


def test_the_report_counts_against_the_seats_and_every_figure_opens():
    world = a_world()
    allotted(world, "delegates", {world.cast.province: 3, world.cast.far_province: 2})
    a_delegation(world)
    officials_taken_in(world)
    browser = browser_of(world.organiser)
    page = browser.get(page_of("participants", world))
    assert page.status_code == 200
    assert "Delegates" in page.text and "Have a place" in page.text
    of_one = browser.get(page_of("participants", world) + "?category=delegates").text
    assert "Delegates: by unit" in of_one and "Northern Province" in of_one and "Southern Province" in of_one
    shown = browser.get(page_of("places", world) + f"?category=delegates&unit={world.cast.province.pk}&state=holding")
    assert "Ada Reed" in shown.text and "Vera Hill" not in shown.text


def test_the_report_and_the_list_go_into_files_and_formulas_are_made_harmless():
    world = a_world()
    a_guest(world, "=1+1")
    browser = browser_of(world.organiser)
    listing = b"".join(browser.get(page_of("places_file", world)).streaming_content).decode("utf-8-sig")
    assert [row[1] for row in csv.reader(io.StringIO(listing))] == ["name", "'=1+1"]
    told = browser.get(page_of("credentials_file", world)).content.decode("utf-8-sig")
    assert ["category", "Guests", "2", "1"] in [row[:4] for row in csv.reader(io.StringIO(told))]


def test_officials_of_a_province_see_the_names_of_their_branch_and_nobody_elses():
    world = a_world()
    officials_taken_in(world)
    a_guest(world)
    browser = browser_of(world.cast.province_chair)
    text = browser.get(page_of("places", world)).text
    assert "Northern Province" in text and "Southern Province" not in text and "Guest One" not in text
    far = Place.objects.get(origin="Southern Province")
    assert browser.get(page_of("place", world, far.person_id)).status_code == 404
    whole = browser_of(world.organiser).get(page_of("places", world)).text
    assert "Southern Province" in whole and "Guest One" in whole


@pytest.mark.parametrize("name", ["participants", "places", "places_file", "credentials_file", "free_seats"])
def test_whoever_has_no_office_for_it_sees_no_list(name):
    world = a_world()
    officials_taken_in(world)
    for who in (world.cast.secretary, world.cast.stranger, a_person(cell=world.cast.cell)):
        assert browser_of(who).get(page_of(name, world)).status_code == 404
    former = an_expired_chair(world.cast.province)
    assert browser_of(former).get(page_of(name, world)).status_code == 404


def test_the_invitation_waits_on_the_first_page_and_is_answered_with_two_touches():
    world = a_world()
    delegate, *_ = with_a_member(world)
    browser = browser_of(delegate)
    home = browser.get(reverse("home")).text
    assert "You are invited: " in home and page_of("own_place", world) in home
    page = browser.get(page_of("own_place", world)).text
    assert "Do you come?" in page and "1\u00a0April\u00a02026" in page and "We look forward to you." in page
    page = browser.post(page_of("reply_to_invitation", world), {"comes": "yes"}, follow=True).text
    assert "you come" in page and "<svg" in page and "number 1" in page
    assert "You are invited: " not in browser.get(reverse("home")).text


def test_the_code_on_the_page_is_a_mandate_that_a_desk_reads_without_a_network():
    world = a_world()
    delegate, *_ = with_a_member(world)
    accept_invitation(actor=acting_as(delegate), conference_id=world.id, at=LATER)
    read = mandates.read(line_of(place(world, delegate), world.conference, installation_key()), public_keys(world.id))
    assert (read.number, read.category) == (1, "delegates")
    assert mandates.is_good(read, conference_id=world.id, today=world.conference.closes_on)
    assert not mandates.is_good(read, conference_id=world.id, today=world.conference.closes_on + timedelta(days=1))


def test_who_declines_reads_thanks_and_somebody_else_is_invited():
    world = a_world()
    delegate, substitute, _ = with_a_member(world)
    browser = browser_of(delegate)
    page = browser.post(page_of("reply_to_invitation", world), {"comes": "no", "because": "Ill."}, follow=True).text
    assert "Somebody else comes in your place" in page and "You gave this place up." in page
    assert "Do you come?" in browser_of(substitute).get(page_of("own_place", world)).text


def test_whoever_has_no_place_has_no_page_and_no_reply():
    world = a_world()
    with_a_member(world)
    browser = browser_of(a_person(cell=world.cast.cell))
    assert browser.get(page_of("own_place", world)).status_code == 404
    assert browser.post(page_of("reply_to_invitation", world), {"comes": "yes"}).status_code == 404
    assert browser.post(page_of("say_needs", world), {"diet": "None"}).status_code == 404
    assert browser.get(page_of("own_papers", world)).status_code == 404


def test_papers_are_pdf_for_the_person_and_for_those_who_invite():
    world = a_world()
    delegate, *_ = with_a_member(world)
    own = browser_of(delegate).get(page_of("own_papers", world))
    assert own.content.startswith(b"%PDF-")
    browser = browser_of(world.organiser)
    assert browser.get(page_of("print_papers", world) + "?what=letters").content.startswith(b"%PDF-")
    nothing = browser.get(page_of("print_papers", world) + "?what=mandates")
    assert nothing.status_code == 409 and "nothing to print yet" in nothing.text
    assert browser_of(world.cast.province_chair).get(page_of("print_papers", world)).status_code == 403


def test_needs_are_read_by_the_person_and_those_who_arrange_it_who_leave_a_trace():
    world = a_world()
    delegate, substitute, _ = with_a_member(world)
    browser = browser_of(delegate)
    said = {"travel": "By train.", "lodging": "on", "diet": "No nuts.", "access": ""}
    assert browser.post(page_of("say_needs", world), said).status_code == 302
    assert "No nuts." in browser.get(page_of("own_place", world)).text
    staff = browser_of(world.organiser)
    assert "No nuts." not in staff.get(page_of("read_needs", world)).text
    assert staff.post(page_of("read_needs", world), {"because": ""}).status_code == 422
    assert "No nuts." in staff.post(page_of("read_needs", world), {"because": "Ordering meals."}).text
    own = browser.get(page_of("own_place", world)).text
    assert "Ordering meals." in own and "Organiser" in own
    for who in (world.cast.chair, world.cast.province_chair, substitute):
        browser = browser_of(who)
        assert browser.get(page_of("read_needs", world)).status_code in (403, 404)
        assert browser.post(page_of("read_needs", world), {"because": "Curious."}).status_code in (403, 404)
    assert Needs.objects.get().diet == "No nuts."


def test_staff_writes_down_what_was_said_by_telephone():
    world = a_world()
    delegate, substitute, _ = with_a_member(world)
    browser = browser_of(world.organiser)
    assert browser.post(page_of("accept_for", world, delegate.pk), follow=True).status_code == 200
    assert place(world, delegate).state == "accepted"
    empty = browser.post(page_of("give_up_for", world, delegate.pk), {"how": "withdrawn", "because": ""})
    assert empty.status_code == 422 and "Say why" in empty.text
    page = browser.post(
        page_of("give_up_for", world, delegate.pk), {"how": "withdrawn", "because": "Fell ill."}, follow=True
    )
    assert "Bo Marsh comes in." in page.text and "What became of this seat" in page.text
    assert browser_of(world.cast.chair).post(page_of("accept_for", world, substitute.pk)).status_code == 403


def test_a_free_seat_is_decided_on_its_page():
    world = a_world()
    delegate, substitute, other = with_a_member(world)
    browser = browser_of(world.organiser)
    for person in (delegate, substitute):
        browser.post(page_of("give_up_for", world, person.pk), {"how": "withdrawn", "because": "Ill."})
    assert "Bo Marsh" in browser.get(page_of("free_seats", world)).text
    page = browser.get(page_of("place", world, substitute.pk)).text
    assert "Cy Ford" in page and "it would touch: Time in office" in page
    done = browser.post(
        page_of("decide_seat", world, substitute.pk), {"nearest": other.pk, "because": "The last one."}, follow=True
    )
    assert "Cy Ford has the seat." in done.text


def test_a_nomination_goes_from_the_cell_to_the_nominee_to_the_city():
    world = a_world()
    member = a_person("Ida Brook", cell=world.cast.cell)
    form = {
        "category": "exemplary",
        "number": member.number,
        "reason": "Wrote it all down.",
        "resolved_on": "2026-03-01",
    }
    secretary = browser_of(world.cast.secretary)
    odd = secretary.post(page_of("add_nomination", world, world.cast.cell.pk), form | {"reason": ""})
    assert odd.status_code == 422 and member.number in odd.text
    assert secretary.post(page_of("add_nomination", world, world.cast.cell.pk), form).status_code == 302
    nomination = Nomination.objects.get()
    nominee = browser_of(member)
    assert "You are nominated: " in nominee.get(reverse("home")).text
    url = page_of("own_nomination", world, nomination.id)
    assert "Wrote it all down." in nominee.get(url).text
    assert secretary.get(url).status_code == 404
    city = browser_of(world.cast.city_chair)
    assert "Ida Brook" not in city.get(page_of("nominations", world)).text
    assert "lies with the body above" in nominee.post(url, {"wants": "yes"}, follow=True).text
    assert "Wrote it all down." in city.get(page_of("nominations", world)).text
    assert browser_of(world.cast.stranger).get(page_of("nominations", world)).text.count("Ida Brook") == 0
    city.post(page_of("judge_nomination", world, nomination.id), {"verdict": "approve", "words": ""})
    assert place(world, member).state == "chosen"


def test_guests_elections_and_invitations_are_entered_on_pages():
    world = a_world()
    browser = browser_of(world.organiser)
    odd = browser.post(page_of("add_guest", world), {"category": "guests", "name": "", "origin": "Harbour Radio"})
    assert odd.status_code == 422 and "Harbour Radio" in odd.text
    page = browser.post(page_of("add_guest", world), {"category": "guests", "name": "Ann Guest"}, follow=True)
    assert "Ann Guest has place number 1." in page.text
    in_phase(world, Phase.CHOSEN)
    today = clock.now().date()
    assert (
        browser.post(page_of("invite_participants", world), {"words": "Come.", "reply_by": "soon"}).status_code == 422
    )
    if today <= world.conference.opens_on:
        invite = {"words": "Come.", "reply_by": world.conference.opens_on.isoformat()}
        assert "1 people are invited" in browser.post(page_of("invite_participants", world), invite, follow=True).text
    chair = browser_of(world.cast.province_chair)
    url = page_of("add_election", world, world.cast.province.pk)
    assert "Who stood" in chair.get(url).text
    assert browser_of(world.cast.stranger).get(url).status_code == 403
    assert chair.post(url, {"category": "elected", "number_1": "P1", "votes_1": "many"}).status_code == 422


def test_taking_in_is_one_button():
    world = a_world()
    listed(world, "officials", (world.cast.province_chair, world.cast.province))
    browser = browser_of(world.organiser)
    assert "1\u00a0person by office" in browser.get(page_of("participants", world)).text
    page = browser.post(page_of("take_in", world, "officials"), follow=True)
    assert "1 people have a place now." in page.text


@pytest.mark.parametrize(("name", "most"), [("participants", 25), ("places", 20)])
def test_pages_cost_the_same_for_one_and_for_many(name, most):
    world = a_world()
    browser = browser_of(world.organiser)
    costs = []
    for number in (1, 3):
        while Place.objects.count() < number:
            a_guest(world, f"Reporter {Place.objects.count()}", category="press")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(page_of(name, world)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] and costs[0] <= most, costs


def test_ones_own_page_and_a_seat_cost_few_questions():
    world = a_world()
    delegate, *_ = with_a_member(world)
    for who, url, most in (
        (delegate, page_of("own_place", world), 20), (world.organiser, page_of("place", world, delegate.pk), 20),
    ):  # fmt: skip
        browser = browser_of(who)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(url).status_code == 200
        assert len(queries) <= most, len(queries)
