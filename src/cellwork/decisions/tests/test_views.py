"""Pages of decisions, as the people standing there see them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.decisions.models import Decision, Directive
from cellwork.decisions.tests.builders import a_cast, a_draft, a_task, accepted, an_adopted_decision, reported
from cellwork.kernel import clock
from cellwork.people.actions import create_account

pytestmark = pytest.mark.django_db


def browser_of(person) -> Client:
    """The person, signed in."""
    client = Client()
    client.force_login(
        create_account(sign_in_name=person.number, person_id=person.pk),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def a_task_ahead(**fields):
    """A task whose date lies ahead of the real clock."""
    return a_task(due_on=(clock.now() + timedelta(days=60)).date(), **fields)


def directive_url(decision, cell, name="directive", **more):
    return reverse(name, kwargs={"decision_id": decision.pk, "body_id": cell.pk, **more})


def test_a_secretary_opens_a_decision_and_it_counts_as_read():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    page = browser_of(cast.secretary).get(directive_url(decision, cast.cell))
    assert page.status_code == 200
    assert "How will Mill Cell carry this out?" in page.text
    assert Directive.objects.get(body_id=cast.cell.pk).state == "read"


def test_the_chair_above_opens_it_without_it_counting_as_read():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    page = browser_of(cast.city_chair).get(directive_url(decision, cast.cell))
    assert page.status_code == 200
    assert "How will" not in page.text
    assert Directive.objects.get(body_id=cast.cell.pk).state == "received"


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger"])
def test_a_stranger_does_not_learn_that_the_directive_exists(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    browser = browser_of(getattr(cast, who))
    assert browser.get(directive_url(decision, cast.cell)).status_code == 404
    assert browser.post(directive_url(decision, cast.cell, "accept"), {"plan": "x"}).status_code == 403


def test_the_whole_way_through_the_pages():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task_ahead(measure="words"), at=clock.now())
    secretary, above = browser_of(cast.secretary), browser_of(cast.city_chair)
    here = directive_url(decision, cast.cell)
    assert secretary.post(directive_url(decision, cast.cell, "accept"), {"plan": ""}).status_code == 422
    page = secretary.post(
        directive_url(decision, cast.cell, "accept"), {"plan": "On Saturday.", "line-1-who": "Ina"}, follow=True
    )
    assert "Accepted. Now tell of each clause" in page.text and "Ina" in page.text
    told = secretary.post(directive_url(decision, cast.cell, "progress", clause=1), {"words": "", "done": "on"})
    assert told.status_code == 422 and "asks for an account in words" in told.text
    secretary.post(
        directive_url(decision, cast.cell, "progress", clause=1), {"words": "The room is open.", "done": "on"}
    )
    assert "Report the whole as done" in secretary.get(here).text
    secretary.post(directive_url(decision, cast.cell, "done"), {"report": "It went well."})
    assert "Is it so?" in above.get(here).text
    above.post(directive_url(decision, cast.cell, "verify"))
    assert Directive.objects.get(body_id=cast.cell.pk).state == "verified"
    assert "verified" in browser_of(cast.chair).get(reverse("overview", args=[decision.pk, cast.centre.pk])).text


def parts_of(page: str) -> dict[str, str]:
    """The parts that a form's answer replaces, without what differs by nature (the token, the mark of a part)."""
    page = re.sub(r' hx-swap-oob="true"|value="[A-Za-z0-9]{64}"', "", page)
    found = {}
    for name, end in (
        ("clause-1", "</section>"),
        ("standing", "</p>"),
        ("finishing", "</div>"),
        ("what-happened", "</div>"),
    ):
        begin = page.index(f'id="{name}"')
        found[name] = page[begin : page.index(end, begin)]
    return found


def test_the_card_that_answers_a_form_is_the_card_on_the_page():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task_ahead(), at=clock.now())
    accepted(cast, decision)
    secretary = browser_of(cast.secretary)
    card = secretary.post(
        directive_url(decision, cast.cell, "progress", clause=1), {"words": "Begun."}, headers={"hx-request": "true"}
    )
    assert card.text.strip().startswith('<section class="clause"')
    page = parts_of(secretary.get(directive_url(decision, cast.cell)).text)
    for name, part in parts_of(card.text).items():
        assert part == page[name], name


def test_a_chair_drafts_and_adopts_in_the_browser():
    cast = a_cast()
    chair = browser_of(cast.chair)
    draft = reverse("draft", args=[cast.centre.pk])
    more = chair.post(draft, {"do": "more", "title": "On wells", "clauses": "1", "clause-1-text": "Dig."})
    assert more.status_code == 200 and "Clause 2" in more.text and "Dig." in more.text
    due = (clock.now() + timedelta(days=60)).date().isoformat()
    typed = {
        "do": "keep", "title": "On wells", "clauses": "1", "clause-1-text": "Dig a well.", "clause-1-kind": "task",
        "clause-1-audience": "sector:farming", "clause-1-due_on": due, "clause-1-measure": "number", "clause-1-target": "1",
        "clause-1-unit": "wells",
    }  # fmt: skip
    kept = chair.post(draft, typed, follow=True)
    assert "On adoption the text is fixed" in kept.text and "2\u00a0cells" in kept.text
    decision = Decision.objects.get()
    chair.post(reverse("adopt", args=[decision.pk]))
    assert Directive.objects.count() == 2


def test_a_draft_says_which_clause_addresses_nobody_before_anybody_adopts_it():
    cast = a_cast()
    draft = a_draft(cast, a_task_ahead(), a_task_ahead(audience="bodies", codes=["no such code"]))
    page = browser_of(cast.chair).get(reverse("decision", args=[draft.pk])).text
    assert "Clause 2 addresses no body below." in page
    assert reverse("adopt", args=[draft.pk]) not in page


def test_a_draft_with_mistakes_comes_back_with_all_that_was_typed():
    cast = a_cast()
    page = browser_of(cast.chair).post(
        reverse("draft", args=[cast.centre.pk]),
        {
            "do": "keep",
            "title": "On wells",
            "clauses": "1",
            "clause-1-text": "Dig a well.",
            "clause-1-due_on": "2026-02-30",
        },
    )
    assert page.status_code == 422
    assert "This date does not exist." in page.text and "Dig a well." in page.text


def test_what_waits_on_each_office_is_on_one_list():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task_ahead(), at=clock.now())
    assert decision.title in browser_of(cast.secretary).get("/").text
    reported(cast, decision)
    assert "Mill Cell reported done" in browser_of(cast.city_chair).get("/").text


@pytest.mark.parametrize("name", ["overview", "every_body", "overview_figures"])
def test_overviews_are_seen_from_the_own_branch_only(name):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    for person, expected in ((cast.city_chair, 200), (cast.chair, 200), (cast.secretary, 404), (cast.stranger, 404)):
        assert browser_of(person).get(reverse(name, args=[decision.pk, cast.city.pk])).status_code == expected


def test_a_past_day_shows_what_was_so_then():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task_ahead(), at=clock.now() - timedelta(days=5))
    page = browser_of(cast.chair).get(
        reverse("overview", args=[decision.pk, cast.centre.pk]),
        {"day": (clock.now() - timedelta(days=2)).date().isoformat()},
    )
    assert "As it was at the end of" in page.text
    before = browser_of(cast.city_chair).get(
        reverse("overview", args=[decision.pk, cast.city.pk]), {"day": "2020-01-01"}
    )
    assert before.status_code == 422


def test_the_body_page_shows_names_near_and_counts_far():
    cast = a_cast()
    page = reverse("body", args=[cast.cell.pk])
    name = cast.secretary.name
    assert f">{name}</a>" in browser_of(cast.secretary).get(page).text
    assert f">{name}</a>" in browser_of(cast.city_chair).get(page).text
    far = browser_of(cast.province_chair).get(page).text
    assert f">{name}</a>" not in far and "1\u00a0person" in far
    assert browser_of(cast.stranger).get(page).status_code == 404


def test_the_map_has_a_square_for_every_body_and_each_leads_to_its_body():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task_ahead(), at=clock.now())
    accepted(cast, decision)
    chair = browser_of(cast.chair)
    key = [decision.pk, cast.centre.pk]
    assert chair.get(reverse("map", args=key)).status_code == 200
    assert chair.get(reverse("map_letters", args=key)).json() == {cast.province.path: "da", cast.far_province.path: "a"}
    second = reverse("map_one", args=[*key, 1]) + f"?branch={cast.province.path}"
    assert chair.get(second + "&say=1").json() == {"name": "Quay Cell", "above": "Harbour City", "state": "received"}
    assert chair.get(second).url == directive_url(decision, cast.sibling)
    assert browser_of(cast.province_chair).get(reverse("map_letters", args=key)).status_code == 404


def test_opening_a_decision_for_the_first_time_asks_a_known_number_of_questions_with_the_act_of_reading_among_them():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    browser = browser_of(cast.secretary)
    with CaptureQueriesContext(connection) as asked:
        browser.get(directive_url(decision, cast.cell))
    questions = [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(questions) == 25
