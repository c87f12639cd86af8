-- Directives follow their bodies to a new path or sector: out of the old figures, into the new ones.
-- Run by: reconciling. One step out and one in per directive, per touched clause, and per mark (see marks.py).
with moved as (
    update decisions_directive as directive
    set path = body.path, sector = body.sector
    from organisation_body as body
    where body.id = directive.body_id and (body.path <> directive.path or body.sector <> directive.sector)
      and directive.decision_id = any(%(decisions)s::uuid[])
      and body.path >= %(path)s and body.path < %(end)s
    returning directive.decision_id, directive.body_id, old.path as from_path, new.path as to_path,
              old.sector as from_sector, new.sector as to_sector, directive.clauses, directive.state,
              directive.meeting_id, directive.amend_by
), touched as (
    select decision_id, body_id, from_path, to_path, from_sector, to_sector, 0::smallint as clause, clauses, state from moved
    union all
    select moved.decision_id, moved.body_id, moved.from_path, moved.to_path, moved.from_sector, moved.to_sector,
           progress.clause, 0, progress.state
    from moved
    join decisions_progress as progress using (decision_id, body_id)
    where moved.state <> 'closed'
    union all
    select decision_id, body_id, from_path, to_path, from_sector, to_sector, mark.clause, mark.clauses, 'received'
    from moved
    cross join lateral (values (-1::smallint, 0::bigint, meeting_id is not null and state <> 'closed'),
                               (-2, amend_by - date '1970-01-01', amend_by is not null)) as mark (clause, clauses, borne)
    where mark.borne
)
insert into decisions_step (body_id, id, decision_id, path, sector, clause, clauses, was, became, at, day, by, words)
select body_id, uuidv7(), decision_id, way.path, way.sector, clause, clauses, way.was, way.became, %(at)s, %(day)s, '', %(words)s
from touched
cross join lateral (values (from_path, from_sector, state, ''), (to_path, to_sector, '', state)) as way (path, sector, was, became)
