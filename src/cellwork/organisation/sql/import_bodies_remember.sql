-- How changed bodies stood until now becomes past.
-- Run by: imports of bodies, before the change.
insert into organisation_position (body_id, since, until, name, kind, parent_id, path)
select old.id, old.since, %(at)s, old.name, old.kind, old.parent_id, old.path
from import_change as change
join organisation_body as old on old.id = change.id
where change.stands_otherwise and old.since < %(at)s
