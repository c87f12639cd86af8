"""The nightly run of all detectors of the party's statutes over 320,000 cells.

Three decisions are under way, a report is in, posts are held but for one in forty, meetings are on record but for one in
twenty-five. The first night finds everything at once, the second nothing new, the third that a part is gone. The limit is
one scan of each of the tables that the detectors read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.ground import REFERENCE, ground, grow, somebody_in, sql, top_id, upkeep
from bench.rows import Row, seconds_of

LONGEST = 60.0
ROUNDS = 3
READ = (
    "organisation_body", "decisions_directive", "decisions_progress", "decisions_planitem", "meetings_lastmeeting",
    "reports_report", "offices_term", "shortcomings_shortcoming", "shortcomings_shortcomingstep", "shortcomings_correction",
)  # fmt: skip


def measure() -> Iterator[Row]:
    """On the tree of reference size."""
    with ground("detectors"):
        grow(REFERENCE)
        at = _work_under_way()
        yield from _nights(at)


def _nights(at: datetime) -> Iterator[Row]:
    first, found = _night(at)
    raised = sum(each.found for each in found)
    _settle()
    again, same = _night(at + timedelta(hours=1))
    twice = sum(each.found for each in same)
    _some_of_it_done(at)
    _settle()
    third, later = _night(at + timedelta(hours=2))
    gone = sum(each.gone for each in later)
    scans = [seconds_of(_scan) for _ in range(ROUNDS)]
    limit = sorted(scans)[ROUNDS // 2]
    ((cells, bodies),) = sql("select count(*) filter (where is_cell), count(*) from organisation_body")
    size = f"{cells:,} cells, {bodies:,} bodies, {len(found)} detectors"
    for what, seconds, result, good in (
        ("first night: everything is found at once", first, f"{raised:,} found", raised > 0),
        ("second night: nothing is raised twice", again, f"{twice:,} found", twice == 0),
        ("third night: a part is gone", third, f"{gone:,} gone", gone > 0),
    ):  # fmt: skip
        yield Row(
            what=f"detectors, {what}", size=size, reached=f"{seconds:.1f} s, {result}",
            limit=f"one scan of the same tables: {limit:.2f} s", ratio=f"{seconds / limit:.1f}", wanted=f"<= {LONGEST:.0f} s",
            ok=seconds <= LONGEST and good,
        )  # fmt: skip
    slowest = max(found, key=lambda each: each.milliseconds)
    yield Row(
        what="the slowest of them, first night", size=f"{slowest.detector}, {slowest.found:,} found",
        reached=f"{slowest.milliseconds / 1000:.1f} s",
    )  # fmt: skip
    climb = seconds_of(lambda: _climb(at + timedelta(days=40)))
    ((late,),) = sql("select count(*) from shortcomings_shortcoming where climbed > 0")
    yield Row(what="what is late climbs, all of it in one night", size=f"{late:,} late", reached=f"{climb:.1f} s")


def _night(at: datetime) -> tuple[float, list[Any]]:
    from cellwork.shortcomings.actions.detecting import detect  # noqa: PLC0415 -- Django is ready by now

    found: list[Any] = []
    return seconds_of(lambda: found.extend(detect(at=at))), found


def _climb(at: datetime) -> int:
    from cellwork.shortcomings.actions.climbing import climb_when_late  # noqa: PLC0415 -- Django is ready by now

    return climb_when_late(at=at)


def _scan() -> None:
    for table in READ:
        sql(f"select count(one.*) from {table} as one")


def _settle() -> None:
    upkeep("vacuum analyze shortcomings_shortcoming, shortcomings_shortcomingstep")


def _work_under_way() -> datetime:
    """Three decisions, posts, meetings and reports, as a large organisation has them on some day."""
    from cellwork.kernel import clock  # noqa: PLC0415 -- Django is ready by now

    at = clock.now()
    sql(
        "truncate shortcomings_shortcoming, shortcomings_shortcomingstep, shortcomings_correction, shortcomings_help,"
        " shortcomings_detectorrun, meetings_lastmeeting, reports_report, reports_asking cascade"
    )
    _hold_offices(at)
    for _ in range(3):
        _decide(at)
    sql(_MEETINGS, at)
    sql(_ASKING, at, at, at, top_id(), at)
    sql(_REPORTS, at, at)
    for table in READ:
        upkeep(f"vacuum analyze {table}")  # type: ignore[arg-type]
    return at


def _hold_offices(at: datetime) -> None:
    from cellwork.statutes.queries import statutes_at  # noqa: PLC0415 -- Django is ready by now

    sql("truncate offices_term")
    for kind in statutes_at(at).kinds:
        for office in statutes_at(at).leading_offices_at(kind):
            sql(_TERMS, office.code, at - timedelta(days=200), kind)


def _decide(at: datetime) -> None:
    from bench.ground import a_draft  # noqa: PLC0415 -- Django is ready by now
    from cellwork.decisions.actions.adopting import adopt_decision  # noqa: PLC0415 -- with it

    actor = somebody_in("general_secretary", top_id())
    decision = adopt_decision(actor=actor, decision_id=a_draft(actor, top_id()).pk, at=at)
    sql("update decisions_decision set answer_by = %s where id = %s", (at - timedelta(days=20)).date(), decision.pk)
    sql(_COURSE, at, at, decision.pk)
    sql(_PLANS, at, at, decision.pk)
    sql(_PROGRESS, at, decision.pk)


def _some_of_it_done(at: datetime) -> None:
    """Every third that was silent accepts, and every third that had not met meets."""
    sql(
        "update decisions_directive set state = 'accepted', accepted_at = %s, accepted_by = 'Kim', state_since = %s"
        " where state = 'received' and hashtext(body_id::text) %% 3 = 0",
        at, at,
    )  # fmt: skip
    sql("update meetings_lastmeeting set day = %s where hashtext(body_id::text) %% 3 = 0", at.date())


# One in forty leading posts is vacant.
_TERMS = """
insert into offices_term (id, body_id, office, seat, person_id, person_name, since, standing)
select uuidv7(), body.id, %s, 1, uuidv7(), 'Kim Novak', %s, 'held'
from organisation_body as body
where body.kind = %s and hashtext(body.code) %% 40 <> 0
"""

# Of a hundred bodies about 6 have not answered, 10 accepted and no more, the others are under way or done.
_COURSE = """
update decisions_directive as directive
set state = case when mark < 6 then 'received' when mark < 16 then 'accepted'
                 when mark < 60 then 'under_way' else 'reported' end,
    accepted_at = case when mark >= 6 then %s::timestamptz - mark * interval '1 day' end,
    accepted_by = case when mark >= 6 then 'Kim' else '' end,
    state_since = %s::timestamptz - mark * interval '0.6 day'
from (select id, abs(hashtext(code)) %% 100 as mark from organisation_body) as body
where body.id = directive.body_id and directive.decision_id = %s
"""

_PLANS = """
insert into decisions_planitem (decision_id, body_id, position, what, who, by_when)
select directive.decision_id, directive.body_id, n, 'Something', '',
       (%s::timestamptz - mark * interval '1 day' + interval '25 days')::date
from decisions_directive as directive
join (select id, abs(hashtext(code)) %% 60 as mark from organisation_body) as body on body.id = directive.body_id
cross join generate_series(1, 2) as n
where directive.accepted_at is not null and directive.state_since < %s and directive.decision_id = %s
"""

_PROGRESS = """
insert into decisions_progress (decision_id, body_id, clause, state, words, obstacle, updated_at, updated_by)
select decision_id, body_id, 1, 'under_way', 'Begun.', '', %s::timestamptz - interval '9 days', 'Kim'
from decisions_directive
where state in ('under_way', 'reported') and decision_id = %s
"""

_MEETINGS = """
insert into meetings_lastmeeting (body_id, path, kind, founded_on, since, lives, day, quorate)
select id, path, kind, founded_on, since, true, (%s::timestamptz - (abs(hashtext(code)) %% 47) * interval '1 day')::date, true
from organisation_body
where hashtext(code) %% 25 <> 0
"""

_ASKING = """
insert into reports_asking (id, template, title, body_id, kinds, every, starts_on, ends_on, due_on, questions, width, minutes,
    asked_at, asked_by, because, bodies)
select uuidv7(), 'bench', 'Bench', body.id, array['cell'], 'month', %s::date, %s::date, %s::date,
       '[{"code": "members", "title": "How many members?"}]', 8, 5, asked, '', '', 0
from (values (%s::uuid, %s::timestamptz)) as body (id, asked)
"""

# One report in a hundred says something else than the house counts.
_REPORTS = """
insert into reports_report (asking_id, body_id, path, state, due_at, answers, known, slots, sent_at)
select asking.id, body.id, body.path, 'sent', %s, jsonb_build_object('members', (mark %% 20)::text),
       jsonb_build_object('members', (case when mark = 0 then 21 else mark %% 20 end)::text), array[1, 1]::bigint[],
       %s::timestamptz - interval '12 days'
from reports_asking as asking
cross join (select id, path, abs(hashtext(code)) %% 100 as mark from organisation_body where is_cell) as body
"""
