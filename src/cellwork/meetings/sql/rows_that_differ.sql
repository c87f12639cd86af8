-- How many bodies have a row of their last meeting that is not what their meetings and they themselves say, or none at all?
-- Asked by: `cellwork doctor`; slow on purpose. One row.
with met as (
    select distinct on (body_id) body_id, day, present * 100 >= members * quorum_percent as quorate
    from meetings_meeting
    where state = 'held'
    order by body_id, day desc
)
select count(*)::int as bodies
from organisation_body as body
full join meetings_lastmeeting as last on last.body_id = body.id
left join met on met.body_id = body.id
where body.id is null
   or (last.path, last.kind, last.founded_on, last.since, last.lives, last.day, last.quorate) is distinct from
      (body.path, body.kind, body.founded_on, body.since, body.dissolved_on is null, met.day, coalesce(met.quorate, false))
