-- The same of all living bodies of some kinds.
-- Asked by: the command line. One row per body and conference that was not cancelled; a body without any has one row.
-- Cost: one pass over the bodies.
select body.id as body_id, body.name as body_name, body.kind as body_kind, body.path as path,
       coalesce(body.founded_on, (body.since at time zone %(time_zone)s)::date) as counts_from,
       held.id as conference_id, held.kind as kind, held.phase as phase, held.number as number,
       held.opens_on as opens_on, held.title as title
from organisation_body as body
left join conferences_conference as held on held.body_id = body.id and held.phase <> 'cancelled'
where body.kind = any(%(kinds)s) and body.dissolved_on is null
order by body.path, held.opens_on, held.id
