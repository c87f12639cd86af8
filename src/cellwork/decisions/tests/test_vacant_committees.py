"""What a vacant committee owes the bodies directly below it falls to whoever leads the nearest led body above."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from cellwork.decisions.actions.judging import OwnReport
from cellwork.decisions.actions.verifying import send_back, verify_report
from cellwork.decisions.permissions import ADOPT_DECISION, VERIFY
from cellwork.decisions.queries.reading import directive_visible_to
from cellwork.decisions.tests.builders import Cast, a_cast, an_adopted_decision, reported
from cellwork.decisions.tests.test_vacant_posts import report, vacate
from cellwork.kernel.models import Entry
from cellwork.kernel.powers import may
from cellwork.kernel.refusals import NotAllowed, NotVisible
from cellwork.kernel.tests.builders import Running, holding, until_waiting
from cellwork.offices.actions import begin_term
from cellwork.offices.permissions import FILL_OFFICE
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.permissions import LOOK_AT_PERSON, REORGANISE, SEE_MEMBERS
from cellwork.organisation.queries import is_near
from cellwork.organisation.tests.builders import SPRING, STATUTES, a_person, acting_as, statutes_in_force

LATER = SPRING + timedelta(hours=5)
pytestmark = pytest.mark.django_db


def a_report_over_which_nobody_sits(*, at: datetime = LATER) -> tuple[Cast, dict[str, Any]]:
    """The cell has reported, and the city that would verify has no chair; with what names the report, `at` a moment."""
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    vacate(cast.city)
    return cast, {"decision_id": decision.pk, "body_id": cast.cell.pk, "at": at}


def test_whoever_leads_the_body_above_a_vacant_committee_verifies_in_its_place_and_the_journal_says_so():
    cast, key = a_report_over_which_nobody_sits()
    assert verify_report(actor=acting_as(cast.province_chair), **key).state == "verified"
    entry = Entry.objects.get(fact="ReportVerified")
    assert (entry.actor_id, entry.body_id) == (cast.province_chair.pk, cast.cell.pk)
    assert entry.in_place_of == "the vacant Chair of Harbour City"


def test_it_is_sent_back_in_its_place_as_well():
    cast, key = a_report_over_which_nobody_sits()
    assert send_back(actor=acting_as(cast.province_chair), because="Say how many.", **key).state == "returned"


@pytest.mark.parametrize("who", ["chair", "city_chair", "secretary", "sibling_secretary", "stranger"])
def test_nobody_else_verifies_in_place_of_a_vacant_committee(who):
    """Those higher up while the province has its chair, the chair whose term has ended, the cell, a sibling, a stranger."""
    cast, key = a_report_over_which_nobody_sits()
    with pytest.raises(NotAllowed):
        verify_report(actor=acting_as(getattr(cast, who)), **key)


def test_while_the_committee_has_its_chair_nobody_above_verifies():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    reported(cast, decision)
    with pytest.raises(NotAllowed):
        verify_report(actor=acting_as(cast.province_chair), decision_id=decision.pk, body_id=cast.cell.pk, at=LATER)


def test_where_two_committees_are_vacant_the_next_above_that_is_led_verifies():
    cast, key = a_report_over_which_nobody_sits()
    vacate(cast.province)
    with pytest.raises(NotAllowed):
        verify_report(actor=acting_as(cast.province_chair), **key)
    assert verify_report(actor=acting_as(cast.chair), **key).state == "verified"


def test_what_a_vacant_committee_owes_two_levels_further_down_is_not_its_duty():
    cast = a_cast()
    vacate(cast.province)
    assert may(cast.chair.pk, VERIFY, path=cast.city.path, at=LATER)
    assert not may(cast.chair.pk, VERIFY, path=cast.cell.path, at=LATER)


def test_only_what_others_wait_for_falls_and_names_stay_near():
    cast = a_cast()
    vacate(cast.city)
    falls = {each.code for each in (VERIFY, FILL_OFFICE, SEE_MEMBERS, ADOPT_DECISION)
             if may(cast.province_chair.pk, each, path=cast.cell.path, at=LATER)}  # fmt: skip
    assert falls == {"decisions.verify", "offices.fill"}
    assert not is_near(cast.province_chair.pk, cell=cast.cell, at=LATER)
    assert not any(each.duty for each in (REORGANISE, LOOK_AT_PERSON, SEE_MEMBERS))


def test_a_power_that_the_vacant_office_itself_does_not_have_falls_to_nobody():
    cast, key = a_report_over_which_nobody_sits()
    statutes_in_force(STATUTES.replace('"decisions.verify", ', ""), since=SPRING)
    with pytest.raises(NotAllowed):
        verify_report(actor=acting_as(cast.province_chair), **key)


def test_whoever_verifies_in_its_place_reads_the_report_and_nothing_before_it():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.city)
    near = STATUTES.replace('may = ["decisions.see", "organisation.see", ', 'may = ["organisation.see", ')
    statutes_in_force(near, since=SPRING)
    key = (cast.province_chair.pk, decision.pk, cast.cell.pk)
    with pytest.raises(NotVisible):
        directive_visible_to(*key, at=LATER)
    reported(cast, decision)
    assert directive_visible_to(*key, at=LATER).directive.state == "reported"


def test_whoever_reported_in_place_of_a_vacant_cell_does_not_verify_in_place_of_a_vacant_committee():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell, cast.city)
    report(cast, decision, by=cast.province_chair)
    key = {"decision_id": decision.pk, "body_id": cast.cell.pk, "at": LATER}
    with pytest.raises(OwnReport):
        verify_report(actor=acting_as(cast.province_chair), **key)
    assert verify_report(actor=acting_as(cast.chair), **key).state == "verified"


def test_whoever_leads_the_cell_and_a_body_far_above_does_not_verify_their_own_report_either():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    vacate(cast.cell, cast.city)
    in_office("secretary", cast.cell, person=cast.province_chair, since=SPRING)
    report(cast, decision, by=cast.province_chair)
    key = {"decision_id": decision.pk, "body_id": cast.cell.pk, "at": LATER}
    with pytest.raises(OwnReport):
        verify_report(actor=acting_as(cast.province_chair), **key)
    assert verify_report(actor=acting_as(cast.chair), **key).state == "verified"


def test_offices_below_a_vacant_committee_are_filled_in_its_place():
    cast = a_cast()
    vacate(cast.city, cast.cell)
    ben = a_person("Ben Hill", cell=cast.cell)
    key = {"body_id": cast.cell.pk, "office": "secretary", "seat": 1, "person_id": ben.pk, "since": LATER, "at": LATER}
    with pytest.raises(NotAllowed):
        begin_term(actor=acting_as(cast.chair), **key)
    begin_term(actor=acting_as(cast.province_chair), **key)
    assert Entry.objects.get(fact="TermBegun").in_place_of == "the vacant Chair of Harbour City"


def test_it_ends_by_itself_when_the_committee_has_a_chair_again():
    cast, key = a_report_over_which_nobody_sits()
    new = in_office("chair", cast.city, person=a_person("Cleo Brook"), since=LATER)
    with pytest.raises(NotAllowed):
        verify_report(actor=acting_as(cast.province_chair), **key)
    assert verify_report(actor=acting_as(new), **key).state == "verified"


@pytest.mark.django_db(transaction=True)
def test_a_committee_that_got_its_chair_while_somebody_waited_to_verify_in_its_place_verifies_itself():
    cast, key = a_report_over_which_nobody_sits()
    new = a_person("Cleo Brook")
    with holding("select 1 from decisions_directive where body_id = %s for update", cast.cell.pk):
        waits = Running(lambda: verify_report(actor=acting_as(cast.province_chair), **key))
        until_waiting(1)
        begin_term(
            actor=acting_as(cast.province_chair), body_id=cast.city.pk, office="chair", seat=1, person_id=new.pk,
            since=LATER, at=LATER,
        )  # fmt: skip
    assert isinstance(waits.outcome, NotAllowed)
    assert not Entry.objects.filter(fact="ReportVerified").exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_takes_the_chair_of_a_committee_waits_for_what_is_just_being_verified_in_its_place():
    cast, key = a_report_over_which_nobody_sits()
    new = a_person("Cleo Brook")
    with holding("lock table decisions_step in share mode"):
        verifies = Running(lambda: verify_report(actor=acting_as(cast.province_chair), **key))
        until_waiting(1)
        takes = Running(
            lambda: begin_term(
                actor=acting_as(cast.province_chair), body_id=cast.city.pk, office="chair", seat=1, person_id=new.pk,
                since=LATER, at=LATER,
            )
        )  # fmt: skip
        until_waiting(2)
    assert verifies.outcome.state == "verified"
    assert takes.outcome.person_id == new.pk
