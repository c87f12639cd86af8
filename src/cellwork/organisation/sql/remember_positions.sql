-- What held until now for a body and all below it becomes past.
-- Run by: moves, before the change. One row per body whose standing began earlier than this moment.
insert into organisation_position (body_id, since, until, name, kind, parent_id, path)
select id, since, %(at)s, name, kind, parent_id, path
from organisation_body
where path >= %(path)s and path < %(end)s and since < %(at)s
