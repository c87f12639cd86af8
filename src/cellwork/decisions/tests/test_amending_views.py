"""Pages of amendments, as the people standing there see them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.decisions.actions.guiding import give_guidance
from cellwork.decisions.models import Amendment, Decision, Directive, Wording
from cellwork.decisions.tests.builders import a_cast, accepted, an_adopted_decision
from cellwork.decisions.tests.redrafting import amended, an_amendment, changed
from cellwork.decisions.tests.test_views import a_task_ahead, browser_of, directive_url
from cellwork.kernel import clock
from cellwork.kernel.guarding import unguarded
from cellwork.organisation.tests.builders import acting_as

pytestmark = pytest.mark.django_db


def ahead(days: int = 60) -> str:
    return (clock.now() + timedelta(days=days)).date().isoformat()


def a_decision_ahead(cast, *clauses):
    return an_adopted_decision(cast, *(clauses or [a_task_ahead(text="Repair the room.")]), at=clock.now())


def amended_now(cast, decision, text="Repair and paint the room."):
    due = a_task_ahead().due_on
    return amended(cast, decision, changed(1, text, due_on=due), because="It is damp.", at=clock.now())


def page_of(name, *key):
    return reverse(name, args=[each if isinstance(each, int) else each.pk for each in key])


def test_a_chair_amends_in_the_browser_and_sees_the_difference_before_it_is_adopted():
    cast = a_cast()
    decision = a_decision_ahead(cast)
    accepted(cast, decision)
    chair = browser_of(cast.chair)
    assert "Amend" in chair.get(page_of("decision", decision)).text
    sheet = chair.get(page_of("amend", decision))
    assert "Repair the room." in sheet.text and "Strike this clause" in sheet.text
    typed = {
        "do": "keep", "because": "It is damp.", "clauses": "2",
        "clause-1-number": "1", "clause-1-text": "Repair and paint the room.", "clause-1-kind": "task",
        "clause-1-audience": "cells", "clause-1-due_on": ahead(90), "clause-1-measure": "done",
        "clause-2-number": "0", "clause-2-text": "Air it.", "clause-2-kind": "statement", "clause-2-audience": "cells",
    }  # fmt: skip
    more = chair.post(page_of("amend", decision), typed | {"do": "more"})
    assert more.status_code == 200 and "Air it." in more.text and not Amendment.objects.exists()
    seen = chair.post(page_of("amend", decision), typed, follow=True)
    assert '<ins><span class="unseen">[added: </span>and paint<span class="unseen">]</span></ins>' in seen.text
    assert "New clause" in seen.text and "3\u00a0bodies" in seen.text
    assert "Paint" not in browser_of(cast.secretary).get(directive_url(decision, cast.cell)).text
    after = chair.post(page_of("adopt_amendment", decision), follow=True)
    assert "as amended on" in after.text and "As first adopted" in after.text
    assert Decision.objects.get().wording == 2


def test_an_amendment_that_was_changed_while_somebody_read_it_is_not_adopted_unread():
    cast = a_cast()
    decision = a_decision_ahead(cast)
    due = a_task_ahead().due_on
    an_amendment(cast, decision, changed(1, "Paint it.", due_on=due))
    chair = browser_of(cast.chair)
    page = chair.get(page_of("amendment", decision)).text
    read = re.findall(r'name="read_as_of" value="([^"]+)"', page)[0]
    with unguarded("another officer changes the draft an hour later"):
        Amendment.objects.update(revised_at=F("revised_at") + timedelta(hours=1))
    assert chair.post(page_of("adopt_amendment", decision), {"read_as_of": read}).status_code == 409
    assert Wording.objects.count() == 1
    now = Amendment.objects.get().revised_at.isoformat()
    assert chair.post(page_of("adopt_amendment", decision), {"read_as_of": now}).status_code == 302


def test_a_clause_that_would_address_nobody_is_named_before_the_amendment_is_adopted():
    cast = a_cast()
    decision = a_decision_ahead(cast)
    nobody = a_task_ahead(text="Air it.", audience="bodies", codes=["nobody"])
    an_amendment(cast, decision, changed(1, "Repair the room.", due_on=a_task_ahead().due_on), nobody)
    page = browser_of(cast.chair).get(page_of("amendment", decision)).text
    assert "Clause 2 addresses no body below." in page and "Adopt the amendment" not in page


def test_an_amendment_with_mistakes_comes_back_with_all_that_was_typed():
    cast = a_cast()
    decision = a_decision_ahead(cast)
    typed = {"do": "keep", "because": "", "clauses": "1", "clause-1-number": "1", "clause-1-text": "Paint it."}
    page = browser_of(cast.chair).post(page_of("amend", decision), typed | {"clause-1-due_on": ahead()})
    assert page.status_code == 422 and "Say why" in page.text and "Paint it." in page.text
    wrong = browser_of(cast.city_chair).get(page_of("amend", decision))
    assert wrong.status_code == 403


@pytest.mark.parametrize("who", ["province_chair", "city_chair", "secretary"])
def test_a_draft_of_an_amendment_is_seen_by_the_body_that_decided_alone(who):
    cast = a_cast()
    decision = a_decision_ahead(cast)
    an_amendment(cast, decision, changed(1, "Paint it."))
    person = browser_of(getattr(cast, who))
    assert person.get(page_of("amendment", decision)).status_code == 404
    assert "draft of an amendment" not in person.get(page_of("decision", decision)).text
    assert browser_of(cast.chair).get(page_of("amendment", decision)).status_code == 200


def test_a_cell_reads_the_difference_first_and_accepts_it():
    cast = a_cast()
    decision = a_decision_ahead(cast)
    accepted(cast, decision)
    give_guidance(
        actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.city.pk, text="Begin in the hills.",
        by_date=None, at=clock.now(),
    )  # fmt: skip
    amended_now(cast, decision)
    secretary = browser_of(cast.secretary)
    assert "Amended. Read what changed, and accept it." in secretary.get("/").text
    page = secretary.get(directive_url(decision, cast.cell)).text
    assert page.index("It is damp.") < page.index("Begin in the hills.") < page.index('id="clause-1"')
    assert '<ins><span class="unseen">[added: </span>and paint<' in page
    above = browser_of(cast.city_chair).get(directive_url(decision, cast.cell)).text
    assert "It is damp." in above and "Accept what changed" not in above
    done = secretary.post(
        directive_url(decision, cast.cell, "accept_amendment"), {"wording": "2", "plan": "White paint."}, follow=True
    )
    assert "Accepted as it is now." in done.text and "White paint." in done.text
    assert Directive.objects.get(body_id=cast.cell.pk).amend_by is None
    assert "Amended. Read what changed" not in secretary.get("/").text


def test_a_form_sent_with_the_words_before_is_refused():
    cast = a_cast()
    decision = a_decision_ahead(cast)
    secretary = browser_of(cast.secretary)
    secretary.get(directive_url(decision, cast.cell))
    amended_now(cast, decision)
    late = secretary.post(directive_url(decision, cast.cell, "accept"), {"plan": "On Saturday."})
    assert late.status_code == 409 and "amended" in late.text
    page = secretary.get(directive_url(decision, cast.cell)).text
    assert 'name="wording" value="2"' in page
    secretary.post(directive_url(decision, cast.cell, "accept"), {"plan": "On Saturday.", "wording": "2"})
    assert Directive.objects.get(body_id=cast.cell.pk).state == "accepted"


def test_every_wording_stays_readable_for_whoever_may_read_the_decision():
    cast = a_cast()
    decision = a_decision_ahead(cast)
    amended_now(cast, decision)
    secretary = browser_of(cast.secretary)
    first = secretary.get(page_of("wording", decision, 1))
    assert "Repair the room." in first.text and "A later wording is in force." in first.text
    second = secretary.get(page_of("wording", decision, 2)).text
    assert "It is damp." in second
    assert all(each.fingerprint in second for each in Wording.objects.all())
    assert secretary.get(page_of("wording", decision, 3)).status_code == 404


def test_a_wording_of_another_branch_is_not_there():
    cast = a_cast()
    decision = an_adopted_decision(cast, by=cast.province, person=cast.province_chair)
    stranger = browser_of(cast.stranger)
    assert stranger.get(page_of("wording", decision, 1)).status_code == 404
    assert stranger.get(page_of("amendment", decision)).status_code == 404


def test_the_overview_says_how_many_have_still_to_accept_and_opens_to_them():
    cast = a_cast()
    decision = a_decision_ahead(cast)
    accepted(cast, decision)
    amended_now(cast, decision)
    chair = browser_of(cast.chair)
    assert "1\u00a0body</a> below had accepted before" in chair.get(page_of("overview", decision, cast.centre)).text
    listed = chair.get(page_of("every_body", decision, cast.centre), {"state": "amended"}).text
    assert "Mill Cell" in listed and "Quay Cell" not in listed


def test_a_past_day_is_judged_by_the_words_in_force_then():
    cast = a_cast()
    before = clock.now() - timedelta(days=5)
    due = (clock.now() - timedelta(days=3)).date()
    decision = an_adopted_decision(cast, a_task_ahead(text="Repair the room."), at=before)
    soon = a_task_ahead().due_on
    amended(cast, decision, changed(1, "Repair the room.", due_on=clock.now().date()), at=clock.now())
    assert soon != due
    day = (clock.now() - timedelta(days=2)).date().isoformat()
    page = browser_of(cast.chair).get(page_of("overview", decision, cast.centre), {"day": day}).text
    assert f'datetime="{soon.isoformat()}"' in page


@pytest.mark.parametrize(
    ("who", "name", "questions"),
    [
        ("secretary", "directive", 21),
        ("city_chair", "overview", 13),
        ("chair", "amendment", 13),
        ("chair", "amend", 8),
    ],
)
def test_pages_of_an_amended_decision_ask_a_known_number_of_questions(who, name, questions):
    cast = a_cast()
    decision = a_decision_ahead(cast)
    accepted(cast, decision)
    amended_now(cast, decision)
    if name in ("amendment", "amend"):
        an_amendment(cast, decision, changed(1, "Once more.", due_on=a_task_ahead().due_on))
    browser = browser_of(getattr(cast, who))
    key = {"directive": [cast.cell], "overview": [cast.city]}.get(name, [])
    browser.get("/account/")
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page_of(name, decision, *key)).status_code == 200
    assert len(asked) == questions
