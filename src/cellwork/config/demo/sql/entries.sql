-- The journal entries that these acts would have written, for part of the tree (all of it in the small demo).
-- Run by: the story, once a decision. One row per act; each waits for its seal like any other.
with act as (
    select t, fact, permission, actor_id, by_office as office, by_term as term_id, about as body_id, content, %(via)s as via
    from demo_course as course
    cross join lateral (values
        (t1, 'DecisionRead', 'decisions.accept', person_id, office, term_id, body_id, '{}'::jsonb),
        (t2, 'ObjectionRaised', 'decisions.accept', person_id, office, term_id, body_id, jsonb_build_object('objection_id', objection_id)),
        (t3, 'ObjectionAnswered', 'decisions.answer', %(decider_id)s::uuid, %(decider_office)s, %(decider_term)s::uuid, %(decider_body)s::uuid,
         jsonb_build_object('objection_id', objection_id)),
        (t4, 'DecisionAccepted', 'decisions.accept', person_id, office, term_id, body_id, jsonb_build_object('plan', plan, 'meeting_id', null)),
        (t6, 'DoneReported', 'decisions.carry_out', person_id, office, term_id, body_id, jsonb_build_object('report', report)),
        (case when not returned then t7 end, 'ReportVerified', 'decisions.verify', above_id, above_office, above_term, body_id, '{}'::jsonb),
        (case when returned then t7 end, 'ReportSentBack', 'decisions.verify', above_id, above_office, above_term, body_id,
         jsonb_build_object('because', remark, 'clauses', (
             select jsonb_agg(clause.clause) from demo_clause as clause where clause.body_id = course.body_id and clause.lead)))
    ) as taken (t, fact, permission, actor_id, by_office, by_term, about, content)
    where path >= %(from_path)s and path < %(to_path)s and t is not null
    union all
    select t, 'ProgressRecorded', 'decisions.carry_out', person_id, office, term_id, course.body_id,
           jsonb_build_object('clause', clause.clause, 'state', state_then, 'number', coalesce(number_then::text, ''),
                              'words', words_then, 'obstacle', obstacle_then), %(via)s
    from demo_clause as clause
    join demo_course as course using (body_id)
    cross join lateral (values
        (clause.begun, 'under_way', number_begun, words_begun, case when finished then '' else obstacle end),
        (clause.done, 'reported', number_done, words_done, '')
    ) as taken (t, state_then, number_then, words_then, obstacle_then)
    where path >= %(from_path)s and path < %(to_path)s and t is not null
    union all
    select t, fact, permission, by_person, by_office, by_term, about, content || jsonb_build_object('call_id', call_id), taken.via
    from demo_call as call
    join demo_course as course using (body_id)
    cross join lateral (values
        (begun, 'HelpCalledFor', 'decisions.carry_out', person_id, office, term_id, body_id,
         jsonb_build_object('clause', call.clause, 'text', obstacle, 'to_id', parent_id), %(via)s),
        (call.answered, 'HelpAnswered', 'decisions.help', above_id, above_office, above_term, parent_id,
         jsonb_build_object('answer', call.answer), %(via)s),
        -- Nobody's act: the time ran out, and the worker found it in the first hours of that day (`moment` begins at seven).
        (case when fate = 'climbed' then floor(begun) + %(help_days)s + 1 end, 'HelpPassedUp', 'deadline', null, '', null, parent_id,
         jsonb_build_object('to_id', grandparent_id), 'the clock')
    ) as taken (t, fact, permission, by_person, by_office, by_term, about, content, via)
    where path >= %(from_path)s and path < %(to_path)s and t is not null
), entry as (
    insert into kernel_entry (id, at, actor_id, via, office, term_id, permission, body_id, fact, content, cites)
    select uuidv7(pg_temp.moment(t, %(day0)s, %(zone)s) - now()), pg_temp.moment(t, %(day0)s, %(zone)s), actor_id, via, office, term_id,
           permission, body_id, fact, content || jsonb_build_object('decision_id', %(decision_id)s::uuid), null
    from act
    returning id
)
insert into kernel_unsealed (entry_id) select id from entry
