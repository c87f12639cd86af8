-- What bodies answered to one report, when they sent it, and what the body above said.
-- Run by: the story, once an asking. Every body that somebody leads reports with some likelihood, later in the province that lags;
-- bodies whose people can be played are left out: their reports are real acts. The figures that a form would have been filled in
-- with are counted here as the form counts them; others are drawn around what is usual.
-- `surely_below`: all bodies directly below this one report. The three names in braces stand for one expression per question each; `part` and `whole` are the two numbers of a share.
with asked as materialized (
    select report.body_id, report.due_at, body.n, body.level, body.top, actor.person_name, above.person_name as above_name, body.kind, body.parent, body.below
    from reports_report as report
    join demo_body as body on ('01900000-0000-7000-8000-' || lpad(to_hex(body.n), 12, '0'))::uuid = report.body_id
    join demo_actor as actor on actor.body_id = report.body_id
    left join demo_actor as above on above.body_id = ('01900000-0000-7000-8000-' || lpad(to_hex(body.parent), 12, '0'))::uuid
    where report.asking_id = %(asking_id)s and report.body_id <> all(%(avoid)s::uuid[])
), timed as (
    select asked.*,
           pg_temp.moment(1 + case when pg_temp.chance(n, %(salt)s + 2) < 0.09
                               then %(due_days)s + 0.1 + 12 * pg_temp.chance(n, %(salt)s + 3)
                               else (%(due_days)s - 0.1) * pg_temp.chance(n, %(salt)s + 3) end, %(ends_on)s::date, %(zone)s) as sent_at
    from asked
    where pg_temp.chance(n, %(salt)s + 1) < %(share)s - case when top = %(lagging)s then 0.22 else 0 end or parent = %(surely_below)s
), judged as (
    select timed.*, pg_temp.chance(n, %(salt)s + 4) < %(returned)s as returned,
           case when above_name is not null then
               sent_at + make_interval(hours => 20 + floor(90 * pg_temp.chance(n, %(salt)s + 5))::int) end as judged_at
    from timed
    where sent_at < %(at)s
), people as materialized (
    select body_id, count(*) filter (where standing = 'member' and until is null)::int as members,
           count(*) filter (where standing <> 'around' and since between %(starts_on)s and %(ends_on)s)::int as joined
    from organisation_membership
    group by body_id
), met as materialized (
    select body_id, count(*)::int as meetings, sum(present) filter (where members is not null)::int as attendance_part,
           sum(members) filter (where present is not null)::int as attendance_whole
    from meetings_meeting
    where state = 'held' and day between %(starts_on)s and %(ends_on)s
    group by body_id
), stepped as materialized (
    select body_id, count(distinct decision_id) filter (where became = 'accepted')::int as accepted,
           count(distinct decision_id) filter (where became = 'reported')::int as done
    from decisions_step
    where clause = 0 and day between %(starts_on)s and %(ends_on)s
    group by body_id
), task as materialized (
    select directive.body_id, count(*)::int as tasks_whole,
           (count(*) filter (where exists (
               select from decisions_step as step
               where step.body_id = directive.body_id and step.decision_id = directive.decision_id and step.clause = clause.number
                 and step.became = 'reported' and step.day <= %(ends_on)s)))::int as tasks_part
    from decisions_directive as directive
    join decisions_clause as clause on clause.decision_id = directive.decision_id and clause.kind = 'task'
        and (directive.clauses >> (clause.number - 1)::int) & 1 = 1
    where directive.state <> 'closed' and (directive.received_at at time zone %(zone)s)::date <= %(ends_on)s
    group by directive.body_id
), told as (
    select judged.body_id, judged.due_at, judged.sent_at, judged.returned and judged.judged_at < %(at)s as returned,
           case when judged.judged_at < %(at)s then judged.judged_at end as judged_at,
           person_name as sent_by, above_name as judged_by,
           case when level = 4 then people.members end as members, case when level = 4 then people.joined end as joined,
           coalesce(met.meetings, 0) as meetings, met.attendance_part, met.attendance_whole,
           held.seats as offices_part, (%(seats)s::jsonb ->> kind)::int as offices_whole,
           coalesce(stepped.accepted, 0) as accepted, coalesce(stepped.done, 0) as done, task.tasks_part, task.tasks_whole,
           floor(9 * pg_temp.chance(n, %(salt)s + 6))::int as visits,
           round(coalesce(people.members, 20) * (0.45 + 0.5 * pg_temp.chance(n, %(salt)s + 7)))::int as study_part, people.members as study_whole,
           1 + (pg_temp.chance(n, %(salt)s + 8) > 0.46)::int + (pg_temp.chance(n, %(salt)s + 8) > 0.88)::int as mood,
           (%(went_well)s::text[])[pg_temp.place_in(cardinality(%(went_well)s::text[]), n, %(salt)s + 9)] as went_well,
           (%(fell_short)s::text[])[pg_temp.place_in(cardinality(%(fell_short)s::text[]), n, %(salt)s + 10)] as fell_short,
           (%(needs)s::text[])[pg_temp.place_in(3 * cardinality(%(needs)s::text[]), n, %(salt)s + 11)] as needs, null::text as photo,
           floor(5 * pg_temp.chance(n, %(salt)s + 12))::int as cells_helped,
           greatest(1, below - floor(3 * pg_temp.chance(n, %(salt)s + 13))::int) as secretaries_met_part,
           greatest(1, below) as secretaries_met_whole,
           (%(remarks)s::text[])[pg_temp.place_in(cardinality(%(remarks)s::text[]), n, %(salt)s + 14)] as remark
    from judged
    cross join lateral (
        select count(*)::int as seats
        from offices_term as term
        where level < 4 and term.body_id = judged.body_id and term.since <= judged.sent_at and (term.until is null or term.until > judged.sent_at)
    ) as held
    left join people using (body_id)
    left join met using (body_id)
    left join stepped using (body_id)
    left join task using (body_id)
)
update reports_report as report
set state = case when told.returned then 'returned' when told.judged_at is not null then 'accepted' else 'sent' end,
    late = told.sent_at >= told.due_at, sent_at = told.sent_at, sent_by = told.sent_by,
    judged_at = told.judged_at, judged_by = case when told.judged_at is not null then told.judged_by else '' end,
    remark = case when told.returned then told.remark else '' end,
    answers = jsonb_strip_nulls(jsonb_build_object({answers})),
    known = jsonb_strip_nulls(jsonb_build_object({known})),
    slots = case when told.returned then null else array[{slots}]::bigint[] end
from told
where report.asking_id = %(asking_id)s and report.body_id = told.body_id
