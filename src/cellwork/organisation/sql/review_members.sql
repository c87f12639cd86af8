-- How many belong to the cells of a branch now, and how many memberships began and ended since a day?
-- Asked by: the review. One row per body directly below and sector. Who moved within the branch is among both.
-- Cost: one pass over the memberships, added up by cell first: 3 s for 6.5 million.
with cell as materialized (
    select id, left(path, %(width)s) as unit, sector
    from organisation_body
    where path >= %(path)s and path < %(end)s and is_cell
), counted as (
    select body_id,
           count(*) filter (where until is null or until > %(today)s) as members,
           count(*) filter (where since >= %(since)s and since <= %(today)s) as came,
           count(*) filter (where until >= %(since)s and until <= %(today)s) as went
    from organisation_membership
    where standing <> 'around' and since <= %(today)s
    group by body_id
)
select cell.unit, cell.sector, sum(counted.members)::int as members, sum(counted.came)::int as came,
       sum(counted.went)::int as went
from counted
join cell on cell.id = counted.body_id
group by cell.unit, cell.sector
