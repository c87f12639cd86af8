-- What stands below moved bodies goes with them, each keeping its own segment.
-- Run by: imports of bodies, after planning. One row per body.
insert into import_plan (line, code, parent_code, id, fresh, given, segment)
select distinct on (body.id) null::bigint, body.code, upper.code, body.id, false, 0, right(body.path, 4)
from import_plan as plan
join organisation_body as moved on moved.id = plan.id
join organisation_body as body on body.path > moved.path and body.path < moved.path || '~'
join organisation_body as upper on upper.id = body.parent_id
where not plan.fresh
  and not exists (select from import_plan as other where other.id = body.id)
