-- Write the course of one decision down as the actions would have: directives, plans, progress, objections, steps.
-- Run by: the story, once a decision. Set-based, since 300,000 acts of history would take hours; `test_story` holds that
-- states, times, persons and figures are those that acts would have left.
update decisions_directive as directive
set state = case when stage = 0 then 'received' when stage = 1 then case when objected and not answered then 'objected' else 'read' end
                 when stage = 2 then 'accepted' when stage = 3 then 'under_way'
                 when stage = 4 then case when returned then 'returned' else 'reported' end else 'verified' end,
    state_since = pg_temp.moment(greatest(t1, t2, t3, t4, t5, t6, t7), %(day0)s, %(zone)s),
    plan = case when stage >= 2 then course.plan else '' end,
    accepted_at = pg_temp.moment(t4, %(day0)s, %(zone)s),
    accepted_by = case when stage >= 2 then person_name else '' end,
    reported_at = pg_temp.moment(t6, %(day0)s, %(zone)s),
    report = case when stage >= 4 then course.report else '' end,
    remark = case when returned then course.remark else '' end
from demo_course as course
where directive.decision_id = %(decision_id)s and directive.body_id = course.body_id and stage >= 1;

insert into decisions_planitem (decision_id, body_id, position, clause, what, who, by_when)
select %(decision_id)s, course.body_id, row_number() over (partition by course.body_id order by clause.number), clause.number, plan.words,
       (%(who)s::text[])[pg_temp.place_in(cardinality(%(who)s::text[]), course.n * 64 + clause.number, %(salt)s + 51)],
       greatest(%(day0)s + floor(course.t4)::int + 2, clause.due_on - floor(12 * pg_temp.chance(course.n * 64 + clause.number, %(salt)s + 52))::int)
from demo_course as course
join decisions_clause as clause on clause.decision_id = %(decision_id)s and clause.kind = 'task'
    and course.clauses >> (clause.number - 1) & 1 = 1
join demo_words as plan on plan.topic = 'plan' and plan.clause = clause.number
    and plan.k = pg_temp.place_in(plan.many, course.n * 64 + clause.number, %(salt)s + 53)
where stage >= 2 and pg_temp.chance(course.n, %(salt)s + 54) < 0.75 and pg_temp.chance(course.n * 64 + clause.number, %(salt)s + 55) < 0.6;

insert into decisions_progress (decision_id, body_id, clause, state, number, words, obstacle, updated_at, updated_by)
select %(decision_id)s, body_id, clause.clause, clause.state, case when finished then number_done else number_begun end,
       case when finished then words_done else words_begun end, obstacle,
       pg_temp.moment(coalesce(done, begun), %(day0)s, %(zone)s), course.person_name
from demo_clause as clause
join demo_course as course using (body_id);

insert into decisions_objection (body_id, id, decision_id, text, raised_at, raised_by, answer_by, answer, answered_at, answered_by)
select body_id, objection_id, %(decision_id)s, objection, pg_temp.moment(t2, %(day0)s, %(zone)s), person_name,
       %(day0)s + floor(t2)::int + %(objection_days)s, case when answered then answer else '' end,
       pg_temp.moment(t3, %(day0)s, %(zone)s), case when answered then %(decider_name)s else '' end
from demo_course
where objected;

insert into decisions_helpcall (body_id, id, decision_id, clause, text, asked_at, asked_by, with_id, answer_by, passed, answer, closed_at, closed_by)
select body_id, call_id, %(decision_id)s, call.clause, obstacle, pg_temp.moment(begun, %(day0)s, %(zone)s), person_name,
       case fate when 'climbed' then grandparent_id else parent_id end,
       %(day0)s + floor(begun)::int + case fate when 'climbed' then 2 * %(help_days)s + 1 else %(help_days)s end,
       case fate when 'climbed' then 1 else 0 end, case fate when 'answered' then call.answer else '' end,
       pg_temp.moment(call.answered, %(day0)s, %(zone)s), case fate when 'answered' then above_name else '' end
from demo_call as call
join demo_course as course using (body_id);

insert into decisions_step (body_id, id, decision_id, path, sector, clause, clauses, was, became, at, day, by, words)
select body_id, uuidv7(pg_temp.moment(t, %(day0)s, %(zone)s) - now()), %(decision_id)s, path, sector, 0, clauses, was, became,
       pg_temp.moment(t, %(day0)s, %(zone)s), %(day0)s + floor(t)::int, who, words
from demo_course
cross join lateral (values
    (t1, 'received', 'read', person_name, ''), (t2, 'read', 'objected', person_name, objection),
    (t3, 'objected', 'read', %(decider_name)s, answer), (t4, 'read', 'accepted', person_name, plan),
    (t5, 'accepted', 'under_way', person_name, ''), (t6, 'under_way', 'reported', person_name, report),
    (t7, 'reported', case when returned then 'returned' else 'verified' end, above_name, case when returned then remark else '' end)
) as taken (t, was, became, who, words)
where t is not null;

insert into decisions_step (body_id, id, decision_id, path, sector, clause, clauses, was, became, at, day, by, words)
select course.body_id, uuidv7(pg_temp.moment(t, %(day0)s, %(zone)s) - now()), %(decision_id)s, course.path, course.sector, clause.clause, 0, was, became,
       pg_temp.moment(t, %(day0)s, %(zone)s), %(day0)s + floor(t)::int, who, words
from demo_clause as clause
join demo_course as course using (body_id)
cross join lateral (values
    (clause.begun, '', 'under_way', course.person_name, words_begun),
    (clause.done, case when clause.begun is null then '' else 'under_way' end, 'reported', course.person_name, words_done),
    (case when clause.state in ('verified', 'returned') then course.t7 end, 'reported', clause.state, course.above_name,
     case when finished then words_done else words_begun end)
) as taken (t, was, became, who, words)
where t is not null
