"""What was written at one stroke is what acts would have left: the same chains of steps, persons, times and figures."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from cellwork.config.demo.building import World
from cellwork.config.demo.tests.asking import AT, none, number, rows
from cellwork.config.demo.world import LAGGING, body_id_of
from cellwork.decisions import models
from cellwork.decisions.actions.passing import climb_when_late
from cellwork.decisions.fingerprints import fingerprint_of
from cellwork.decisions.models import Decision
from cellwork.decisions.queries.overview import Counted, counted, course_of, overview_of, recounted
from cellwork.decisions.queries.reading import clauses_of
from cellwork.decisions.states import State
from cellwork.kernel.clock import day_of
from cellwork.kernel.facts import fact_named
from cellwork.kernel.journal import breaches, sealed_entries
from cellwork.meetings.following import rows_that_differ
from cellwork.organisation.queries import body_by_id
from cellwork.statutes.queries import statutes_at

pytestmark = pytest.mark.django_db

CHAIN = (
    ("received", "read"), ("read", "objected"), ("objected", "read"), ("read", "accepted"), ("accepted", "under_way"),
    ("under_way", "reported"), ("reported", "verified"), ("reported", "returned"),
)  # fmt: skip
OF_A_CLAUSE = (
    ("", "under_way"), ("", "reported"), ("under_way", "reported"), ("reported", "verified"), ("reported", "returned"),
)  # fmt: skip
IN_FORCE = (
    "exists (select from offices_term as term where term.person_name = {name} and term.body_id = {body}"
    " and term.since <= {at} and term.until > {at})"
)


def decisions() -> list[Decision]:
    return list(Decision.objects.filter(stage="adopted").order_by("adopted_at"))


def everywhere() -> list[str]:
    return [path for (path,) in rows("select path from organisation_body where not is_cell")]


def test_three_decisions_are_in_force_and_one_is_a_draft(demo: World) -> None:
    assert [(decision.body.kind, (AT - decision.adopted_at).days) for decision in decisions()] == [
        ("central_committee", 33), ("provincial_committee", 19), ("city_committee", 9),
    ]  # fmt: skip
    assert Decision.objects.filter(stage="draft").count() == 1
    for decision in decisions():
        words = fingerprint_of(decision, clauses_of(decision.pk), body_code=decision.body.code)
        assert decision.fingerprint == words


def test_the_shares_are_those_of_real_life(demo: World) -> None:
    decision = decisions()[0]
    figures = overview_of(
        decision, body_by_id(body_id_of(1)), today=day_of(AT, "Asia/Seoul"), time_zone="Asia/Seoul"
    ).total
    shares = [
        count / figures.reached
        for count in (figures.read, figures.accepted, figures.under_way, figures.done, figures.verified)
    ]
    assert shares == pytest.approx([0.95, 0.8, 0.6, 0.28, 0.2], abs=0.02)
    assert figures.silent > 0
    assert figures.objected > 0
    assert figures.returned > 0


def test_one_province_visibly_lags(demo: World) -> None:
    accepted = dict(rows(
        "select left(path, 8), avg((accepted_at is not null)::int)::float8 from decisions_directive where decision_id = %s group by 1",
        decisions()[0].pk,
    ))  # fmt: skip
    lagging = accepted.pop(body_by_id(body_id_of(1 + LAGGING)).path)
    assert all(lagging < share - 0.1 for share in accepted.values())


def test_the_tally_of_every_body_equals_a_recount(demo: World) -> None:
    for decision in decisions():
        recount = {key(row): row for row in recounted(decision.pk, everywhere())}
        tally = {key(row): row for row in _tallies(decision)}
        assert tally == recount
        assert set(counted(decision.pk, "0000", [])) == {row for row in recount.values() if row.path == "0000"}


def test_the_tally_of_every_day_equals_the_steps_up_to_its_end(demo: World) -> None:
    for decision in decisions():
        stood = rows(
            "with days as (select generate_series(%s::date, %s::date, interval '1 day')::date as day), stood as ("
            "  select distinct on (days.day, step.body_id) days.day, step.path, step.clauses, step.became"
            "  from days join decisions_step as step on step.day <= days.day and step.decision_id = %s and step.clause = 0"
            "  order by days.day, step.body_id, step.at desc, step.id desc)"
            " select day, clauses, became, count(*) from stood where became <> 'received' group by 1, 2, 3 order by 1, 2, 3",
            decision.adopted_at.date(), AT.date(), decision.pk,
        )  # fmt: skip
        days = sorted({day for day, *_ in stood})
        for day in days:
            expected = {(mask, state): count for at, mask, state, count in stood if at == day}
            path = decision.body.path
            tally: Counter[tuple[int, str]] = Counter()
            for row in counted(decision.pk, path, [], day=day):
                for state in State if row.clause == 0 and row.path == path else ():
                    tally[row.clauses, state.value] += getattr(row, state) if state != "received" else 0
            assert +tally == expected, day


def test_it_went_slowly_first_then_fast_then_slowly_and_never_backwards(demo: World) -> None:
    decision = decisions()[0]
    course = course_of(decision, "0000", since=decision.adopted_at.date(), until=AT.date())
    accepted = [day.accepted for day in course]
    assert accepted == sorted(accepted)
    gains = [b - a for a, b in pairwise(accepted)]
    fastest = gains.index(max(gains))
    assert 3 < fastest < 20
    assert sum(gains[:3]) < max(gains) * 3
    assert sum(gains[-5:]) < max(gains) * 2
    assert max(gains) < accepted[-1] / 6


def test_every_directive_went_a_way_that_the_rules_allow(demo: World) -> None:
    assert set(rows("select distinct was, became from decisions_step where clause = 0")) == set(CHAIN)
    assert set(rows("select distinct was, became from decisions_step where clause > 0")) == set(OF_A_CLAUSE)
    assert none(
        "select id from (select id, was, lag(became, 1, case when clause = 0 then 'received' else '' end) over"
        " (partition by decision_id, body_id, clause order by at, id) as before from decisions_step) as chained where was <> before"
    )
    assert none(
        "select id from decisions_step where at >= %s or path <> (select path from organisation_body where id = body_id)",
        AT,
    )
    assert none("select id from decisions_step where day <> (at at time zone 'Asia/Seoul')::date")


def test_directives_and_clauses_are_where_their_last_step_left_them(demo: World) -> None:
    assert none(
        "select directive.body_id from decisions_directive as directive left join lateral (select became, at from decisions_step as step"
        " where step.body_id = directive.body_id and step.decision_id = directive.decision_id and clause = 0"
        " order by at desc, id desc limit 1) as last on true"
        " where directive.state <> coalesce(last.became, 'received') or directive.state_since <> coalesce(last.at, received_at)"
    )
    assert none(
        "select progress.body_id from decisions_progress as progress left join lateral (select became from decisions_step as step"
        " where step.body_id = progress.body_id and step.decision_id = progress.decision_id and step.clause = progress.clause"
        " order by at desc, id desc limit 1) as last on true where progress.state is distinct from last.became"
    )
    assert none(
        "select directive.body_id from decisions_directive as directive join decisions_step as step using (decision_id, body_id)"
        " where step.became = 'accepted' and (step.at <> accepted_at or step.by <> accepted_by or step.words <> plan or plan = '')"
        " or step.became = 'reported' and step.clause = 0 and (step.at <> reported_at or step.words <> report)"
    )


def test_nothing_is_reported_done_while_a_task_is_open(demo: World) -> None:
    assert none(
        "select directive.body_id from decisions_directive as directive"
        " join decisions_clause as clause on clause.decision_id = directive.decision_id and clause.kind = 'task'"
        " and directive.clauses >> (clause.number - 1) & 1 = 1"
        " left join decisions_progress as progress on progress.decision_id = directive.decision_id"
        " and progress.body_id = directive.body_id and progress.clause = clause.number"
        " where directive.state in ('reported', 'verified') and progress.state is distinct from directive.state"
        " or directive.state = 'returned' and coalesce(progress.state, '') not in ('reported', 'returned')"
        " or directive.state in ('received', 'read', 'objected', 'accepted') and progress.state is not null"
    )
    assert none(
        "select progress.body_id from decisions_progress as progress join decisions_clause as clause"
        " on clause.decision_id = progress.decision_id and clause.number = progress.clause"
        " where (clause.measure = 'number') <> (progress.number is not null) or progress.number < 0"
        " or words = '' or clause.kind <> 'task'"
    )


def test_work_begins_with_the_first_clause_that_is_touched(demo: World) -> None:
    assert none(
        "select body_id from decisions_step group by decision_id, body_id"
        " having min(at) filter (where clause > 0) is distinct from min(at) filter (where clause = 0 and became = 'under_way')"
        " or max(at) filter (where clause > 0 and became = 'reported')"
        "    > min(at) filter (where clause = 0 and became = 'reported')"
    )


def test_whoever_acted_held_an_office_that_may_at_the_time(demo: World) -> None:
    own = IN_FORCE.format(name="step.by", body="step.body_id", at="step.at")
    above = IN_FORCE.format(name="step.by", body="body.parent_id", at="step.at")
    assert none(
        "select step.id from decisions_step as step join organisation_body as body on body.id = step.body_id"
        f" where step.clause >= 0 and case when step.became in ('verified', 'returned') then not {above}"
        f" when step.was = 'objected' then false else not {own} end"
    )
    assert none(
        "select entry.id from kernel_entry as entry left join offices_term as term on term.id = entry.term_id"
        " where entry.actor_id is not null and entry.permission <> all(array['the author', 'belonging to the cell', 'belonging to the branch', 'a place at the conference',"
        " 'having a place', 'being nominated'])"
        " and not coalesce(term.person_id = entry.actor_id and term.office = entry.office"
        " and term.since <= entry.at and term.until > entry.at, false)"
    )


def test_the_last_meeting_of_every_body_is_the_last_on_record(demo: World) -> None:
    assert rows_that_differ() == 0
    assert number("select count(*) from meetings_lastmeeting where day is not null") > 2000


def test_objections_say_why_and_answered_ones_are_taken_up_again(demo: World) -> None:
    assert number("select count(*) from decisions_objection where answered_at is null") > 0
    assert number("select count(*) from decisions_objection where answered_at is not null") > 0
    assert none(
        "select objection.id from decisions_objection as objection join decisions_directive as directive using (decision_id, body_id)"
        " where (directive.state = 'objected') <> (answered_at is null) or text = '' or raised_by = ''"
        " or objection.answer_by <> (raised_at at time zone 'Asia/Seoul')::date + 14"
    )
    assert number("select count(*) from decisions_question where answered_at is not null") > 3
    assert number("select count(*) from decisions_question where answered_at is null") > 0


def test_the_journal_holds_one_entry_for_every_act_and_its_seals_are_whole(demo: World) -> None:
    assert list(breaches()) == []
    assert sealed_entries() == number("select count(*) from kernel_entry") > 500
    for fact, contents in rows(
        "select fact, array_agg(distinct array(select jsonb_object_keys(content) order by 1)::text) from kernel_entry group by 1"
    ):
        fields = sorted(set(fact_named(fact).__dataclass_fields__) - {"body_id"})
        assert [sorted(filter(None, content.strip("{}").split(","))) for content in contents] == [fields], fact
    for fact, became in (
        ("DecisionRead", "was = 'received'"), ("DecisionAccepted", "became = 'accepted'"), ("ReportVerified", "became = 'verified' and clause = 0"),
        ("ReportSentBack", "became = 'returned' and clause = 0"), ("ObjectionRaised", "became = 'objected'"),
        ("DoneReported", "became = 'reported' and clause = 0"),
    ):  # fmt: skip
        entries = rows("select body_id, at from kernel_entry where fact = %s order by 1, 2", fact)
        assert entries == rows(f"select body_id, at from decisions_step where {became} order by 1, 2"), fact


def test_the_powers_in_the_journal_are_those_that_the_actions_require(demo: World) -> None:
    powers = dict(
        rows("select fact, string_agg(distinct permission, ',') from kernel_entry where office <> '' group by 1")
    )
    # Whether somebody of the same sort is left when a seat becomes free, the lot decides.
    powers = {fact: power for fact, power in powers.items() if fact not in ("SubstituteCameIn", "SeatLeftFree")}
    assert powers == {
        "DecisionAccepted": "decisions.accept", "DecisionAdopted": "decisions.adopt", "DecisionDrafted": "decisions.draft",
        "DecisionRead": "decisions.accept", "DoneReported": "decisions.carry_out", "ObjectionAnswered": "decisions.answer",
        "ObjectionRaised": "decisions.accept", "MeetingHeld": "meetings.convene",
        "HelpAnswered": "decisions.help",
        "HelpCalledFor": "decisions.carry_out",
        "GuidanceGiven": "decisions.guide", "ProgressRecorded": "decisions.carry_out", "QuestionAnswered": "decisions.answer",
        "QuestionAsked": "decisions.accept", "ReportSent": "reports.file", "ReportAccepted": "reports.judge",
        "ReportReturned": "reports.judge", "CorrectionPlanned": "shortcomings.correct", "LinkRenewed": "voices.poster", "PulseAsked": "consultations.ask_pulse",
        "ShortcomingCorrected": "shortcomings.correct", "ShortcomingRaised": "shortcomings.point_out,shortcomings.raise",
        "VoiceAcknowledged": "voices.answer", "VoiceAnswered": "voices.answer", "VoicePassedOn": "voices.answer", "VoicesJoined": "voices.answer",
        "ConferenceCalled": "conferences.call", "PastConferenceEntered": "conferences.call", "PlanItemDone": "conferences.carry_out",
        "AgendaQuestionPut": "review.prepare", "PaperPut": "review.prepare", "DossierAsked": "review.make", "DossierShown": "review.make",
        "ThemeGiven": "review.prepare",
        "ConferenceAdvanced": "conferences.allot,conferences.choose,conferences.invite",
        "SeatCategoriesSetUp": "seats.prepare", "SeatCategoryChanged": "seats.prepare", "SeatListFixed": "seats.fix",
        "SeatListUnfixed": "seats.fix", "SeatsAllotted": "seats.allot", "DrawPrepared": "draws.prepare",
        "DrawPublishingAsked": "draws.publish", "DrawVoid": "draws.publish", "SeedEntered": "draws.draw",
        "PersonNominated": "participants.nominate", "NominationApproved": "participants.approve",
        "ParticipantsTakenIn": "participants.take_in", "PlaceGiven": "participants.take_in",
        "ParticipantsInvited": "participants.invite", "PlaceWithdrawn": "participants.replace",
        "TitleShown": "voices.answer", "MatterRaised": "voices.answer", "ReportSentBack": "decisions.verify", "ReportVerified": "decisions.verify",
    }  # fmt: skip


def test_the_statutes_grant_every_power_that_was_used(demo: World) -> None:
    statutes = statutes_at(AT)
    used = rows("select distinct office, permission from kernel_entry where office <> ''")
    assert all(statutes.reaches_of(office, permission) for office, permission in used)


def test_what_is_in_the_way_was_called_out_to_those_above(demo: World) -> None:
    assert none(
        "select progress.body_id from decisions_progress as progress left join decisions_helpcall as call"
        " using (decision_id, body_id, clause) where obstacle <> coalesce(call.text, '')"
        " or call.asked_at <> progress.updated_at or call.asked_by <> progress.updated_by"
    )
    assert none(
        "select call.id from decisions_helpcall as call join organisation_body as body on body.id = call.body_id"
        " join organisation_body as parent on parent.id = body.parent_id"
        " where with_id is distinct from case passed when 0 then parent.id else parent.parent_id end"
        " or (closed_at is null) <> (answer = '') or closed_at < asked_at or closed_at >= %s"
        " or closed_at is not null and (closed_at at time zone 'Asia/Seoul')::date > answer_by"
        " or answer_by <> (asked_at at time zone 'Asia/Seoul')::date + 7 + 8 * passed",
        AT,
    )
    assert climb_when_late(at=AT) == 0
    open_with = dict(rows("select passed, count(*) from decisions_helpcall where closed_at is null group by 1"))
    assert open_with[0] > 0
    assert open_with[1] > 0


def test_the_secretary_one_can_be_has_one_decision_to_answer_and_one_to_work_on(demo: World) -> None:
    cell = demo.cell_secretary.body_id
    states = [state for (state,) in rows(
        "select state from decisions_directive join decisions_decision as decision on decision.id = decision_id"
        " where directive_body = %s order by adopted_at".replace("directive_body", "decisions_directive.body_id"), cell,
    )]  # fmt: skip
    assert states == ["under_way", "read", "received"]


def test_all_plans_lie_between_acceptance_and_the_last_date(demo: World) -> None:
    assert none(
        "select item.body_id from decisions_planitem as item join decisions_directive as directive using (decision_id, body_id)"
        " where directive.accepted_at is null or item.what = '' or by_when < (accepted_at at time zone 'Asia/Seoul')::date"
    )
    assert number("select max(position) from decisions_planitem") > 2
    assert number("select count(distinct plan) from decisions_directive where plan <> ''") > 30


def key(row: Counted) -> tuple[str, str, int, int]:
    return row.path, row.sector, row.clause, row.clauses


def _tallies(decision: Decision) -> list[Counted]:
    found = models.Tally.objects.filter(decision_id=decision.pk)
    made = [
        Counted(row.path, row.sector, row.clause, row.clauses, *(getattr(row, state) for state in State), "below") for row in found
    ]  # fmt: skip
    return [row for row in made if row.of(State)]
