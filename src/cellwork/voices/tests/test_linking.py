"""What the form of an answer offers to point at: clauses of decisions in force that concern the body."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.drafting import ClauseText
from cellwork.decisions.tests.builders import a_cast, a_draft, a_task, an_adopted_decision
from cellwork.decisions.tests.test_views import browser_of
from cellwork.kernel import clock
from cellwork.organisation.tests.builders import SPRING, acting_as
from cellwork.voices.actions.returning import tell_of_movement
from cellwork.voices.models import Answer
from cellwork.voices.queries.linking import AtDesk, linked_at, things_in
from cellwork.voices.tests.desks import a_hearing_cast, a_voice, history

pytestmark = pytest.mark.django_db


def offered(cast, body, person):
    """Keys of the clauses offered at a body's desk."""
    headings = things_in(linked_at(AtDesk(person_id=person.pk, body=body, at=SPRING)))
    return [thing.key for _, things in headings for thing in things if thing.kind == "clause"]


def keys(decision, *numbers):
    return [f"clause:{decision.pk}", *(f"clause:{decision.pk}:{number}" for number in numbers)]


def test_a_committee_points_at_any_clause_and_a_cell_at_those_that_address_it():
    cast = a_cast()
    for_provinces = ClauseText(text="Send lamps.", audience="kinds", codes=["province"], due_on=SPRING.date())
    decision = an_adopted_decision(cast, a_task(), for_provinces, a_task("Count the lamps."))
    assert offered(cast, cast.city, cast.city_chair) == keys(decision, 1, 2, 3)
    assert offered(cast, cast.cell, cast.secretary) == keys(decision, 1, 3)


def test_drafts_what_is_withdrawn_and_decisions_of_other_branches_are_not_offered():
    cast = a_cast()
    a_draft(cast)
    gone = an_adopted_decision(cast)
    withdraw_decision(actor=acting_as(cast.chair), decision_id=gone.pk, because="Done.", at=SPRING + timedelta(days=1))
    own = an_adopted_decision(cast, by=cast.province, person=cast.province_chair)
    assert offered(cast, cast.city, cast.city_chair) == keys(own, 1)
    assert offered(cast, cast.far_city, cast.city_chair) == []


def test_an_answer_points_at_the_clause_that_was_chosen_and_its_author_is_told_of_that_one_alone():
    cast = a_hearing_cast()
    decision = an_adopted_decision(cast, a_task(), a_task("Count the lamps."))
    key = a_voice(cast, on=clock.now().date())
    browser = browser_of(cast.city_chair)
    page = browser.get(reverse("desk_voice", args=[cast.city.pk, key.cell_id, key.voice_id])).text
    assert "2. Count the lamps." in page
    typed = {"kind": "done", "words": "By our decision.", "voices": f"{key.cell_id}:{key.voice_id}"}
    link = {"link": f"clause:{decision.pk}:2"}
    assert browser.post(reverse("desk_answer", args=[cast.city.pk]), typed | link).status_code == 302
    answer = Answer.objects.get()
    assert (answer.link_id, answer.link_clause, answer.link_title) == (decision.pk, 2, "On reading rooms")
    moved = {"kind": "clause", "thing_id": decision.pk, "at": clock.now()}
    assert tell_of_movement(**moved, words="The first.", clause=1) == 0
    assert tell_of_movement(**moved, words="The second.", clause=2) == 1
    assert history(key)[-1] == "moved"


@pytest.mark.parametrize("link", ["clause:nothing", "clause:", "x", "clause:00000000-0000-0000-0000-000000000000:1"])
def test_what_no_page_offers_is_refused_and_the_words_are_kept(link):
    cast = a_hearing_cast()
    key = a_voice(cast, on=clock.now().date())
    typed = {"kind": "done", "words": "By our decision.", "voices": f"{key.cell_id}:{key.voice_id}", "link": link}
    refused = browser_of(cast.city_chair).post(reverse("desk_answer", args=[cast.city.pk]), typed)
    assert refused.status_code == 422
    assert "The answer cannot point there any more." in refused.text
    assert "By our decision." in refused.text
