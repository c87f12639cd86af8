-- Whom would a pulse of the body at this path reach? Members and candidates of living cells at and below it.
-- Asked by: the preview of a pulse, and the act that asks it. One row. Cost: one range scan of bodies and their memberships;
-- about two seconds for a million members.
select count(*)::int as members, count(distinct m.body_id)::int as cells
from organisation_membership as m
join organisation_body as b on b.id = m.body_id
where b.path >= %(path)s and b.path < %(end)s and b.is_cell and b.dissolved_on is null
  and m.until is null and m.standing in ('member', 'candidate')
