"""An amendment is adopted at a meeting of the body that decided, and discussed at one of the body that accepts it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cellwork.decisions.actions.amending import NothingToAccept, accept_amendment, adopt_amendment
from cellwork.decisions.actions.meeting import MetBefore, NoQuorum, NoSuchMeeting
from cellwork.decisions.models import Acceptance, Directive, Wording
from cellwork.decisions.tests.builders import a_cast, accepted, an_adopted_decision
from cellwork.decisions.tests.redrafting import A_DAY_LATER, amended, an_amendment, changed
from cellwork.decisions.tests.test_views import a_task_ahead, browser_of, directive_url
from cellwork.kernel import clock
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed
from cellwork.meetings.actions import Held
from cellwork.meetings.models import Meeting
from cellwork.meetings.tests.builders import a_meeting_held, days_ago
from cellwork.organisation.tests.builders import acting_as

pytestmark = pytest.mark.django_db

NEXT_DAY = A_DAY_LATER.date()


def held(**fields):
    return Held(**({"day": NEXT_DAY, "present": 14, "members": 20} | fields))


def adopts(cast, decision, meeting, *, by=None):
    an_amendment(cast, decision, changed(1, "Mend the room."))
    actor = acting_as(by or cast.chair)
    return adopt_amendment(actor=actor, decision_id=decision.pk, meeting=meeting, at=A_DAY_LATER)


def asked(cast):
    """The cell accepted, and is asked to accept what changed a day later."""
    decision = an_adopted_decision(cast)
    accepted(cast, decision)
    amended(cast, decision, changed(1, "Mend the room."))
    return decision


def accepts(cast, decision, meeting, *, by=None):
    return accept_amendment(
        actor=acting_as(by or cast.secretary), decision_id=decision.pk, body_id=cast.cell.pk, wording=2, meeting=meeting,
        at=A_DAY_LATER + timedelta(hours=1),
    )  # fmt: skip


def test_a_body_amends_at_a_meeting_with_its_quorum():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    wording = adopts(cast, decision, held())
    meeting = Meeting.objects.get()
    assert (meeting.body_id, wording.meeting_id) == (cast.centre.pk, meeting.id)
    entry = Entry.objects.get(fact="DecisionAmended")
    assert (entry.permission, entry.content["meeting_id"]) == ("decisions.adopt", str(meeting.id))


def test_a_meeting_without_quorum_amends_nothing_and_leaves_no_meeting_behind():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NoQuorum, match="13 of 20 were there"):
        adopts(cast, decision, held(present=13))
    assert Wording.objects.count() == 1 and not Meeting.objects.exists()


def test_a_meeting_before_the_words_in_force_did_not_amend_them():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    early = a_meeting_held(cast.centre, cast.chair, day=days_ago(1), present=20)
    with pytest.raises(MetBefore):
        adopts(cast, decision, early.id)


@pytest.mark.parametrize("who", ["province_chair", "secretary", "stranger"])
def test_nobody_amends_at_a_meeting_of_the_centre_but_the_centre(who):
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NotAllowed):
        adopts(cast, decision, held(), by=getattr(cast, who))
    assert not Meeting.objects.exists()


def test_accepting_an_amendment_names_the_meeting_and_the_decision_keeps_its_own():
    cast = a_cast()
    decision = asked(cast)
    accepts(cast, decision, held(present=1))  # a discussion needs no quorum
    meeting = Meeting.objects.get()
    assert Acceptance.objects.get().meeting_id == meeting.id
    assert Directive.objects.get(body_id=cast.cell.pk).meeting_id is None
    entry = Entry.objects.get(fact="AmendmentAccepted")
    assert (entry.permission, entry.content["meeting_id"]) == ("decisions.accept", str(meeting.id))


def test_a_meeting_before_the_amendment_did_not_discuss_it():
    cast = a_cast()
    decision = asked(cast)
    early = a_meeting_held(cast.cell, cast.secretary)
    with pytest.raises(MetBefore):
        accepts(cast, decision, early.id)
    assert not Acceptance.objects.exists()


def test_only_a_meeting_of_the_own_body_can_be_named():
    cast = a_cast()
    decision = asked(cast)
    others = a_meeting_held(cast.sibling, cast.sibling_secretary)
    with pytest.raises(NoSuchMeeting):
        accepts(cast, decision, others.id)


@pytest.mark.parametrize("who", ["city_chair", "sibling_secretary", "stranger"])
def test_whoever_may_not_accept_enters_no_meeting_of_the_cell_by_it(who):
    cast = a_cast()
    decision = asked(cast)
    with pytest.raises(NotAllowed):
        accepts(cast, decision, held(), by=getattr(cast, who))
    assert not Meeting.objects.exists()


def test_an_amendment_is_accepted_once_and_the_meeting_of_a_refused_one_is_not_entered():
    cast = a_cast()
    decision = asked(cast)
    accepts(cast, decision, None)
    with pytest.raises(NothingToAccept):
        accepts(cast, decision, held())
    assert not Meeting.objects.exists()


def test_the_pages_ask_for_the_meeting_and_say_it_afterwards():
    cast = a_cast()
    decision = an_adopted_decision(cast, a_task_ahead(), at=clock.now())
    accepted(cast, decision)
    an_amendment(cast, decision, changed(1, "Mend the room.", due_on=a_task_ahead().due_on))
    chair, secretary = browser_of(cast.chair), browser_of(cast.secretary)
    today = clock.now().date().isoformat()
    named = {"meeting-day": today, "meeting-present": "14", "meeting-members": "20"}
    page = chair.get(reverse("amendment", args=[decision.pk]))
    assert "Adopted at the meeting of" in page.text
    chair.post(reverse("adopt_amendment", args=[decision.pk]), named)
    assert "14 of 20 were there" in chair.get(reverse("wording", args=[decision.pk, 2])).text

    assert "Discussed at the meeting of" in secretary.get(directive_url(decision, cast.cell)).text
    typed = {"wording": "2", "plan": "We do both."} | named | {"meeting-present": "30"}
    page = secretary.post(reverse("accept_amendment", args=[decision.pk, cast.cell.pk]), typed)
    assert page.status_code == 422 and "cannot have been there" in page.text and "We do both." in page.text
    typed["meeting-present"] = "7"
    page = secretary.post(reverse("accept_amendment", args=[decision.pk, cast.cell.pk]), typed, follow=True)
    assert "discussed at the meeting of" in page.text and "7 of 20 were there" in page.text
