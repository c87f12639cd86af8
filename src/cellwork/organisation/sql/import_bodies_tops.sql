-- One body stands at the top: the one that does already, else the first in the file. The others are at fault.
-- Run by: imports of bodies, once per round. One row per line newly at fault.
with tops as (
    select line, code, old_id is not null and old_parent_code is null as stands_there
    from import_body
    where faults is null and parent_code is null
      and case when %(has_dissolved_on)s then dissolved_on else old_dissolved_on end is null
    union all
    select null, code, true
    from organisation_body as body
    where parent_id is null and dissolved_on is null
      and not exists (select from import_body where import_body.code = body.code and faults is null)
), first as (
    select line, code from tops order by stands_there desc, line limit 1
)
update import_body as body
set faults = 'A second body at the top: ' || left(first.code, 40) || coalesce(' (' || pg_temp.spot(first.line) || ')', '')
             || ' stands there. Give this one a body above it, or leave it out.'
from tops, first
where tops.line = body.line and tops.code <> first.code
