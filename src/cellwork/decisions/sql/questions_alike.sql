-- Which waiting questions about the same clause are worded like this one?
-- Asked by: the page on which they are answered. One row per question, this one first, then the most alike.
-- Cost: the trigrams of at most `most` questions, the oldest: 20 ms for 2,000.
select waiting.body_id, body.name as body_name, waiting.id, waiting.text, waiting.asked_at, waiting.answer_by,
       similarity(waiting.text, %(text)s)::float8 as likeness
from (
    select body_id, id, text, asked_at, answer_by
    from decisions_question
    where decision_id = %(decision_id)s and clause is not distinct from %(clause)s::smallint and answered_at is null
    order by answer_by, id
    limit %(most)s
) as waiting
join organisation_body as body on body.id = waiting.body_id
order by waiting.id = %(id)s desc, likeness desc, waiting.answer_by, waiting.id
limit %(limit)s
