-- How far has each addressed body come with one decision, and when did it take each step?
-- Run by: the story, once a decision. One row per directive; times are days since adoption.
-- Bodies are put in order by a score that is mostly their own and partly their committee's, city's and province's, so that
-- branches differ; the place in that order decides the stage, so that shares are exact.
drop table if exists demo_course;
create temporary table demo_course on commit drop as
with scored as (
    select directive.body_id, directive.path, directive.sector, directive.clauses, body.n, body.level, body.parent,
           actor.person_id, actor.person_name, actor.office, actor.term_id,
           above.person_id as above_id, above.person_name as above_name, above.office as above_office, above.term_id as above_term,
           ('01900000-0000-7000-8000-' || lpad(to_hex(parent.n), 12, '0'))::uuid as parent_id,
           ('01900000-0000-7000-8000-' || lpad(to_hex(parent.parent), 12, '0'))::uuid as grandparent_id,
           0.55 * pg_temp.chance(body.n, %(salt)s + 1) + 0.15 * pg_temp.chance(body.parent, %(salt)s + 2)
           + 0.18 * pg_temp.chance(coalesce(body.mid, body.parent), %(salt)s + 3) + 0.12 * pg_temp.chance(body.top, 104)
           - case when body.top = %(lagging)s then 0.12 else 0 end
           - case when actor.body_id is null then 10 else 0 end as score
    from decisions_directive as directive
    join demo_body as body on ('01900000-0000-7000-8000-' || lpad(to_hex(body.n), 12, '0'))::uuid = directive.body_id
    join demo_body as parent on parent.n = body.parent
    left join demo_actor as actor on actor.body_id = directive.body_id
    left join demo_actor as above on above.body_id = ('01900000-0000-7000-8000-' || lpad(to_hex(parent.n), 12, '0'))::uuid
    where directive.decision_id = %(decision_id)s and directive.body_id <> all(%(avoid)s::uuid[])
), ranked as (
    select *, percent_rank() over (order by score, n) as p
    from scored
), staged as (
    select *, least(
               case when person_id is null then 0 when p < %(read_from)s then 0 when p < %(accepted_from)s then 1
                    when p < %(working_from)s then 2 when p < %(reported_from)s then 3 when p < %(verified_from)s then 4 else 5 end,
               case when above_id is null then 4 else 5 end) as stage
    from ranked
), flagged as (
    select *, stage = 4 and above_id is not null and pg_temp.chance(n, %(salt)s + 4) < 0.2 as returned,
           stage between 1 and 3 and pg_temp.chance(n, %(salt)s + 5) < %(objecting)s * case stage when 1 then 2.5 else 0.7 end as objected
    from staged
), answered as (
    select *, objected and (stage > 1 or pg_temp.chance(n, %(salt)s + 6) < 0.45) as answered
    from flagged
), delayed as (
    select *,
           case when stage >= 1 then f * greatest(0.05, pg_temp.spread(3.2, 1.3, n, %(salt)s + 11)) else 0 end as d1,
           case when objected then f * greatest(0.2, pg_temp.spread(2.0, 0.6, n, %(salt)s + 12)) else 0 end as d2,
           case when answered then f * greatest(0.5, pg_temp.spread(4.0, 0.9, n, %(salt)s + 13)) else 0 end as d3,
           case when stage >= 2 then f * greatest(0.1, pg_temp.spread(6.0, 2.2, n, %(salt)s + 14)) else 0 end as d4,
           case when stage >= 3 then f * greatest(0.1, pg_temp.spread(6.5, 2.5, n, %(salt)s + 15)) else 0 end as d5,
           case when stage >= 4 then f * greatest(0.6, pg_temp.spread(10.0, 3.0, n, %(salt)s + 16)) else 0 end as d6,
           case when stage = 5 or returned then f * greatest(0.3, pg_temp.spread(6.0, 2.0, n, %(salt)s + 17)) else 0 end as d7
    from answered
    cross join lateral (select %(pace)s * (1.6 - p) as f) as pace
)
select body_id, path, sector, clauses, n, level, p, stage, returned, objected, answered,
       person_id, person_name, office, term_id, above_id, above_name, above_office, above_term, parent_id, grandparent_id,
       case when objected then uuidv7() end as objection_id,
       case when stage >= 1 then d1 * s end as t1,
       case when objected then (d1 + d2) * s end as t2,
       case when answered then (d1 + d2 + d3) * s end as t3,
       case when stage >= 2 then (d1 + d2 + d3 + d4) * s end as t4,
       case when stage >= 3 then (d1 + d2 + d3 + d4 + d5) * s end as t5,
       case when stage >= 4 then (d1 + d2 + d3 + d4 + d5 + d6) * s end as t6,
       case when stage = 5 or returned then (d1 + d2 + d3 + d4 + d5 + d6 + d7) * s end as t7,
       (%(plans)s::text[])[pg_temp.place_in(cardinality(%(plans)s::text[]), n, %(salt)s + 21)] as plan,
       (%(reports)s::text[])[pg_temp.place_in(cardinality(%(reports)s::text[]), n, %(salt)s + 22)] as report,
       (%(remarks)s::text[])[pg_temp.place_in(cardinality(%(remarks)s::text[]), n, %(salt)s + 23)] as remark,
       (%(objections)s::text[])[pg_temp.place_in(cardinality(%(objections)s::text[]), n, %(salt)s + 24)] as objection,
       (%(answers)s::text[])[pg_temp.place_in(cardinality(%(answers)s::text[]), n, %(salt)s + 25)] as answer
from delayed
-- Nothing lies later than yesterday evening: whoever would need more than three quarters of the time is drawn together, gently.
cross join lateral (
    select (%(days)s - 0.03)::double precision as most, greatest(d1 + d2 + d3 + d4 + d5 + d6 + d7, 0.001) as needed
) as time
cross join lateral (
    select case when needed <= 0.75 * most then 1.0
                else most * (1 - 0.25 * exp((0.75 * most - needed) / (0.25 * most))) / needed end as s
) as squeezed;

analyze demo_course;

-- The clauses each body touched, when, and what it wrote.
drop table if exists demo_clause;
create temporary table demo_clause on commit drop as
with task as (
    select course.*, clause.number, clause.measure, clause.target, course.n * 64 + clause.number as h,
           clause.number = min(clause.number) over (partition by course.body_id) as lead,
           coalesce(t6, %(days)s - 0.03) as ends,
           case when stage = 3 then least(1.0, greatest(0.0, (p - %(working_from)s) / (%(reported_from)s - %(working_from)s))) else 1 end as x
    from demo_course as course
    join decisions_clause as clause on clause.decision_id = %(decision_id)s and clause.kind = 'task'
        and course.clauses >> (clause.number - 1) & 1 = 1
    where stage >= 3
), touched as (
    select *, stage >= 4 or pg_temp.chance(h, %(salt)s + 31) < case when lead then 0.25 + 0.7 * x else 0.55 * x end as finished,
           case when lead then t5 else t5 + (ends - t5) * 0.8 * pg_temp.chance(h, %(salt)s + 32) end as begun
    from task
    where stage >= 4 or lead or pg_temp.chance(h, %(salt)s + 33) < 0.15 + 0.65 * x
), timed as (
    select *, case when finished then begun + (ends - begun) * (0.15 + 0.8 * pg_temp.chance(h, %(salt)s + 34)) end as done,
           finished and not lead and pg_temp.chance(h, %(salt)s + 35) < 0.5 as at_one_stroke
    from touched
)
select body_id, number as clause, h, lead, finished, measure, target,
       case when not at_one_stroke then begun end as begun, done,
       case when stage = 5 then 'verified' when returned and lead then 'returned' when finished then 'reported' else 'under_way' end as state,
       case when measure = 'number' then greatest(1, floor(target * (0.1 + 0.75 * pg_temp.chance(h, %(salt)s + 36))))::int end as number_begun,
       case when measure = 'number' then floor(target * (1 + 0.6 * pg_temp.chance(h, %(salt)s + 37))) end as number_done,
       begun_with.words as words_begun, done_with.words as words_done,
       case when not finished and above_office in ('chief_secretary', 'secretary', 'general_secretary')
                 and pg_temp.chance(h, %(salt)s + 38) < 0.14
            then (%(obstacles)s::text[])[pg_temp.place_in(cardinality(%(obstacles)s::text[]), h, %(salt)s + 39)] else '' end as obstacle
from timed
join demo_words as begun_with on begun_with.topic = 'under_way' and begun_with.clause = timed.number
    and begun_with.k = pg_temp.place_in(begun_with.many, h, %(salt)s + 40)
join demo_words as done_with on done_with.topic = 'done' and done_with.clause = timed.number
    and done_with.k = pg_temp.place_in(done_with.many, h, %(salt)s + 41);

create index on demo_clause (body_id);
analyze demo_clause;

-- What stands in the way was called out to the body above: most calls are answered; of the others the young ones wait there
-- still, and some have climbed by themselves when their time ran out.
drop table if exists demo_call;
create temporary table demo_call on commit drop as
select clause.body_id, clause.clause, clause.obstacle, clause.begun, uuidv7() as call_id, fate,
       case when fate = 'answered' then begun + (least(begun + 6.5, %(days)s - 0.03) - begun) * (0.1 + 0.8 * pg_temp.chance(h, %(salt)s + 63)) end as answered,
       (%(help)s::text[])[pg_temp.place_in(cardinality(%(help)s::text[]), h, %(salt)s + 64)] as answer
from demo_clause as clause
join demo_course as course using (body_id)
cross join lateral (
    select case when %(days)s - floor(begun) between %(help_days)s + 1 and 2 * %(help_days)s and grandparent_id is not null
                     and pg_temp.chance(h, %(salt)s + 61) < 0.3 then 'climbed'
                when %(days)s - floor(begun) <= %(help_days)s and pg_temp.chance(h, %(salt)s + 62) < 0.55 then 'open'
                else 'answered' end as fate
) as fates
where clause.obstacle <> ''
