-- Give every body of a branch the directives in force that it should have and has not.
-- Run by: reconciling, after bodies were founded, moved or imported. One row per missing directive.
-- A body that comes later answers later: `answer_by` counts from today.
with aimed as (
    select body.id as body_id, body.path, aim.decision_id,
           case when body.is_cell
                then aim.all_cells | coalesce((aim.by_sector ->> body.sector)::bigint, 0)
                else 0 end
           | coalesce((aim.by_kind ->> body.kind)::bigint, 0)
           | coalesce((aim.by_code ->> body.code)::bigint, 0) as clauses
    from jsonb_to_recordset(%(aims)s::jsonb)
        as aim (decision_id uuid, path text, all_cells bigint, by_sector jsonb, by_kind jsonb, by_code jsonb)
    join organisation_body as body on body.path > aim.path and body.path < aim.path || '~'
    where body.path >= %(path)s and body.path < %(end)s and body.dissolved_on is null
), given as (
    insert into decisions_directive (decision_id, body_id, path, clauses, state, received_at, state_since, answer_by)
    select decision_id, body_id, path, clauses, 'received', %(at)s, %(at)s, %(answer_by)s
    from aimed
    where clauses <> 0
    on conflict (decision_id, body_id) do nothing
    returning decision_id, body_id, path, clauses
)
insert into decisions_step (body_id, id, decision_id, path, clause, clauses, was, became, at, day, by, words)
select body_id, uuidv7(), decision_id, path, 0, clauses, '', 'received', %(at)s, %(day)s, '', %(words)s
from given
