-- Put an adopted decision before every body it addresses.
-- Run by: adoption. One row per living body below the one that decided and named by at least one clause.
-- Cost: one pass over the branch; both keys begin with the decision, so the rows land at the right-hand end of both indexes.
-- The clauses of a body are worked out by plain bit arithmetic: a join with the clauses would cost a sort of all rows.
insert into decisions_directive (decision_id, body_id, path, sector, clauses, state, received_at, state_since)
select %(decision_id)s, id, path, sector, clauses, 'received', %(at)s, %(at)s
from (
    select body.id, body.path, body.sector,
           case when body.is_cell
                then %(all_cells)s::bigint | coalesce((%(by_sector)s::jsonb ->> body.sector)::bigint, 0)
                else 0 end
           | coalesce((%(by_kind)s::jsonb ->> body.kind)::bigint, 0)
           | coalesce((%(by_code)s::jsonb ->> body.code)::bigint, 0) as clauses
    from organisation_body as body
    where body.path > %(path)s and body.path < %(end)s and body.dissolved_on is null
) as addressed
where clauses <> 0
