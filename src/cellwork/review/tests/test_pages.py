"""Pages of reviews, as the people standing there see them."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.decisions.tests.test_views import browser_of
from cellwork.organisation.tests.builders import a_body, acting_as
from cellwork.review.actions.gathering import give_theme, put_theme_on_the_agenda
from cellwork.review.actions.making import show_dossier
from cellwork.review.layout import SECTIONS
from cellwork.review.models import Contribution, ContributionDraft, Dossier
from cellwork.review.queries.preparing import agenda_of
from cellwork.review.tests.builders import LATER, Room, a_delegate, a_question, a_room, asked_for, made, written

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25


def page(name: str, room: Room, *more: object) -> str:
    return reverse(name, args=[room.id, *more])


def edition_page(name: str, dossier: Dossier, *more: object) -> str:
    return reverse(name, args=[dossier.body_id, dossier.number, *more])


def shown_edition(room: Room) -> Dossier:
    dossier = made(room)
    show_dossier(actor=acting_as(room.cast.chair), body_id=dossier.body_id, number=dossier.number, at=LATER)
    return dossier


def test_the_chair_has_an_edition_made_on_the_page_and_sees_how_far_it_is():
    room = a_room(now=True)
    browser = browser_of(room.cast.chair)
    asked = browser.post(page("conference_review", room), {"since": "2026-01-01"}, follow=True)
    assert "Edition 1 is being made" in asked.text
    assert Dossier.objects.get().conference_id == room.id
    wrong = browser.post(reverse("dossiers", args=[room.cast.centre.pk]), {"since": "31.12."})
    assert wrong.status_code == 422


def test_every_section_is_told_in_words_and_numbers():
    room = a_room()
    dossier = made(room)
    browser = browser_of(room.cast.chair)
    whole = browser.get(edition_page("dossier", dossier)).text
    assert "1 decision stood over Central Committee" in whole and "members and candidates belong to" in whole
    for section in SECTIONS:
        assert browser.get(edition_page("dossier_section", dossier, section)).status_code == 200
    assert browser.get(edition_page("dossier_section", dossier, "nothing")).status_code == 404


def test_a_decision_is_told_clause_by_clause_and_its_numbers_open_the_bodies():
    room = a_room()
    dossier = made(room)
    browser = browser_of(room.cast.chair)
    decision_id = room.conference.decision_id
    shown = browser.get(edition_page("dossier_decision", dossier, decision_id)).text
    assert "Repair the reading room." in shown
    assert edition_page("dossier_bodies", dossier, decision_id, 1, "waiting") in shown
    # Whoever could still answer when it was counted never did until today.
    listed = browser.get(edition_page("dossier_bodies", dossier, decision_id, 1, "unanswered")).text
    assert "Mill Cell" in listed and "Terrace Cell" in listed
    assert browser.get(edition_page("dossier_bodies", dossier, decision_id, 1, "whatever")).status_code == 404


def test_vacant_posts_open():
    room = a_room()
    dossier = made(room)
    assert "Vineyard City" in browser_of(room.cast.chair).get(edition_page("dossier_vacant", dossier)).text


def test_curves_can_be_those_of_one_branch():
    room = a_room()
    dossier = made(room)
    browser = browser_of(room.cast.chair)
    address = edition_page("dossier_section", dossier, "secretaries")
    assert browser.get(address, {"unit": room.cast.province.path}).status_code == 200
    assert browser.get(address, {"unit": "ZZZZ"}).status_code == 404


def test_the_paper_is_a_pdf_with_all_of_it():
    room = a_room()
    dossier = made(room)
    answer = browser_of(room.cast.chair).get(edition_page("dossier_pdf", dossier))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize("who", ["sibling", "stranger", "below"])
def test_strangers_find_no_edition_at_all(who):
    room = a_room()
    dossier = made(room)
    person = {"sibling": room.cast.secretary, "stranger": room.cast.stranger, "below": room.cast.province_chair}[who]
    browser = browser_of(person)
    for address in (
        edition_page("dossier", dossier), edition_page("dossier_section", dossier, "voices"),
        edition_page("dossier_pdf", dossier), edition_page("dossier_vacant", dossier), reverse("dossiers", args=[dossier.body_id]),
    ):  # fmt: skip
        assert browser.get(address).status_code == 404, address


def test_a_participant_reads_what_was_put_before_them_and_nothing_behind_its_numbers():
    room = a_room()
    delegate = a_delegate(room, cell=room.cast.far_cell)
    dossier = shown_edition(room)
    browser = browser_of(delegate)
    whole = browser.get(edition_page("dossier", dossier))
    assert (
        whole.status_code == 200
        and "Northern Province" in browser.get(edition_page("dossier_section", dossier, "organisation")).text
    )
    assert browser.get(edition_page("dossier_pdf", dossier)).status_code == 200
    shown = browser.get(edition_page("dossier_decision", dossier, room.conference.decision_id)).text
    behind = edition_page("dossier_bodies", dossier, room.conference.decision_id, 1, "waiting")
    assert behind not in shown and "/below/" not in shown
    for hidden in (behind, edition_page("dossier_vacant", dossier), reverse("dossiers", args=[dossier.body_id])):
        assert browser.get(hidden).status_code == 404, hidden
    assert browser.post(edition_page("show_dossier", dossier)).status_code in (403, 409)


def test_an_edition_that_is_being_made_says_so():
    room = a_room()
    dossier = asked_for(room)
    browser = browser_of(room.cast.chair)
    assert "is being made" in browser.get(edition_page("dossier", dossier)).text
    assert browser.get(edition_page("dossier_pdf", dossier)).status_code == 404


def test_a_participant_prepares_on_one_page():
    room = a_room(now=True)
    a_question(room)
    delegate = a_delegate(room)
    shown = browser_of(delegate).get(page("conference_prepare", room)).text
    assert "How do cells keep warm?" in shown and "Mill Cell since" in shown and "Write a contribution" in shown
    for other in (room.cast.secretary, room.organiser, room.cast.stranger):
        assert browser_of(other).get(page("conference_prepare", room)).status_code == 404


def test_a_contribution_is_kept_by_script_and_by_button_then_sent_and_withdrawn():
    room = a_room(now=True)
    a_question(room)
    browser = browser_of(a_delegate(room))
    draft, form = page("contribution_draft", room, 1), page("contribute", room, 1)
    kept = browser.post(draft, {"words": "Half a", "shown": "office"}, headers={"X-Kept-By": "script"})
    assert kept.status_code == 204 and ContributionDraft.objects.get().words == "Half a"
    browser.post(draft, {"words": "Half a sentence", "shown": "office"})
    assert "Half a sentence" in browser.get(form).text
    unfit = browser.post(form, {"words": " ", "shown": "name"})
    assert unfit.status_code == 422 and "There are no words yet" in unfit.text
    sent = browser.post(form, {"words": "Our stove burns.", "shown": "office"}, follow=True).text
    assert "a member of Northern Province" in sent and Contribution.objects.count() == 1
    assert browser.post(draft, {"words": "Late"}, headers={"X-Kept-By": "script"}).status_code == 409
    browser.post(page("withdraw_contribution", room, 1))
    assert "Our stove burns." in browser.get(form).text


def test_those_who_prepare_put_questions_and_papers_and_gather_what_is_written():
    room = a_room(now=True)
    browser = browser_of(room.organiser)
    browser.post(page("conference_agenda", room), {"title": "How do cells keep warm?", "asked": "What **helped**."})
    paper = BytesIO(b"%PDF-1.7 figures")
    paper.name = "figures.pdf"
    browser.post(page("put_paper", room, 1), {"paper": "Figures", "document": paper})
    (asked,) = agenda_of(room.id)
    delegate = a_delegate(room)
    contribution = written(room, delegate, by_name=False)
    shown = browser.get(page("contributions", room, 1)).text
    assert "a member of Northern Province" in shown and "Ada Reed" not in shown
    given = browser.post(
        page("give_theme", room, 1), {"contribution": str(contribution.id), "title": "Stoves"}, follow=True
    )
    assert "Stoves" in given.text
    assert "this one" in browser.get(page("contributions_alike", room, 1, contribution.id)).text
    told = browser_of(delegate).get(page("conference_paper", room, asked.papers[0].id))
    assert told.content == b"%PDF-1.7 figures" and "attachment" in told["Content-Disposition"]
    assert browser_of(room.cast.stranger).get(page("conference_paper", room, asked.papers[0].id)).status_code == 404


def test_mistakes_come_back_to_the_form_that_holds_them():
    room = a_room(now=True)
    browser = browser_of(room.organiser)
    assert browser.post(page("conference_agenda", room), {"title": " "}).status_code == 422
    a_question(room)
    assert browser.post(page("put_paper", room, 1), {"paper": "Figures"}).status_code == 422
    assert browser.post(page("agenda_question", room, 1), {"title": ""}).status_code == 422
    assert browser.post(page("give_theme", room, 1), {"title": "Stoves"}).status_code == 422


def test_participants_and_strangers_do_not_see_what_is_gathered():
    room = a_room(now=True)
    a_question(room)
    delegate = a_delegate(room)
    written(room, delegate)
    for person in (delegate, room.cast.stranger, room.cast.province_chair):
        browser = browser_of(person)
        for address in (page("conference_agenda", room), page("contributions", room, 1)):
            assert browser.get(address).status_code == 404


def test_an_author_is_told_that_a_theme_is_on_the_agenda():
    room = a_room(now=True)
    a_question(room)
    delegate = a_delegate(room)
    theme = give_theme(
        actor=acting_as(room.organiser), conference_id=room.id, number=1, contributions=[written(room, delegate).id],
        title="Stoves", at=LATER,
    )  # fmt: skip
    put_theme_on_the_agenda(
        actor=acting_as(room.organiser), conference_id=room.id, theme_id=theme.id, title="", asked="", at=LATER
    )
    browser = browser_of(delegate)
    assert "question 2 of the conference" in browser.get(page("conference_prepare", room)).text
    assert "Stoves" in browser.get("/").text


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_a_known_number_of_questions(many):
    room = a_room(now=True)
    for number in range(many):
        a_question(room, f"Question {number}")
        a_body(kind="province", under=room.cast.centre)
    delegates = [a_delegate(room, f"Ada {n}") for n in range(many)]
    for delegate in delegates:
        for number in range(1, many + 1):
            written(room, delegate, number=number)
    dossier = shown_edition(room)
    browsers = {person.pk: browser_of(person) for person in (room.cast.chair, delegates[0], room.organiser)}
    for person, address in (
        (room.cast.chair, edition_page("dossier", dossier)),
        (room.cast.chair, edition_page("dossier_section", dossier, "shortcomings")),
        (room.cast.chair, edition_page("dossier_pdf", dossier)),
        (room.cast.chair, page("conference_review", room)),
        (delegates[0], page("conference_prepare", room)),
        (delegates[0], page("contribute", room, 1)),
        (room.organiser, page("conference_agenda", room)),
        (room.organiser, page("contributions", room, 1)),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as found:
            assert browsers[person.pk].get(address).status_code == 200
        assert len(found) <= MOST_QUERIES, (address, len(found), json.dumps([q["sql"][:90] for q in found], indent=1))
