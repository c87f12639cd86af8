-- About which clauses of a decision do questions wait for an answer?
-- Asked by: the page on which they are answered. One row per clause (null: the whole), the oldest date first.
-- Cost: one index range of the waiting questions.
select clause, count(*)::int as waiting, (array_agg(id order by answer_by, id))[1] as question_id,
       (array_agg(text order by answer_by, id))[1] as text, min(answer_by) as answer_by
from decisions_question
where decision_id = %(decision_id)s and answered_at is null
group by clause
order by 5, 1 nulls first
