-- How many days passed from appearing to corrected, for what was closed since a day?
-- Asked by: the review. One row over all, per body directly below, per sector and per cause; times only from `fewest` on.
-- Cost: one range of those that ended in the branch.
select case when grouping(ended.unit) = 0 then 'unit' when grouping(ended.sector) = 0 then 'sector'
            when grouping(ended.cause) = 0 then 'cause' else '' end as by,
       coalesce(ended.unit, ended.sector, ended.cause, '') as key, count(*)::int as closed,
       case when count(*) >= %(fewest)s then percentile_cont(0.5) within group (order by ended.days) end as median_days,
       case when count(*) >= %(fewest)s then percentile_cont(0.9) within group (order by ended.days) end as p90_days
from (
    select left(one.path, %(width)s) as unit, body.sector, one.cause,
           greatest(coalesce(one.corrected_on, (one.state_since at time zone %(zone)s)::date) - one.appeared_on, 0) as days
    from shortcomings_shortcoming as one
    join organisation_body as body on body.id = one.body_id
    where one.path >= %(path)s and one.path < %(end)s and one.state = 'closed' and one.state_since >= %(start)s
) as ended
group by grouping sets ((), (ended.unit), (ended.sector), (ended.cause))
