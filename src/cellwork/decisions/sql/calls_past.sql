-- Which open calls for help passed this body by?
-- Asked by: "what waits on you" of whoever may help. One row per call that lies elsewhere, the oldest date first.
-- Cost: an index search by the body, a key read per call that ever passed it by.
select distinct call.id as call_id, call.text, decision.title, call.body_id, body.name as body_name,
       holder.name as with_name, call.answer_by
from decisions_helppass as pass
join decisions_helpcall as call on call.body_id = pass.body_id and call.id = pass.call_id
join decisions_decision as decision on decision.id = call.decision_id
join organisation_body as body on body.id = call.body_id
join organisation_body as holder on holder.id = call.with_id
where pass.past @> array[%(body_id)s::uuid] and call.closed_at is null and call.with_id <> %(body_id)s
order by call.answer_by, call.id
limit %(limit)s
