-- Which calls for help about shortcomings lie with a body?
-- Asked by: "what waits on you" of whoever may help. One row per call not yet answered, the oldest day first.
-- Cost: one range of the index of open calls, a key read per call.
select call.id, call.body_id, body.name as body_name, call.shortcoming_id, call.asked, call.answer_by
from shortcomings_help as call
join organisation_body as body on body.id = call.body_id
where call.with_id = %(body_id)s and call.given_at is null
order by call.answer_by, call.id
limit %(limit)s
