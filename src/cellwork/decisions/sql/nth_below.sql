-- Which body is the n-th of a branch on the map, or the n-th of a sector there, the branch's own body first?
-- Asked by: whoever points at a square. One row. Cost: a walk of n steps along (decision, path).
select body.id as body_id, body.name, coalesce(parent.name, '') as above, found.path, found.state, found.state_since,
       found.accepted_by
from (
    select body_id, path, state, state_since, accepted_by
    from decisions_directive
    where decision_id = %(decision_id)s and path >= %(path)s and path < %(end)s
      and (%(sector)s::text is null or sector = %(sector)s)
    order by path
    offset %(n)s limit 1
) as found
join organisation_body as body on body.id = found.body_id
left join organisation_body as parent on parent.id = body.parent_id
