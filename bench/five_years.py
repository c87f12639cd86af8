# ruff: noqa: E501 -- statements in SQL are read as a whole
"""Five years of work on the tree of reference size: written set-based, once, and kept for the next run.

Members, terms with gaps between them, four decisions carried out half-way, meetings, reports, shortcomings, voices with their
steps and answers: about 18 million rows, of which 11 million are events.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bench.ground import REFERENCE, grow, somebody_in, sql, top_id, upkeep

TABLES = (
    "organisation_body", "organisation_membership", "offices_term", "decisions_directive", "decisions_progress",
    "decisions_helpcall", "decisions_tallyday", "meetings_meeting", "meetings_lastmeeting", "reports_report",
    "shortcomings_shortcoming", "voices_voice", "voices_voicestep", "voices_answer",
)  # fmt: skip
"""What the dossier reads."""
DECISIONS, MEETINGS, ASKINGS = 4, 8, 6
SHORTCOMINGS, VOICES = 1.0, 1.0
"""Per body, and per cell."""


def five_years_of_work(at: datetime) -> None:
    """Unless it stands already, on this ground."""
    ((cells,),) = sql("select count(*) from organisation_body where is_cell")
    if cells == REFERENCE.cells and sql("select 1 from voices_voice where answer_id is not null limit 1"):
        return
    grow(REFERENCE)
    print("writing five years of work", flush=True)
    sql(
        "truncate organisation_membership, offices_term, meetings_meeting, meetings_lastmeeting, reports_report, reports_asking,"
        " shortcomings_shortcoming, voices_voice, voices_voicestep, voices_answer cascade"
    )
    sql(_MEMBERS, at)
    sql(_TERMS, _leading(at), at)
    for number in range(DECISIONS):
        _decide(number, at)
    sql(_MEETINGS, at, MEETINGS - 1)
    sql(_LAST_MEETINGS)
    sql(_ASKINGS, ASKINGS - 1, top_id(), at)
    sql(_REPORTS, at)
    sql(_SHORTCOMINGS, at)
    sql(_VOICES, at)
    sql(_STEPS)
    sql(_ANSWERS)
    sql(
        "update voices_voice set answer_id = answer.id from voices_answer as answer where answer.voice_id = voices_voice.id"
    )
    for table in TABLES:
        upkeep(f"vacuum analyze {table}")  # type: ignore[arg-type]


def _leading(at: datetime) -> list[str]:
    from cellwork.statutes.queries import statutes_at  # noqa: PLC0415 -- Django is ready by now

    statutes = statutes_at(at)
    return [f"{kind}/{office.code}" for kind in statutes.kinds for office in statutes.leading_offices_at(kind)]


def _decide(number: int, at: datetime) -> None:
    from bench.ground import a_draft  # noqa: PLC0415 -- Django is ready by now
    from cellwork.decisions.actions.adopting import adopt_decision  # noqa: PLC0415 -- with it
    from cellwork.decisions.folding import fold  # noqa: PLC0415 -- with it

    actor = somebody_in("general_secretary", top_id())
    decision = adopt_decision(actor=actor, decision_id=a_draft(actor, top_id()).pk, at=at)
    adopted = at - timedelta(days=1700 - 420 * number)
    sql(
        "update decisions_decision set adopted_at = %s, answer_by = %s where id = %s",
        adopted, (adopted + timedelta(days=30)).date(), decision.pk,
    )  # fmt: skip
    sql(
        "update decisions_clause set due_on = %s where decision_id = %s",
        (adopted + timedelta(days=365)).date(),
        decision.pk,
    )
    sql(_COURSE, adopted, adopted, decision.pk)
    sql(_PROGRESS, adopted, decision.pk)
    sql(_CALLS, adopted, adopted, adopted, top_id(), decision.pk)
    fold()


_MEMBERS = """
insert into organisation_membership (body_id, person_id, since, until, standing, name)
select body.id, uuidv7(), (%s::timestamptz - n * interval '170 days' - abs(hashtext(body.code)) %% 160 * interval '1 day')::date,
       case when (abs(hashtext(body.code)) + n) %% 11 = 0 then (now() - abs(hashtext(body.code)) %% 150 * interval '1 day')::date end,
       'member', 'Kim Novak'
from organisation_body as body
cross join generate_series(1, 20) as n
where body.is_cell
"""

# Three terms one after the other in each leading post, some weeks apart; the last has not ended but in one of forty.
_TERMS = """
insert into offices_term (id, body_id, office, seat, person_id, person_name, since, until, standing)
select uuidv7(), post.id, post.office, 1, uuidv7(), 'Kim Novak', begun.since,
       case when n > 0 or post.mark %% 40 = 0 then begun.since + post.mark %% 300 * interval '1 day' + interval '300 days' end, 'held'
from (
    select body.id, split_part(led, '/', 2) as office, abs(hashtext(body.code)) as mark
    from organisation_body as body
    join unnest(%s::text[]) as led on split_part(led, '/', 1) = body.kind
) as post
cross join generate_series(0, 2) as n
cross join lateral (
    select %s::timestamptz - interval '620 days' * (n + 1) - post.mark %% 20 * interval '1 day' as since
) as begun
"""

# Of a hundred bodies 6 never answered, 3 objected, the others are under way or done.
_COURSE = """
update decisions_directive as directive
set state = case when mark < 6 then 'received' when mark < 9 then 'objected' when mark < 18 then 'accepted'
                 when mark < 50 then 'under_way' when mark < 70 then 'reported' else 'verified' end,
    accepted_at = case when mark >= 9 then %s::timestamptz + mark * interval '1 day' end,
    accepted_by = case when mark >= 9 then 'Kim' else '' end,
    state_since = %s::timestamptz + mark * interval '2 days'
from (select id, abs(hashtext(code)) %% 100 as mark from organisation_body) as body
where body.id = directive.body_id and directive.decision_id = %s
"""

_PROGRESS = """
insert into decisions_progress (decision_id, body_id, clause, state, words, obstacle, updated_at, updated_by)
select directive.decision_id, directive.body_id, clause.number,
       case directive.state when 'under_way' then case when clause.number = 1 then 'reported' else 'under_way' end
                            else directive.state end,
       'Words.', case when directive.state = 'under_way' and hashtext(directive.body_id::text) %% 7 = 0 then 'No room.' else '' end,
       %s::timestamptz + interval '60 days', 'Kim'
from decisions_directive as directive
join decisions_clause as clause on clause.decision_id = directive.decision_id
    and directive.clauses >> (clause.number - 1) & 1 = 1 and clause.number <= 2
where directive.state in ('under_way', 'reported', 'verified') and directive.decision_id = %s
"""

_CALLS = """
insert into decisions_helpcall (body_id, id, decision_id, clause, text, asked_at, asked_by, with_id, answer_by, passed, answer,
    closed_at, closed_by)
select body_id, uuidv7(), decision_id, clause, obstacle, %s, 'Kim', with_id, (%s::timestamptz + interval '9 days')::date, 0,
       case when mark then 'Use ours.' else '' end, case when mark then asked end, case when mark then 'Kim' else '' end
from (
    select progress.*, hashtext(progress.body_id::text) %% 2 = 0 as mark, given.asked, given.with_id
    from decisions_progress as progress
    cross join (values (%s::timestamptz, %s::uuid)) as given (asked, with_id)
    where progress.obstacle <> '' and progress.clause = 2 and progress.decision_id = %s
) as called
"""

_MEETINGS = """
insert into meetings_meeting (body_id, id, day, state, place, agenda, resolved, present, members, quorum_percent, reason,
    corrections, entered_at, entered_by)
select body.id, uuidv7(), (%s::timestamptz - n * interval '200 days' - mark %% 190 * interval '1 day')::date, 'held', '', '', '',
       8 + mark %% 9, 20, 50, '', 0, now(), 'Kim'
from (select id, abs(hashtext(code)) as mark from organisation_body) as body
cross join generate_series(0, %s) as n
where (mark + n) %% 13 <> 0
"""

_LAST_MEETINGS = """
insert into meetings_lastmeeting (body_id, path, kind, founded_on, since, lives, day, quorate)
select body.id, body.path, body.kind, body.founded_on, body.since, true, last.day, true
from organisation_body as body
left join (select body_id, max(day) as day from meetings_meeting group by body_id) as last on last.body_id = body.id
"""

_ASKINGS = """
insert into reports_asking (id, template, title, body_id, kinds, every, starts_on, ends_on, due_on, questions, width, minutes,
    asked_at, asked_by, because, bodies)
select uuidv7(), 'five_years', 'Yearly report', body.id, array['cell'], 'year', (asked - n * interval '300 days')::date,
       (asked - n * interval '300 days')::date + 20, (asked - n * interval '300 days')::date + 25,
       '[{"code": "went_well", "title": "What went well?", "form": "words", "options": [], "unit": "", "required": false,
          "filled_by": "", "about": "success", "over_time": "sum", "for_all_above": true}]', 7, 5, asked, '', '', 0
from generate_series(0, %s) as n
cross join (values (%s::uuid, %s::timestamptz - interval '30 days')) as body (id, asked)
"""

_REPORTS = """
insert into reports_report (asking_id, body_id, path, state, due_at, answers, known, slots, sent_at, late)
select asking.id, body.id, body.path, case when mark %% 9 = 0 then 'open' else 'accepted' end, asking.due_on,
       case when mark %% 9 = 0 then '{}' else '{"went_well": "We repaired the hall together with the cell next to us."}' end::jsonb, '{}',
       case when mark %% 9 = 0 then null else array[1]::bigint[] end,
       case when mark %% 9 = 0 then null else %s::timestamptz end, mark %% 9 <> 0 and mark %% 14 = 0
from reports_asking as asking
cross join (select id, path, abs(hashtext(code)) as mark from organisation_body where is_cell) as body
"""

_SHORTCOMINGS = """
insert into shortcomings_shortcoming (body_id, id, path, kind, what, weight, cause, source, appeared_on, raised_at, state,
    state_since, owner_id, owner_office, due_on, turn_id, turn_path, turn_office, turn_by, corrected_on)
select body.id, uuidv7(), body.path, body.kind, 'Something.', 'small', (array['no_room', 'no_time', 'unclear', 'other'])[1 + mark %% 4],
       (array['own', 'above', 'voice', 'system'])[1 + mark / 7 %% 4], raised::date - 3, raised,
       case when mark %% 5 = 0 then 'open' else 'closed' end, raised + mark %% 60 * interval '1 day', body.id, 'cell_secretary',
       raised::date + 14, body.id, body.path, 'cell_secretary', raised::date + 14,
       case when mark %% 5 <> 0 then raised::date + mark %% 60 end
from (select id, path, kind, abs(hashtext(code)) as mark from organisation_body) as body
cross join lateral (select %s::timestamptz - interval '70 days' - mark %% 1750 * interval '1 day' as raised) as at
"""

_VOICES = """
insert into voices_voice (body_id, id, cell_path, with_id, with_path, with_since, kind, subject, words, manner, author_id, name,
    received_on, state, state_on, answer_by, judge_by, lateness, paused_on, clarified, reopened, withheld, supports, passes, steps)
select body.id, uuidv7(), body.path, body.id, body.path, said, (array['thought', 'need', 'proposal', 'question', 'praise'])[1 + mark %% 5],
       'other', 'Words.', 'named', uuidv7(), 'Kim', said, case when mark %% 8 = 0 then 'received' else 'acknowledged' end, said, said + 14,
       null, 'waiting', null, false, false, false, mark %% 3, 0, 3
from (select id, path, abs(hashtext(code || 'v')) as mark from organisation_body where is_cell) as body
cross join lateral (select (%s::timestamptz - interval '20 days' - mark %% 1790 * interval '1 day')::date as said) as at
"""

_STEPS = """
insert into voices_voicestep (body_id, voice_id, number, "on", what, state, words, by)
select voice.body_id, voice.id, n, voice.received_on + n * 3,
       (array['said', 'acknowledged', case when hashtext(voice.id::text) % 3 = 0 then 'climbed' else 'content' end])[n], 'received', '', ''
from voices_voice as voice
cross join generate_series(1, 3) as n
"""

_ANSWERS = """
insert into voices_answer (body_id, id, voice_id, number, by_id, kind, words, link_kind, link_title, published, answered_at,
    answered_by)
select voice.body_id, uuidv7(), voice.id, 3, voice.with_id, (array['done', 'partly', 'cannot', 'needs_decision'])[1 + abs(hashtext(voice.id::text)) % 4],
       'Words.', '', '', false, voice.received_on + 3 + abs(hashtext(voice.id::text)) % 20, 'Kim'
from voices_voice as voice
where voice.state = 'acknowledged'
"""
