-- Where did bodies stand when these were asked?
-- Asked by: every roll-up. One row per asking and body; a body that did not exist yet has its first place.
-- Cost: a key read a pair.
select asking.id as asking_id, body.id as body_id, coalesce(past.path, body.path) as path
from reports_asking as asking
join organisation_body as body on body.id = any(%(bodies)s::uuid[])
left join lateral (
    select position.path
    from organisation_position as position
    where position.body_id = body.id and position.until >= asking.asked_at and body.since >= asking.asked_at
    order by position.since
    limit 1
) as past on true
where asking.id = any(%(askings)s::uuid[])
