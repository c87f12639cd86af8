-- Each body of a branch has the row by which its meetings are read, where the body stands and as it is.
-- Run by: whatever founds, renames, moves, dissolves or imports bodies, in the same act; the first meeting of a body without a row.
-- One row per body that has none, or another one than it should. Cost: one pass over the branch.
insert into meetings_lastmeeting as last (body_id, path, kind, founded_on, since, lives)
select body.id, body.path, body.kind, body.founded_on, body.since, body.dissolved_on is null
from organisation_body as body
left join meetings_lastmeeting as known on known.body_id = body.id
where body.path >= %(path)s and body.path < %(end)s
  and (known.path, known.kind, known.founded_on, known.since, known.lives)
      is distinct from (body.path, body.kind, body.founded_on, body.since, body.dissolved_on is null)
on conflict (body_id) do update
set path = excluded.path, kind = excluded.kind, founded_on = excluded.founded_on, since = excluded.since, lives = excluded.lives
