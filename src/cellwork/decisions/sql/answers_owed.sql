-- Which objections and questions wait for an answer of this body?
-- Asked by: "what waits on you" of whoever may answer. One row per objection, and per clause about which questions wait
-- (with the oldest of them, and how many), the oldest date first.
-- Cost: an index probe per decision of the body, a key read per row.
select owed.sort, owed.text, owed.decision_id, decision.title, owed.body_id, body.name as body_name, owed.answer_by,
       owed.id, owed.asked
from (
    select 'objection' as sort, text, decision_id, body_id, answer_by, id, 1 as asked
    from decisions_objection where answered_at is null
      and decision_id in (select id from decisions_decision where body_id = %(body_id)s and stage = 'adopted')
    union all
    select 'question', (array_agg(text order by answer_by, id))[1], decision_id,
           (array_agg(body_id order by answer_by, id))[1], min(answer_by), (array_agg(id order by answer_by, id))[1],
           count(*)::int
    from decisions_question where answered_at is null
      and decision_id in (select id from decisions_decision where body_id = %(body_id)s and stage = 'adopted')
    group by decision_id, clause
) as owed
join decisions_decision as decision on decision.id = owed.decision_id
join organisation_body as body on body.id = owed.body_id
order by owed.answer_by, owed.id
limit %(limit)s
