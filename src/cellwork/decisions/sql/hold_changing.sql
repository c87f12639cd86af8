-- Hold still the directives that a change of the hierarchy is about to move or close.
-- Run by: reconciling, before anything else. One row: how many. Cost: the directives of the branch, read once.
-- Whoever tells of a clause holds its directive. A statement that waited for one and joins its clauses in the same breath
-- sees the clauses as they were before the wait; the statements after this one see them as they are.
with held as (
    select directive.body_id
    from decisions_directive as directive
    join organisation_body as body on body.id = directive.body_id
    join decisions_decision as decision on decision.id = directive.decision_id
    join organisation_body as decider on decider.id = decision.body_id
    join jsonb_to_recordset(%(aims)s::jsonb) as aim (decision_id uuid, all_cells bigint, by_sector jsonb, by_kind jsonb, by_code jsonb)
        on aim.decision_id = directive.decision_id
    where directive.decision_id = any(%(decisions)s::uuid[]) and body.path >= %(path)s and body.path < %(end)s
      and (body.path <> directive.path or body.sector <> directive.sector
           or directive.state not in ('verified', 'closed')
              and (body.dissolved_on is not null or not (body.path > decider.path and body.path < decider.path || '~')
                   or (case when body.is_cell
                            then aim.all_cells | coalesce((aim.by_sector ->> body.sector)::bigint, 0)
                            else 0 end
                       | coalesce((aim.by_kind ->> body.kind)::bigint, 0)
                       | coalesce((aim.by_code ->> body.code)::bigint, 0)) = 0))
    for update of directive
)
select count(*) from held
