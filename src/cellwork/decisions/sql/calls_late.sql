-- Which open calls for help climb now?
-- Asked by: the worker. One row per call whose day has passed, or whose body is no more, and above which another body stands.
-- Cost: the open calls, a key read each.
select call.body_id, call.id as call_id, call.with_id, holder.parent_id as above_id
from decisions_helpcall as call
join organisation_body as holder on holder.id = call.with_id and holder.parent_id is not null
where call.closed_at is null and (call.answer_by < %(today)s or holder.dissolved_on is not null)
order by call.answer_by, call.id
limit %(limit)s
