"""A decision is discussed at a meeting of the body that accepts it, and adopted at one of the body that decides."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from cellwork.decisions.actions.adopting import adopt_decision
from cellwork.decisions.actions.carrying_out import AlreadyAccepted, accept_decision
from cellwork.decisions.actions.meeting import MetBefore, NoQuorum, NoSuchMeeting
from cellwork.decisions.models import Decision, Directive
from cellwork.decisions.queries.every import bodies_in
from cellwork.decisions.queries.overview import overview_of
from cellwork.decisions.queries.reading import directive_visible_to
from cellwork.decisions.tests.builders import a_cast, a_draft, an_adopted_decision
from cellwork.decisions.tests.recounting import the_figures_are_exact
from cellwork.decisions.tests.test_views import a_task_ahead, browser_of, directive_url
from cellwork.kernel import clock
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, Unfit
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.meetings.actions import AlreadyEntered, Held, call_off_meeting
from cellwork.meetings.models import Meeting
from cellwork.meetings.tests.builders import TODAY, a_meeting_convened, a_meeting_held, bodies_followed, days_ago
from cellwork.organisation.actions.reorganising import move_body
from cellwork.organisation.tests.builders import SPRING, acting_as

pytestmark = pytest.mark.django_db


def accepted_at(cast, decision, meeting, *, by=None, plan="We begin on Saturday."):
    return accept_decision(
        actor=acting_as(by or cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, plan=plan, meeting=meeting,
        at=SPRING + timedelta(hours=1),
    )  # fmt: skip


def held(**fields):
    return Held(**({"day": TODAY, "present": 12, "members": 20} | fields))


def discussed(decision, body, *, day=None, sector=None):
    tomorrow = TODAY + timedelta(days=1)
    return overview_of(decision, body, today=tomorrow, time_zone="UTC", day=day, sector=sector).discussed


def adopted_at(cast, meeting, *, by=None):
    draft = a_draft(cast)
    return adopt_decision(actor=acting_as(by or cast.chair), decision_id=draft.pk, meeting=meeting, at=SPRING)


def test_accepting_names_a_meeting_on_record():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    meeting = a_meeting_held(cast.cell, cast.secretary)
    accepted_at(cast, decision, meeting.id)
    assert directive_visible_to(cast.city_chair.pk, decision.pk, cast.cell.pk, at=SPRING).meetings == {
        meeting.id: meeting
    }
    entry = Entry.objects.get(fact="DecisionAccepted")
    assert (entry.permission, entry.content["meeting_id"]) == ("decisions.accept", str(meeting.id))


def test_accepting_enters_the_meeting_right_there():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted_at(cast, decision, held(present=9))
    meeting = Meeting.objects.get()
    assert (meeting.present, Directive.objects.get(body_id=cast.cell.pk).meeting_id) == (9, meeting.id)
    assert Entry.objects.get(fact="MeetingHeld").permission == "meetings.convene"
    assert Entry.objects.get(fact="DecisionAccepted").permission == "decisions.accept"


def test_a_discussion_needs_no_quorum():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted_at(cast, decision, held(present=1))
    assert not Meeting.objects.get().quorate


def test_no_meeting_need_be_named():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted_at(cast, decision, None)
    assert Directive.objects.get(body_id=cast.cell.pk).meeting_id is None


def test_a_meeting_before_the_decision_did_not_discuss_it():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    early = a_meeting_held(cast.cell, cast.secretary, day=days_ago(1))
    with pytest.raises(MetBefore):
        accepted_at(cast, decision, early.id)
    with pytest.raises(MetBefore):
        accepted_at(cast, decision, held(day=days_ago(2)))
    assert Meeting.objects.count() == 1  # nothing half done: the second one was not entered


def test_only_a_held_meeting_of_the_own_body_can_be_named():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    others = a_meeting_held(cast.sibling, cast.sibling_secretary)
    convened = a_meeting_convened(cast.cell, cast.secretary, day=TODAY)
    for meeting in (others, convened):
        with pytest.raises(NoSuchMeeting):
            accepted_at(cast, decision, meeting.id)


def test_what_is_refused_leaves_no_meeting_behind():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(Unfit, match="how you will carry it out"):
        accepted_at(cast, decision, held(), plan="")
    assert not Meeting.objects.exists()
    accepted_at(cast, decision, None)
    with pytest.raises(AlreadyAccepted):
        accepted_at(cast, decision, held())
    assert not Meeting.objects.exists()


def test_a_meeting_of_the_same_day_is_not_entered_twice():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    a_meeting_held(cast.cell, cast.secretary)
    with pytest.raises(AlreadyEntered):
        accepted_at(cast, decision, held())


@pytest.mark.parametrize("who", ["city_chair", "sibling_secretary", "stranger"])
def test_whoever_may_not_accept_enters_no_meeting_of_the_cell_by_it(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NotAllowed):
        accepted_at(cast, decision, held(), by=getattr(cast, who))


def test_the_branch_counts_how_many_discussed_it_at_a_meeting():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted_at(cast, decision, held())
    assert discussed(decision, cast.centre) == discussed(decision, cast.city) == 1
    assert discussed(decision, cast.far_province) == 0
    assert discussed(decision, cast.centre, sector="farming") == 0
    the_figures_are_exact(decision)
    assert discussed(decision, cast.centre) == 1


def test_a_past_day_says_how_many_had_discussed_it_then():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted_at(cast, decision, held())
    assert discussed(decision, cast.city, day=TODAY) == 1
    assert discussed(decision, cast.city, day=days_ago(1)) == 0


def test_what_was_closed_and_comes_back_was_not_discussed_yet():
    cast = a_cast()
    decision = an_adopted_decision(cast, by=cast.province, person=cast.province_chair)
    accepted_at(cast, decision, held())
    for to, counted in ((cast.far_city, 0), (cast.city, 0)):
        move_body(actor=acting_as(cast.chair), body_id=cast.cell.pk, to_parent=to.pk, at=SPRING + timedelta(hours=2))
        assert discussed(decision, cast.province) == counted
        the_figures_are_exact(decision)
    assert Directive.objects.get(decision_id=decision.pk, body_id=cast.cell.pk).meeting_id is None


def test_whoever_discussed_it_can_be_listed():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    accepted_at(cast, decision, held())
    listed = bodies_in(decision, cast.centre.path, sort="discussed", after="", today=TODAY)
    assert [each.body_id for each in listed] == [cast.cell.pk]


def test_a_body_adopts_at_a_meeting_with_its_quorum():
    cast = a_cast()
    meeting = a_meeting_held(cast.centre, cast.chair, present=14, members=20)
    assert adopted_at(cast, meeting.id).meeting_id == meeting.id
    entry = Entry.objects.get(fact="DecisionAdopted")
    assert (entry.permission, entry.content["meeting_id"]) == ("decisions.adopt", str(meeting.id))


def test_a_meeting_without_quorum_adopts_nothing():
    cast = a_cast()
    meeting = a_meeting_held(cast.centre, cast.chair, present=13, members=20)
    with pytest.raises(NoQuorum, match="13 of 20 were there"):
        adopted_at(cast, meeting.id)
    with pytest.raises(NoQuorum, match=r"7 were needed \(67 in a hundred\)"):
        adopted_at(cast, held(day=days_ago(1), present=6, members=10))
    assert set(Decision.objects.values_list("stage", flat=True)) == {"draft"}
    assert Meeting.objects.count() == 1


def test_the_meeting_of_another_body_adopts_nothing():
    cast = a_cast()
    meeting = a_meeting_held(cast.city, cast.city_chair)
    with pytest.raises(NoSuchMeeting):
        adopted_at(cast, meeting.id)


def test_a_meeting_called_off_later_stays_named_and_says_so():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task_ahead(), at=clock.now())
    browser = browser_of(cast.secretary)
    today = clock.now().date().isoformat()
    browser.post(
        directive_url(decision, cast.cell, "accept"),
        {"plan": "On Saturday.", "meeting-day": today, "meeting-present": "12", "meeting-members": "20"},
    )
    above = browser_of(cast.city_chair)
    page = above.get(directive_url(decision, cast.cell))
    assert "discussed at the meeting of" in page.text and "12 of 20 were there" in page.text
    assert "discussed at a meeting" in above.get(reverse("overview", args=[decision.pk, cast.city.pk])).text
    call_off_meeting(
        actor=acting_as(cast.secretary),
        body_id=cast.cell.pk,
        meeting_id=Meeting.objects.get().id,
        because="a slip",
        at=clock.now(),
    )
    assert "Called off since: a slip" in browser.get(directive_url(decision, cast.cell)).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"meeting-day": "", "meeting-present": "12", "meeting-members": "20"}, "On which day?"),
        ({"meeting-day": "2030-01-01", "meeting-present": "x", "meeting-members": "20"}, "Write a whole number"),
        ({"meeting-day": "2020-01-01", "meeting-present": "3", "meeting-members": "20"}, "nothing was decided yet"),
        ({"meeting": "018f0000-0000-7000-8000-000000000000"}, "held no such meeting"),
    ],
)
def test_what_does_not_fit_about_the_meeting_is_said_beside_it_and_the_plan_is_kept(fields, said):
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task_ahead(), at=clock.now())
    page = browser_of(cast.secretary).post(
        directive_url(decision, cast.cell, "accept"), {"plan": "On Saturday."} | fields
    )
    assert page.status_code == 422
    assert said in page.text and "On Saturday." in page.text


def test_the_text_of_a_decision_says_at_which_meeting_it_was_adopted():
    cast = a_cast()
    draft = a_draft(cast, a_task_ahead())
    chair = browser_of(cast.chair)
    assert "Adopted at the meeting of" in chair.get(reverse("decision", args=[draft.pk])).text
    today = clock.now().date().isoformat()
    fields = {"meeting-day": today, "meeting-present": "3", "meeting-members": "3"}
    chair.post(reverse("adopt", args=[draft.pk]), fields)
    page = browser_of(cast.secretary).get(reverse("decision", args=[draft.pk]))
    assert "Adopted at the meeting of" in page.text and "3 of 3 were there; 3 were needed" in page.text


@pytest.mark.django_db(transaction=True)
def test_whoever_accepts_at_a_new_meeting_holds_the_meetings_before_the_directive_as_moves_do():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    bodies_followed()
    with holding(f"select from meetings_lastmeeting where body_id = '{cast.cell.pk}' for update"):  # as a move would
        accepting = Running(lambda: accepted_at(cast, decision, held()))
        until_waiting(1)
        with transaction.atomic():
            Directive.objects.select_for_update(nowait=True).get(body_id=cast.cell.pk)  # which the move takes next
    assert isinstance(accepting.outcome, Directive)
