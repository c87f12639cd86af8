-- Ask a report of every living body of certain kinds in a range of paths.
-- Run by: the calendar (all bodies) and extra questions (a branch). One row per body asked.
-- Cost: one pass over the branch. The last day ends at midnight where the body is: by its place, else by the organisation.
insert into reports_report (asking_id, body_id, path, state, due_at)
select %(asking_id)s, body.id, body.path, 'open',
       (%(due_on)s::date + 1)::timestamp at time zone coalesce(%(zones)s::jsonb ->> body.place, %(time_zone)s)
from organisation_body as body
where body.path > %(after)s and body.path < %(end)s and body.kind = any(%(kinds)s::text[]) and body.dissolved_on is null
