-- Which calls for help lie with this body?
-- Asked by: "what waits on you" of whoever may help. One row per open call, the oldest date first.
-- Cost: one index range, a key read per call.
select call.id as call_id, call.text, call.decision_id, decision.title, call.body_id, body.name as body_name, call.answer_by
from decisions_helpcall as call
join decisions_decision as decision on decision.id = call.decision_id
join organisation_body as body on body.id = call.body_id
where call.with_id = %(body_id)s and call.closed_at is null
order by call.answer_by, call.id
limit %(limit)s
