"""What a clause means: alike questions have one answer, which each asker reads beside its own words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cellwork.decisions.actions.carrying_out import ask_question
from cellwork.decisions.actions.explaining import AlreadyPublished, answer_question, publish_explanation
from cellwork.decisions.actions.verifying import AlreadyAnswered
from cellwork.decisions.models import Explanation, Question
from cellwork.decisions.queries.explaining import alike_with, clauses_asked
from cellwork.decisions.queries.reading import directive_visible_to
from cellwork.decisions.queries.waiting import answers_owed
from cellwork.decisions.tests.builders import a_cast, a_task, an_adopted_decision
from cellwork.decisions.tests.test_views import browser_of, directive_url
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db
LATER = SPRING + timedelta(hours=2)

PAY = "Who pays for the books of the reading room?"
ALSO_PAY = "Who pays for the books in our reading room?"
WHEN = "May we open it only in the evening?"


def asked(cast, decision, text=PAY, *, cell=None, by=None, clause=1, hours=1):
    return ask_question(
        actor=acting_as(by or cast.secretary), decision_id=decision.pk, body_id=(cell or cast.cell).pk, clause=clause,
        text=text, at=SPRING + timedelta(hours=hours),
    )  # fmt: skip


def answered(cast, question, *, alike=(), publish=False, by=None, answer="The city pays.", at=LATER):
    return answer_question(
        actor=acting_as(by or cast.chair), body_id=question.body_id, question_id=question.id, answer=answer,
        alike=[each.id for each in alike], publish=publish, at=at,
    )  # fmt: skip


def three_questions(cast, decision):
    mine = asked(cast, decision)
    same = asked(cast, decision, ALSO_PAY, cell=cast.sibling, by=cast.sibling_secretary)
    other = asked(cast, decision, WHEN, cell=cast.far_cell, by=cast.stranger)
    return mine, same, other


def here(cast, decision, cell, by):
    return directive_visible_to(by.pk, decision.pk, cell.pk, at=LATER).clauses[0].questions


def test_questions_about_the_same_clause_that_are_worded_alike_are_found():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task("Open it."))
    mine, same, other = three_questions(cast, decision)
    asked(cast, decision, PAY, cell=cast.sibling, by=cast.sibling_secretary, clause=2)
    found = alike_with(mine)
    assert [each.id for each in found] == [mine.id, same.id, other.id]
    assert [each.alike for each in found] == [True, True, False]


def test_all_who_asked_the_same_read_one_answer_beside_their_own_words():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    mine, same, other = three_questions(cast, decision)
    explanation = answered(cast, mine, alike=[same])
    assert explanation.asked == 2
    for cell, by, text in ((cast.cell, cast.secretary, PAY), (cast.sibling, cast.sibling_secretary, ALSO_PAY)):
        (line,) = here(cast, decision, cell, by)
        assert (line.text, line.answer, line.own) == (text, "The city pays.", True)
    (line,) = here(cast, decision, cast.far_cell, cast.stranger)
    assert (line.id, line.answered_at) == (other.id, None)


def test_questions_worded_differently_are_joined_by_hand():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    mine, _, other = three_questions(cast, decision)
    answered(cast, mine, alike=[other])
    assert set(Question.objects.exclude(answer="").values_list("id", flat=True)) == {mine.id, other.id}


def test_a_question_about_another_clause_or_another_decision_is_not_answered_along():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task("Open it."))
    elsewhere = an_adopted_decision(cast)
    mine = asked(cast, decision)
    others = [
        asked(cast, decision, PAY, cell=cast.sibling, by=cast.sibling_secretary, clause=2),
        asked(cast, elsewhere, PAY, cell=cast.sibling, by=cast.sibling_secretary),
    ]
    assert answered(cast, mine, alike=others).asked == 1
    assert Question.objects.filter(answer="").count() == 2


def test_an_unpublished_answer_is_read_by_the_askers_alone_and_a_published_one_by_all():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    explanation = answered(cast, asked(cast, decision))
    assert here(cast, decision, cast.sibling, cast.sibling_secretary) == []
    publish_explanation(actor=acting_as(cast.chair), explanation_id=explanation.pk, at=LATER)
    (line,) = here(cast, decision, cast.sibling, cast.sibling_secretary)
    assert (line.own, line.answer, line.asked) == (False, "The city pays.", 1)
    assert len(here(cast, decision, cast.cell, cast.secretary)) == 1  # the asker reads it once
    with pytest.raises(AlreadyPublished):
        publish_explanation(actor=acting_as(cast.chair), explanation_id=explanation.pk, at=LATER)


def test_an_answer_can_be_published_as_it_is_given():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    answered(cast, asked(cast, decision), publish=True)
    assert len(here(cast, decision, cast.far_cell, cast.stranger)) == 1


@pytest.mark.parametrize("who", ["secretary", "city_chair", "stranger"])
def test_only_the_body_that_decided_answers_and_publishes(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    question = asked(cast, decision)
    with pytest.raises(NotAllowed):
        answered(cast, question, by=getattr(cast, who))
    explanation = answered(cast, question)
    with pytest.raises(NotAllowed):
        publish_explanation(actor=acting_as(getattr(cast, who)), explanation_id=explanation.pk, at=LATER)


def test_whoever_led_the_centre_before_answers_nothing():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    former = in_office("chair", cast.far_city, until=SPRING)
    with pytest.raises(NotAllowed):
        answered(cast, asked(cast, decision), by=former)


def test_an_answer_has_words_and_a_question_is_answered_once():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    question = asked(cast, decision)
    with pytest.raises(Unfit):
        answered(cast, question, answer=" ")
    answered(cast, question)
    with pytest.raises(AlreadyAnswered, match=cast.chair.name):
        answered(cast, question)
    assert Explanation.objects.count() == 1


def test_one_that_was_answered_meanwhile_keeps_the_answer_it_has():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    mine, same, _ = three_questions(cast, decision)
    answered(cast, same, answer="Each cell pays.")
    assert answered(cast, mine, alike=[same]).asked == 1
    assert Question.objects.get(id=same.id).answer == "Each cell pays."


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_the_same_moment_do_not_answer_the_same_question_twice():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    mine, same, _ = three_questions(cast, decision)
    with holding("lock table kernel_entry in share mode"):
        one = Running(lambda: answered(cast, mine, alike=[same], answer="The city pays."))
        until_waiting(1)
        two = Running(lambda: answered(cast, same, alike=[mine], answer="Each cell pays."))
        until_waiting(2)
    assert one.outcome.asked == 2
    assert isinstance(two.outcome, AlreadyAnswered)
    assert set(Question.objects.exclude(answer="").values_list("answer", flat=True)) == {"The city pays."}
    assert Entry.objects.filter(fact="QuestionAnswered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_answers_whose_questions_overlap_share_them_out():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    mine, same, other = three_questions(cast, decision)
    with holding("lock table kernel_entry in share mode"):
        one = Running(lambda: answered(cast, mine, alike=[same], answer="The city pays."))
        until_waiting(1)
        two = Running(lambda: answered(cast, other, alike=[same], answer="In the evening, yes."))
        until_waiting(2)
    assert (one.outcome.asked, two.outcome.asked) == (2, 1)
    assert Question.objects.get(id=same.id).answer == "The city pays."


def test_what_waits_on_the_body_that_decided_is_one_line_a_clause():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task(), a_task("Open it."))
    mine, _, _ = three_questions(cast, decision)
    asked(cast, decision, WHEN, clause=2, hours=2)
    lines = answers_owed(cast.centre.pk)
    assert [(line.sort, line.asked) for line in lines] == [("question", 3), ("question", 1)]
    assert (lines[0].id, lines[0].text) == (mine.id, PAY)
    assert [(each.clause, each.waiting) for each in clauses_asked(decision.pk)] == [(1, 3), (2, 1)]


def test_the_page_of_questions_answers_alike_ones_together():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    mine, same, other = three_questions(cast, decision)
    chair = browser_of(cast.chair)
    page = chair.get(reverse("questions", args=[decision.pk]))
    assert "Worded alike" in page.text and ALSO_PAY in page.text and WHEN in page.text
    assert page.text.count(" checked") == 2  # the alike one, and that all may read it
    address = reverse("answer_question", args=[mine.body_id, mine.id])
    fault = chair.post(address, {"answer": "", "alike": [str(other.id)]})
    assert fault.status_code == 422 and "An answer needs words." in fault.text
    page = chair.post(
        address, {"answer": "The city pays.", "alike": [str(same.id), "no id"], "publish": "on"}, follow=True
    )
    assert "Answered, 2 questions at once." in page.text and WHEN in page.text
    far = browser_of(cast.stranger)
    assert "The city pays." in far.get(directive_url(decision, cast.far_cell)).text
    assert "Explained:" in far.get(reverse("decision", args=[decision.pk])).text


def test_an_answer_given_to_the_askers_is_shown_to_all_later():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    explanation = answered(cast, asked(cast, decision))
    chair = browser_of(cast.chair)
    assert "Show it to all" in chair.get(reverse("questions", args=[decision.pk])).text
    page = chair.post(reverse("publish_explanation", args=[explanation.pk]), follow=True)
    assert "Every addressed body reads it" in page.text


@pytest.mark.parametrize("who", ["secretary", "city_chair", "stranger"])
def test_the_page_of_questions_is_there_for_those_who_answer_alone(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    question = asked(cast, decision)
    browser = browser_of(getattr(cast, who))
    assert browser.get(reverse("questions", args=[decision.pk])).status_code == 404
    address = reverse("answer_question", args=[question.body_id, question.id])
    assert browser.post(address, {"answer": "Nobody."}).status_code == 403


def test_a_question_that_is_not_there_is_not_found():
    cast = a_cast()
    an_adopted_decision(cast)
    with pytest.raises(NotVisible):
        answer_question(
            actor=acting_as(cast.chair), body_id=cast.cell.pk, question_id=cast.cell.pk, answer="x", at=LATER
        )
    assert browser_of(cast.chair).post(reverse("answer_question", args=[cast.cell.pk, cast.cell.pk])).status_code == 404


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_of_questions_asks_as_many_questions_for_one_as_for_three(items, django_assert_num_queries):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    for number in range(items):
        asked(cast, decision, f"{PAY} {number}")
    chair = browser_of(cast.chair)
    with django_assert_num_queries(11):
        chair.get(reverse("questions", args=[decision.pk]))
