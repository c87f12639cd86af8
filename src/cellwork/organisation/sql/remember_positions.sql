-- What held until now for a body and all below it becomes past.
-- Run by: moves, before the change. One row per living body whose standing began earlier than this moment.
-- A dissolved body stands nowhere: it goes along with its branch, and has nothing more to remember.
insert into organisation_position (body_id, since, until, name, kind, parent_id, path)
select id, since, %(at)s, name, kind, parent_id, path
from organisation_body
where path >= %(path)s and path < %(end)s and since < %(at)s and dissolved_on is null
