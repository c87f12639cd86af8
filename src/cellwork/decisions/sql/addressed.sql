-- Whom would this decision address, if it were adopted now?
-- Asked by: the preview of a draft. One row per kind of body; `clauses`: which of them address any of it. Cost: one pass over the branch (about 100 ms for 300,000).
select kind, count(*)::int as bodies, bit_or(clauses) as clauses
from (
    select body.kind,
           case when body.is_cell
                then %(all_cells)s::bigint | coalesce((%(by_sector)s::jsonb ->> body.sector)::bigint, 0)
                else 0 end
           | coalesce((%(by_kind)s::jsonb ->> body.kind)::bigint, 0)
           | coalesce((%(by_code)s::jsonb ->> body.code)::bigint, 0) as clauses
    from organisation_body as body
    where body.path > %(path)s and body.path < %(end)s and body.dissolved_on is null
) as addressed
where clauses <> 0
group by kind
order by kind
